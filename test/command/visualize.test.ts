import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputError } from '../../src/base/diagnostic.ts';
import type { Command, Outcome } from '../../src/cli/command.ts';
import { parseArguments } from '../../src/cli/parse-arguments.ts';
import { visualizeDistribution } from '../../src/command/visualize-distribution.ts';
import { visualizeInfra } from '../../src/command/visualize-infra.ts';
import { visualizeServices } from '../../src/command/visualize-services.ts';
import { walk } from '../../src/command/walk.ts';

const services = `{ system, pkgs, distribution, invDistribution }: rec {
  db = { name = "db"; pkg = throw "not built"; type = "mysql-database"; group = "Shop/Storage"; };
  queue = { name = "queue"; pkg = throw "not built"; type = "process"; group = "Shop/Storage"; };
  api = { name = "api"; pkg = throw "not built"; type = "process"; group = "Shop"; dependsOn = { inherit db; }; connectsTo = { inherit queue; }; };
  web = { name = "web"; pkg = throw "not built"; type = "process"; dependsOn = { inherit api; }; };
  tomcat = { name = "tomcat"; pkg = throw "not built"; type = "process"; providesContainer = "tomcat-webapplication"; };
}`;
const infrastructure = `{ test1 = { properties.hostname = "test1"; containers.process = {}; }; test2.properties.hostname = "test2"; }`;
const plan = `{ infrastructure }: { db = [ infrastructure.test1 ]; queue = [ infrastructure.test1 ]; api = [ infrastructure.test1 ]; web = [ infrastructure.test2 ]; tomcat = [ infrastructure.test2 ]; }`;

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dydisnix-'));
  mkdirSync(join(folder, 'out'));
  writeFileSync(join(folder, 'services.nix'), services);
  writeFileSync(join(folder, 'infrastructure.nix'), infrastructure);
  writeFileSync(join(folder, 'plan.nix'), plan);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function run(command: Command, ...words: string[]): Outcome {
  return command.run(parseArguments(command, command.options, words), {
    folder,
    environment: {},
    standardInput: () => '',
    progress: () => {},
  });
}

/** The nodes and edges of a picture, in short. */
function drawn(outcome: Outcome): string[] {
  const lines = (outcome.stdout ?? '').split('\n');
  return lines.flatMap(line => {
    const edge = /^ +"([^"]*)" -> "([^"]*)" \[(.*)\]/.exec(line);
    if (edge) return [`${edge[1]} ${edge[3]?.includes('dashed') ? '..>' : '-->'} ${edge[2]}`];
    const node = /^ +"([^"]*)" \[label="([^"]*)"/.exec(line);
    return node ? [node[2] ?? ''] : [];
  });
}

describe('visualize-services', () => {
  const s = ['-s', 'services.nix'];

  it('draws ovals with name and type, solid and dashed arrows, and what a service provides', () => {
    expect(drawn(run(visualizeServices, ...s))).toEqual([
      'api\\n(process)',
      'db\\n(mysql-database)',
      'queue\\n(process)',
      'tomcat\\n(process)\\nprovides tomcat-webapplication',
      'web\\n(process)',
      'api --> db',
      'api ..> queue',
      'web --> api',
    ]);
    expect(run(visualizeServices, ...s).stdout).toMatch(/"tomcat" \[.*peripheries="2"/);
  });

  it('puts groups into boxes, and folds them when asked to', () => {
    const boxes = run(visualizeServices, ...s).stdout?.match(/subgraph "[^"]*"/g);
    expect(boxes).toEqual(['subgraph "cluster_group:Shop"', 'subgraph "cluster_group:Shop/Storage"']);
    expect(drawn(run(visualizeServices, ...s, '--group-subservices'))).toEqual([
      'Shop',
      'tomcat\\n(process)\\nprovides tomcat-webapplication',
      'web\\n(process)',
      'web --> group:Shop',
    ]);
    expect(drawn(run(visualizeServices, ...s, '--group', 'Shop', '--group-subservices'))).toEqual([
      'api\\n(process)',
      'Storage',
      'api --> group:Shop/Storage',
      'api ..> group:Shop/Storage',
    ]);
  });

  it('shows the neighbourhood of a service', () => {
    const names = (...words: string[]) =>
      drawn(run(visualizeServices, ...s, ...words))
        .filter(text => !text.includes('>'))
        .map(text => text.split('\\n')[0]);
    expect(names('--focus', 'api')).toEqual(['api', 'db', 'queue', 'web']);
    expect(names('--focus', 'api', '--direction', 'in')).toEqual(['api', 'web']);
    expect(names('--focus', 'web', '--direction', 'out')).toEqual(['api', 'web']);
    expect(names('--focus', 'web', '--direction', 'out', '--depth', '2')).toEqual(['api', 'db', 'queue', 'web']);
    expect(names('--focus', 'web', '--depth', '0')).toEqual(['web']);
  });

  it('draws the whole and every group with --batch', () => {
    const { files, folders } = run(visualizeServices, ...s, '--batch', '--output-dir', 'out', '--format', 'dot');
    expect(files?.map(({ path }) => path.slice(folder.length))).toEqual([
      '/out/index.dot',
      '/out/Shop/index.dot',
      '/out/Shop/Storage/index.dot',
    ]);
    expect(folders).toContain(`${folder}/out/Shop/Storage`);
  });

  it.each([
    [['--focus', 'wep'], 'there is no service "wep"', 'did you mean "web"?'],
    [['--group', 'Shopp'], 'there is no group "Shopp"', 'did you mean "Shop"?'],
    [['--depth', '2'], '--depth needs --focus', 'add --focus SERVICE'],
    [['--batch'], '--batch needs a folder to write to', 'add --output-dir FOLDER'],
    [
      ['--batch', '--output-dir', 'out', '--focus', 'web'],
      '--batch draws every group and cannot be combined with --focus',
      undefined,
    ],
  ])('refuses %j', (words, message, hint) => {
    try {
      run(visualizeServices, ...s, ...words);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(InputError);
      expect((error as InputError).diagnostics).toMatchObject([{ message, ...(hint === undefined ? {} : { hint }) }]);
    }
  });
});

describe('the form of a picture', () => {
  it('is SVG for an output file that ends in .svg, and where --format says so', () => {
    const words = ['-i', 'infrastructure.nix'];
    expect(run(visualizeInfra, ...words).stdout).toMatch(/^digraph "infrastructure"/);
    expect(run(visualizeInfra, ...words, '--format', 'svg').stdout).toMatch(/^<\?xml/);
    const [file] = run(visualizeInfra, ...words, '--output-file', 'out/i.svg').files ?? [];
    expect(file?.path).toBe(`${folder}/out/i.svg`);
    expect(file?.bytes).toContain('<svg ');
    expect(run(visualizeInfra, ...words, '--output-file', 'out/i.svg', '--format', 'dot').files?.[0]?.bytes).toMatch(
      /^digraph/,
    );
  });
});

it('visualize-distribution tells local dependencies from network links', () => {
  const words = ['-s', 'services.nix', '-i', 'infrastructure.nix', '-d', 'plan.nix'];
  const edges = (run(visualizeDistribution, ...words).stdout ?? '').split('\n').filter(line => line.includes('->'));
  expect(edges.map(line => /class="(\w+)"/.exec(line)?.[1])).toEqual(['local', 'local', 'network']);
});

it('walk writes one page with ids where there are pools', () => {
  const words = ['-s', 'services.nix', '-i', 'infrastructure.nix', '-d', 'plan.nix'];
  const page = run(walk, ...words).stdout ?? '';
  expect(page).toMatch(/^<!doctype html>/);
  expect(page).toContain('<h2 id="fragile-title">');
  expect(page).not.toContain('id="ids"');
});

it('walk tells why there is no fragile plan, and shows no figures of a colouring that is none', () => {
  const words = ['-s', 'services.nix', '-i', 'infrastructure.nix', '-d', 'plan.nix'];
  const page = run(walk, ...words).stdout ?? '';
  expect(page).toContain('No plan: there is no such distribution: the candidates of api, db do not suffice');
  expect(page).not.toContain('Colours (targets) used');
});
