import { afterAll, describe, expect, it } from 'vitest';
import { makeFolder, type Run, runCommand, runIn } from '../harness.ts';
import { readChapters, textOfWalk } from '../page/read-chapters.ts';

const services = `{ system, pkgs, distribution, invDistribution }: rec {
  db = { name = "db"; pkg = throw "not built"; type = "mysql-database"; group = "Shop/Storage"; };
  queue = { name = "queue"; pkg = throw "not built"; type = "process"; group = "Shop/Storage"; };
  api = { name = "api"; pkg = throw "not built"; type = "process"; group = "Shop"; dependsOn = { inherit db; }; connectsTo = { inherit queue; }; };
  web = { name = "web"; pkg = throw "not built"; type = "process"; dependsOn = { inherit api; }; };
  tomcat = { name = "tomcat"; pkg = throw "not built"; type = "process"; providesContainer = "tomcat-webapplication"; };
}`;
const infrastructure = `{ test1 = { properties.hostname = "test1"; containers.process = {}; }; test2.properties.hostname = "test2"; }`;
const plan = `{ infrastructure }: { db = [ infrastructure.test1 ]; queue = [ infrastructure.test1 ]; api = [ infrastructure.test1 ]; web = [ infrastructure.test2 ]; tomcat = [ infrastructure.test2 ]; }`;

const folder = makeFolder({ 'services.nix': services, 'infrastructure.nix': infrastructure, 'plan.nix': plan });
afterAll(() => folder.remove());
const run = (...words: readonly string[]): Promise<Run> => runIn(folder.path, words);

/** The nodes and edges of a picture, in short. */
function drawn({ stdout }: Run): string[] {
  const lines = stdout.split('\n');
  return lines.flatMap(line => {
    const edge = /^ +"([^"]*)" -> "([^"]*)" \[(.*)\]/.exec(line);
    if (edge) return [`${edge[1]} ${edge[3]?.includes('dashed') ? '..>' : '-->'} ${edge[2]}`];
    const node = /^ +"([^"]*)" \[label="([^"]*)"/.exec(line);
    return node ? [node[2] ?? ''] : [];
  });
}

describe('visualize-services', () => {
  const s = ['-s', 'services.nix'];

  it('draws ovals with name and type, solid and dashed arrows, and what a service provides', async () => {
    expect(drawn(await run('visualize-services', ...s))).toEqual([
      'api\\n(process)',
      'db\\n(mysql-database)',
      'queue\\n(process)',
      'tomcat\\n(process)\\nprovides tomcat-webapplication',
      'web\\n(process)',
      'api --> db',
      'api ..> queue',
      'web --> api',
    ]);
    expect((await run('visualize-services', ...s)).stdout).toMatch(/"tomcat" \[.*peripheries="2"/);
  });

  it('puts groups into boxes, and folds them when asked to', async () => {
    const boxes = (await run('visualize-services', ...s)).stdout.match(/subgraph "[^"]*"/g);
    expect(boxes).toEqual(['subgraph "cluster_group:Shop"', 'subgraph "cluster_group:Shop/Storage"']);
    expect(drawn(await run('visualize-services', ...s, '--group-subservices'))).toEqual([
      'Shop',
      'tomcat\\n(process)\\nprovides tomcat-webapplication',
      'web\\n(process)',
      'web --> group:Shop',
    ]);
    expect(drawn(await run('visualize-services', ...s, '--group', 'Shop', '--group-subservices'))).toEqual([
      'api\\n(process)',
      'Storage',
      'api --> group:Shop/Storage',
      'api ..> group:Shop/Storage',
    ]);
  });

  it('shows the neighbourhood of a service', async () => {
    const names = async (...words: string[]) =>
      drawn(await run('visualize-services', ...s, ...words))
        .filter(text => !text.includes('>'))
        .map(text => text.split('\\n')[0]);
    expect(await names('--focus', 'api')).toEqual(['api', 'db', 'queue', 'web']);
    expect(await names('--focus', 'api', '--direction', 'in')).toEqual(['api', 'web']);
    expect(await names('--focus', 'web', '--direction', 'out')).toEqual(['api', 'web']);
    expect(await names('--focus', 'web', '--direction', 'out', '--depth', '2')).toEqual(['api', 'db', 'queue', 'web']);
    expect(await names('--focus', 'web', '--depth', '0')).toEqual(['web']);
  });

  it('draws the whole and every group with --batch', async () => {
    const { files } = await runCommand('visualize-services', { 'services.nix': services }, [
      ...s,
      ...['--batch', '--output-dir', 'out', '--format', 'dot'],
    ]);
    expect(Object.keys(files)).toEqual([
      'out/Shop/Storage/index.dot',
      'out/Shop/index.dot',
      'out/index.dot',
      'services.nix',
    ]);
    for (const [name, text] of Object.entries(files)) if (name.endsWith('.dot')) expect(text).toMatch(/^digraph/);
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
  ])('refuses %j', async (words, message, hint) => {
    const { exitCode, stdout, stderr } = await run('visualize-services', ...s, ...words);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(`error: ${message} [`);
    expect(stderr.match(/^ {2}hint: (.*)$/m)?.[1]).toBe(hint);
  });
});

describe('the form of a picture', () => {
  it('is SVG for an output file that ends in .svg, and where --format says so', async () => {
    const words = ['-i', 'infrastructure.nix'];
    expect((await run('visualize-infra', ...words)).stdout).toMatch(/^digraph "infrastructure"/);
    expect((await run('visualize-infra', ...words, '--format', 'svg')).stdout).toMatch(/^<\?xml/);
    const svg = [...words, '--output-file', 'out/i.svg'];
    const files = { 'infrastructure.nix': infrastructure, 'out/old.svg': '' };
    expect((await runCommand('visualize-infra', files, svg)).files['out/i.svg']).toContain('<svg ');
    const dot = await runCommand('visualize-infra', files, [...svg, '--format', 'dot']);
    expect([dot.exitCode, dot.files['out/i.svg']]).toEqual([2, undefined]);
    expect(dot.stderr).toContain('"out/i.svg" is the name of a file of SVG, but the picture is written as DOT');
  });
});

it('visualize-distribution tells local dependencies from network links', async () => {
  const words = ['-s', 'services.nix', '-i', 'infrastructure.nix', '-d', 'plan.nix'];
  const edges = (await run('visualize-distribution', ...words)).stdout.split('\n').filter(line => line.includes('->'));
  expect(edges.map(line => /class="(\w+)"/.exec(line)?.[1])).toEqual(['local', 'local', 'network']);
});

it('walk writes one page with ids where there are pools', async () => {
  const words = ['-s', 'services.nix', '-i', 'infrastructure.nix', '-d', 'plan.nix'];
  const page = (await run('walk', ...words)).stdout;
  expect(page).toMatch(/^<!doctype html>/);
  const ids = readChapters(page).chapters.map(({ id }) => id);
  expect(ids).toEqual(['services', 'infrastructure', 'candidates', 'cuts', 'reliable', 'fragile']);
});

it('walk tells why there is no fragile plan, and shows no figures of a colouring that is none', async () => {
  const words = ['-s', 'services.nix', '-i', 'infrastructure.nix', '-d', 'plan.nix'];
  const page = textOfWalk((await run('walk', ...words)).stdout);
  expect(page).toContain('No plan: there is no such distribution: the candidates of api, db do not suffice');
  expect(page).not.toContain('Colours (targets) used');
});
