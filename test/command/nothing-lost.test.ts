import { appendFileSync, linkSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { commands } from '../../src/command/commands.ts';
import { type Folder, makeFolder, runIn } from '../harness.ts';

// Not in the fast lane: every command is run with every kind of file in its way.

const files = {
  's.nix': `{ system, pkgs, distribution, invDistribution }: rec {
    api = { name = "api"; type = "t"; memory = (import ./sizes.nix).api; requiresUniqueIdsFor = [ "ports" ]; };
    web = { name = "web"; type = "t"; memory = 1; dependsOn = { inherit api; }; };
  }`,
  'sizes.nix': '{ api = 2; pool = "ports"; }',
  'i.nix':
    '{ h1.properties = { hostname = "h1"; memory = 4; cost = 1; }; h2.properties = { hostname = "h2"; memory = 4; cost = 2; }; }',
  'd.nix': '{ infrastructure }: { api = [ infrastructure.h1 infrastructure.h2 ]; web = [ infrastructure.h2 ]; }',
  'p.nix': '{ ... }: { api = { requiresUniqueIdsFor = [ (import ./sizes.nix).pool ]; }; }',
  'r.nix': '{ ports = { min = 1; max = 10; }; }',
  'a.nix': '{ infrastructure, ... }: infrastructure',
  'a.json': '{ "api": ["h1"], "web": ["h2"] }',
  'm.xml': '<manifest version="2"><services/><infrastructure/><serviceMappings/></manifest>',
  'n.txt': '1 1 1\n0 0\n',
  'g.col': 'p edge 2 1\ne 1 2\n',
};

/** A run of every command that writes a file; what stands behind it names the file. */
const writers: Readonly<Record<string, string>> = {
  'augment-infra': '-i i.nix -a a.nix',
  diff: 'd.nix d.nix -s s.nix -i i.nix',
  divide: '--strategy greedy -s s.nix -i i.nix -d d.nix --service-property memory --target-property memory',
  'document-services': '-s s.nix',
  explain: '-s s.nix -i i.nix -d d.nix',
  gendist: '-s s.nix -i i.nix',
  graphcol: '-s s.nix -i i.nix -d d.nix',
  'id-assign': '-s s.nix --id-resources r.nix',
  man: 'graphcol',
  minsetcover: '-s s.nix -i i.nix -d d.nix --target-property cost',
  multiwaycut: '-s s.nix -i i.nix -d d.nix',
  'nixproc-id-assign': 'p.nix --id-resources r.nix',
  order: '-s s.nix -i i.nix -d d.nix',
  page: '-s s.nix -i i.nix -d d.nix',
  place: '-s s.nix -i i.nix -d d.nix',
  plan: '-s s.nix -i i.nix -d d.nix --state state',
  'previous-distribution': '-i i.nix m.xml',
  verify: 'a.json -s s.nix -i i.nix -d d.nix --planner multiwaycut',
  'visualize-distribution': '-s s.nix -i i.nix -d d.nix',
  'visualize-infra': '-i i.nix',
  'visualize-services': '-s s.nix',
  walk: '-s s.nix -i i.nix -d d.nix',
  xml: '-s s.nix -i i.nix -d d.nix',
};

let folder: Folder = makeFolder();
afterEach(() => folder.remove());

async function run(command: string, ...words: readonly string[]) {
  return runIn(folder.path, [command, ...(writers[command] ?? '').split(' '), ...words]);
}

function start(more: Readonly<Record<string, string>> = {}): void {
  folder.remove();
  folder = makeFolder({ ...files, ...more });
}

test('every command with an output file is in the table', async () => {
  const found: string[] = [];
  for (const load of commands.values()) {
    const { name, options } = await load();
    if (Object.values(options).some(({ kind }) => kind === 'output')) found.push(name);
  }
  expect(Object.keys(writers)).toEqual(found.sort());
});

describe.each(Object.keys(writers))('%s', command => {
  test('never replaces what it reads, by whatever name', async () => {
    start();
    linkSync(join(folder.path, 's.nix'), join(folder.path, 'hard'));
    symlinkSync('s.nix', join(folder.path, 'soft'));
    mkdirSync(join(folder.path, 'inner'));
    const before = folder.read();
    const read = writers[command]?.match(/\w+\.nix/)?.[0] ?? 's.nix';
    const names = [read, `./inner/../${read}`, join(folder.path, read)];
    if (writers[command]?.includes('s.nix')) names.push('hard', 'soft');
    if (/nixproc-id-assign|divide/.test(command)) names.push('sizes.nix');
    for (const name of names) {
      const { exitCode, stderr, stdout } = await run(command, '-o', name, '--force');
      expect([exitCode, stdout], `${name} ${stderr}`).toEqual([2, '']);
      expect(stderr).toMatch(/output-(is-input|name)/);
    }
    expect(folder.read()).toEqual(before);
  });

  test('replaces no model of another kind, unless it is forced to', async () => {
    start({ network: '{ network.description = "n"; web = { deployment.targetHost = "w"; }; }' });
    const before = folder.read();
    const { exitCode, stderr } = await run(command, '-o', 'network');
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('"network" is a network of NixOS machines')]);
    expect(folder.read()).toEqual(before);
    expect((await run(command, '-o', 'network', '--force')).exitCode).toBe(0);
    expect(folder.read()['network']).not.toMatch(/^$|targetHost/);
  });

  test('refuses the name of a folder', async () => {
    start();
    const { exitCode, stderr } = await run(command, '-o', 'new/');
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('the name of a folder')]);
    expect(folder.read()).toEqual(files);
  });

  test('refuses the name of a picture that nobody can draw, and names what can be written', async () => {
    start();
    const { exitCode, stderr } = await run(command, '-o', 'plan.png');
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('a PNG picture')]);
    expect(stderr).toMatch(/hint: .*written as/);
    expect(folder.read()).toEqual(files);
  });
});

describe('what models look like', () => {
  const kinds: readonly (readonly [string, string, string])[] = [
    ['a services model', 'd', files['s.nix']],
    ['a services model', 'd', '{ web = { name = "web"; type = "t"; }; }'],
    ['a services model', 'd', '{ "web": { "dependsOn": [ "db" ] } }'],
    ['a services model', 'd', 'web:\n  dependsOn: [ db ]\n'],
    ['a services model', 'd', '<?xml version="1.0"?>\n<services>\n</services>'],
    ['an infrastructure model', 'd', files['i.nix']],
    ['an ID resources model', 'd', files['r.nix']],
    ['an ids file', 'd', '{\n  "ids" = { };\n  "lastAssignments" = { };\n}\n'],
    ['a QoS model', 'd', '{ services, filters, ... }: filters.order { }'],
    ['a policy', 'd', '{ minimise = [ "links" ]; replicas.web = 2; }'],
    ['a docs configuration', 'd', '{ groups = { }; fields = [ ]; }'],
    ['a Nix function', 'd', '{ lib, ... }: lib'],
    ['a Nix function', 'd', '{ stdenv }: { port, name ? "web" }: stdenv.mkDerivation { inherit name; }'],
    ['a certificate', 'd', '{"version":1,"kind":"shares","unit":1,"sum":0,"links":[\n]}\n'],
    ['a certificate', 'd', '{"version":1,"kind":"prices",\n"problem":{},\n"shares":{},\n"lower":[]\n}\n'],
    ['a Docker Compose file', 'd', 'services:\n  web:\n    image: nginx\n'],
    ['a Kubernetes manifest', 'd', 'apiVersion: v1\nkind: Pod\n---\napiVersion: v1\nkind: Pod\n'],
    ['a Nomad job file', 'd', '# A job\njob "web" {\n  group "web" {}\n}\n'],
  ];
  test.each(kinds)('%s is not replaced by a distribution', async (what, _, text) => {
    start({ other: text });
    const { exitCode, stderr } = await run('multiwaycut', '-o', 'other');
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringContaining(`"other" is ${what}, and would be replaced by a distribution`),
    ]);
    expect(folder.read()['other']).toBe(text);
  });

  test.each([
    '{ web = [ "h1" ]; }',
    files['d.nix'],
    '{ "distribution": { "web": [ "h1" ] }, "links": 0 }',
    'just a note',
    'name: name',
    '',
  ])('%j is replaced by a distribution', async text => {
    start({ other: text });
    const { exitCode, stderr } = await run('multiwaycut', '-o', 'other');
    expect([exitCode, folder.read()['other']], stderr).toEqual([
      0,
      '{\n  "api" = [\n    "h2"\n  ];\n  "web" = [\n    "h2"\n  ];\n}\n',
    ]);
  });
});

describe('ids', () => {
  test('take the place of the ids before, where these are named, by whatever name', async () => {
    start();
    for (const name of ['ids.nix', './ids.nix']) {
      const { exitCode, stderr } = await run('id-assign', '--ids', 'ids.nix', '-o', name);
      expect(exitCode, stderr).toBe(0);
    }
    expect(folder.read()['ids.nix']).toContain('"api" = 1;');
  });

  test('that a model imports are not replaced by ids that know nothing of them', async () => {
    const model =
      '{ ... }: { api = { name = "api"; requiresUniqueIdsFor = [ "ports" ]; port = (import ./ids.nix).ids.ports.api; n = port: port; }; }';
    start({ 's.nix': model.replace('"api"; requires', '(if (import ./ids.nix) ? ids then "api" else ""); requires') });
    folder.write({ 'ids.nix': '{ ids = { ports.api = 7; }; lastAssignments.ports = 7; }' });
    // The file where the ids go is read, so nothing of it is lost.
    const kept = await run('id-assign', '-o', 'ids.nix');
    expect([kept.exitCode, kept.stderr]).toEqual([0, expect.stringContaining('kept 1, assigned 0, released 0')]);
    expect(folder.read()['ids.nix']).toContain('"api" = 7;');
    const refused = await run('id-assign', '-o', 'ids.nix', '--force');
    expect([refused.exitCode, refused.stderr]).toEqual([2, expect.stringContaining('this run reads "ids.nix"')]);
    expect((await run('id-assign', '--ids', 'ids.nix', '-o', 'ids.nix')).exitCode).toBe(0);
    expect(folder.read()['ids.nix']).toContain('"api" = 7;');
  });
});

describe('pages and pictures in folders', () => {
  const catalogue = '-s s.nix --output-dir .'.split(' ');
  test.each([
    ['generate-services-docs', ...catalogue],
    ['document-services', '--batch', ...catalogue],
    ['document-services', '-s', 's.nix', '-o', 'index.html'],
    ['walk', ...(writers['walk'] ?? '').split(' '), '-o', 'index.html'],
  ])('%s %s replaces nobody’s index.html without a word, and its own as often as it likes', async (...words) => {
    start({ 'index.html': '<!doctype html>\n<title>Mine</title>' });
    const { exitCode, stderr } = await runIn(folder.path, words);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('"index.html" is no page of this program')]);
    expect(folder.read()['index.html']).toContain('Mine');
    expect((await runIn(folder.path, [...words, '--force'])).exitCode).toBe(0);
    expect((await runIn(folder.path, words)).exitCode).toBe(0);
    expect(folder.read()['index.html']).not.toContain('Mine');
  });

  const tour = 'tour -s s.nix -i i.nix -d d.nix --id-resources r.nix --output-dir .'.split(' ');
  test.each([[...tour], ['visualize-services', '-s', 's.nix', '--batch', '--output-dir', '.']])(
    '%s replaces nobody’s picture, and its own as often as it likes',
    async (...words) => {
      start();
      expect((await runIn(folder.path, words)).exitCode).toBe(0);
      expect((await runIn(folder.path, words)).exitCode).toBe(0);
      const name = Object.keys(folder.read()).find(file => file.endsWith('.svg')) ?? '';
      folder.write({ [name]: '<svg xmlns="http://www.w3.org/2000/svg"></svg>' });
      const before = folder.read();
      const { exitCode, stderr } = await runIn(folder.path, words);
      expect([exitCode, stderr]).toEqual([2, expect.stringContaining('a picture that this program did not draw')]);
      expect(folder.read()).toEqual(before);
      expect((await runIn(folder.path, [...words, '--force'])).exitCode).toBe(0);
    },
  );
});

describe('forms that do not go together', () => {
  test.each([
    ['graphcol --format svg', '--format is for pictures'],
    ['graphcol --plain', '--plain is for pictures'],
    ['id-assign --format dot', '--format is for pictures'],
    ['multiwaycut --json --form disnix', '--json does not go with --form'],
    ['gendist --output-xml --form names', '--output-xml does not go with --form'],
    ['visualize-infra --json --format svg', '--format does not go with --json'],
    ['multiwaycut -o plan.svg', '"plan.svg" is the name of a file of SVG, but the distribution is written as Nix'],
    [
      'multiwaycut --json -o plan.nix',
      '"plan.nix" is the name of a file of Nix, but the distribution is written as JSON',
    ],
    ['multiwaycut --output-plan -o plan.html', 'but the picture is written as DOT'],
    ['visualize-infra --format svg -o plan.dot', 'but the picture is written as SVG'],
    ['walk -o plan.svg', 'but the page is written as HTML'],
    ['explain -o why.nix', 'but the report is written as plain text'],
    ['id-assign --json -o ids.json', 'but the ids file is written as Nix'],
    ['multiwaycut -o plan.yaml', '"plan.yaml" is the name of a file of YAML, but the distribution is written as Nix'],
    [
      'multiwaycut --form kubernetes -o plan.nix',
      '"plan.nix" is the name of a file of Nix, but the distribution is written as YAML',
    ],
    [
      'place --form nomad -o plan.yml',
      '"plan.yml" is the name of a file of YAML, but the distribution is written as HCL',
    ],
    [
      'multiwaycut --certificate shares.svg',
      '"shares.svg" is the name of a file of SVG, but the certificate is written as JSON',
    ],
    ['xml -o model.nix', 'but the distribution is written as XML'],
  ])('%s', async (words, message) => {
    start();
    const [command = '', ...extra] = words.split(' ');
    const { exitCode, stderr, stdout } = await run(command, ...extra);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(message)]);
    if (extra.includes('--json')) expect(JSON.parse(stdout)).toMatchObject({ version: 1, error: {} });
    else expect(stdout).toBe('');
    expect(stderr).toContain('hint:');
    expect(folder.read()).toEqual(files);
  });
});

test('standard output, by any of its names, is added to and never emptied', async () => {
  start();
  // What the program itself does with a log is tested with a shell; here, that no file is made of it.
  for (const name of ['-', '/dev/stdout', '/dev/fd/1', '/dev/../dev/stdout']) {
    const { exitCode, stdout } = await run('multiwaycut', '-o', name);
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('"api"')]);
  }
  appendFileSync(join(folder.path, 's.nix'), '');
  expect(readFileSync(join(folder.path, 's.nix'), 'utf8')).toBe(files['s.nix']);
});

describe('a certificate beside the plan', () => {
  test.each([
    ['s.nix', '"s.nix" is the name of a file of Nix, but the certificate is written as JSON'],
    ['soft', 'this run reads "soft", which is "s.nix", so'],
    ['other', '"other" is a services model, and would be replaced by a certificate'],
    ['services.json', 'where commands look for the services model, but would be the certificate'],
    ['new/', 'the name of a folder'],
    ['-', 'standard output has the result'],
  ])('is not written to %s', async (file, message) => {
    start({ other: files['s.nix'] });
    symlinkSync('s.nix', join(folder.path, 'soft'));
    const before = folder.read();
    const { exitCode, stderr } = await run('multiwaycut', '--certificate', file);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(folder.read()).toEqual(before);
  });

  test('replaces the one of before, and what it is told to', async () => {
    start({ other: files['s.nix'] });
    for (const [file, ...words] of [['shares.json'], ['shares.json'], ['other', '--force']]) {
      const { exitCode, stderr } = await run('multiwaycut', '--certificate', file ?? '', ...words);
      expect(exitCode, stderr).toBe(0);
      expect(folder.read()[file ?? '']).toContain('"kind":"shares"');
    }
  });
});

describe('plans for other tools', () => {
  test.each([
    ['compose', 'plan.yaml'],
    ['kubernetes', 'plan.yml'],
    ['nomad', 'plan.nomad'],
    ['nomad', 'plan.hcl'],
    ['colmena', 'plan.nix'],
  ])('of %s are written to %s as often as one likes', async (form, file) => {
    start();
    for (const _ of [1, 2]) {
      const { exitCode, stderr } = await run('multiwaycut', '--form', form, '-o', file);
      expect(exitCode, stderr).toBe(0);
    }
  });

  test('do not take the place of the files that they are made of', async () => {
    const compose = 'services:\n  web:\n    image: nginx\n';
    start({ 'compose.yaml': compose });
    const { exitCode, stderr } = await run('multiwaycut', '--form', 'compose', '-o', 'compose.yaml');
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('"compose.yaml" is a Docker Compose file')]);
    expect(folder.read()['compose.yaml']).toBe(compose);
  });
});

test('what is read is told as that, not as the name of a model', async () => {
  start();
  folder.write({ 'services.nix': files['s.nix'] });
  const words = ['multiwaycut', '-s', 'services.nix', '-i', 'i.nix', '-d', 'd.nix', '-o', 'services.nix'];
  const { exitCode, stderr } = await runIn(folder.path, words);
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining('this run reads "services.nix", so')]);
});
