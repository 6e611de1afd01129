import { afterEach, describe, expect, test } from 'vitest';
import { type Folder, makeFolder, runIn } from '../harness.ts';

/** One system, each model in Nix, JSON and YAML. */
const nix = {
  services: `{ system, ... }: rec {
    db = { name = "db"; type = "t"; memory = 2; };
    web = { name = "web"; type = "t"; dependsOn = { inherit db; }; memory = 1; requiresUniqueIdsFor = [ "ports" ]; };
  }`,
  infrastructure:
    '{ h1 = { properties = { hostname = "h1"; memory = 2; }; }; h2 = { properties = { hostname = "h2"; memory = 4; }; }; }',
  distribution: '{ infrastructure }: { db = [ infrastructure.h1 infrastructure.h2 ]; web = [ infrastructure.h2 ]; }',
  resources: '{ ports = { min = 10; max = 20; }; }',
  ids: '{ ids.ports.web = 12; lastAssignments.ports = 12; }',
  qos: '{ ... }: { db = [ "h2" ]; web = [ "h2" ]; }',
  previous: '{ db = [ "h2" ]; web = [ "h2" ]; }',
  policy: '{ minimise = [ "links" ]; replicas.web = 1; }',
  docs: '{ fields = [ "type" ]; descriptions.type = "Kind"; }',
} as const;

const json: Record<keyof typeof nix, string> = {
  services: `{ "db": { "name": "db", "type": "t", "memory": 2 },
    "web": { "name": "web", "type": "t", "dependsOn": ["db"], "memory": 1, "requiresUniqueIdsFor": ["ports"] } }`,
  infrastructure:
    '{ "h1": { "properties": { "hostname": "h1", "memory": 2 } }, "h2": { "properties": { "hostname": "h2", "memory": 4 } } }',
  distribution: '{ "db": ["h1", "h2"], "web": ["h2"] }',
  resources: '{ "ports": { "min": 10, "max": 20 } }',
  ids: '{ "ids": { "ports": { "web": 12 } }, "lastAssignments": { "ports": 12 } }',
  qos: '{ "db": ["h2"], "web": ["h2"] }',
  previous: '{ "db": ["h2"], "web": ["h2"] }',
  policy: '{ "minimise": ["links"], "replicas": { "web": 1 } }',
  docs: '{ "fields": ["type"], "descriptions": { "type": "Kind" } }',
};

const yaml: Record<keyof typeof nix, string> = {
  services: `# The shop.
db: &usual { name: db, type: t, memory: 2 }
web:
  <<: *usual
  name: web
  dependsOn: { db: {} }
  memory: 1
  requiresUniqueIdsFor: [ports]
`,
  infrastructure: 'h1:\n  properties: { hostname: h1, memory: 2 }\nh2:\n  properties: { hostname: h2, memory: 4 }\n',
  distribution: 'db: [h1, h2]\nweb:\n  - h2\n',
  resources: 'ports:\n  min: 10\n  max: 20\n',
  ids: 'ids:\n  ports: { web: 12 }\nlastAssignments: { ports: 12 }\n',
  qos: 'db: [h2]\nweb: [h2]\n',
  previous: 'db: [h2]\nweb: [h2]\n',
  policy: 'minimise: [links]\nreplicas:\n  web: 1\n',
  docs: 'fields: [type]\ndescriptions:\n  type: Kind\n',
};

/** Every command that reads models; `NAME` is the file of the model NAME. */
const readers = [
  'check -s services -i infrastructure -d distribution --id-resources resources --ids ids',
  'multiwaycut -s services -i infrastructure -d distribution --previous previous --output-xml',
  'graphcol -s services -i infrastructure -d distribution --output-xml',
  'place -s services -i infrastructure -d distribution --policy policy --previous previous --output-xml',
  'divide -s services -i infrastructure -d distribution --strategy exact --service-property memory --target-property memory',
  'minsetcover -s services -i infrastructure -d distribution --target-property memory',
  'gendist -s services -i infrastructure -q qos --previous previous',
  'gendist -s services -i infrastructure -d distribution',
  'id-assign -s services -i infrastructure -d distribution --id-resources resources --ids ids',
  'nixproc-id-assign services --id-resources resources --ids ids',
  'explain -s services -i infrastructure -d distribution --candidates distribution',
  'explain -s services -i infrastructure -q qos',
  'diff -s services -i infrastructure distribution previous',
  'visualize-services -s services',
  'visualize-infra -i infrastructure',
  'visualize-distribution -s services -i infrastructure -d distribution',
  'document-services -s services --docs docs',
  'xml -s services',
  'xml -i infrastructure',
  'xml -s services -i infrastructure -d distribution',
  'xml --id-resources resources',
  'xml --ids ids',
];

let folder: Folder = makeFolder();
afterEach(() => folder.remove());

function start(models: Readonly<Record<string, string>>, ending: string): void {
  folder.remove();
  folder = makeFolder(Object.fromEntries(Object.entries(models).map(([name, text]) => [name + ending, text])));
}

async function run(words: string, ending: string) {
  const names = Object.keys(nix);
  const given = words.split(' ').map(word => (names.includes(word) ? word + ending : word));
  const { exitCode, stdout, stderr } = await runIn(folder.path, given);
  // Places in files are told, which are others in other forms; and times.
  const withoutPlaces = stdout.replaceAll(/\b[a-z]+(\.\w+)?:\d+:\d+/g, 'PLACE');
  return { exitCode, stdout: withoutPlaces, stderr: stderr.replaceAll(/^( +(at .*|\d* \|.*)|time: .*)\n/gm, '') };
}

describe.each(readers)('%s', words => {
  test('says the same of Nix, JSON and YAML, whether the name tells the form or not', async () => {
    start(nix, '.nix');
    const expected = await run(words, '.nix');
    expect(expected.exitCode, expected.stderr).toBeLessThan(2);
    expect(expected.stdout + expected.stderr).not.toBe('');
    for (const [models, ending] of [
      [nix, ''],
      [json, '.json'],
      [json, ''],
      [yaml, '.yaml'],
      [yaml, ''],
    ] as const) {
      start(models, ending);
      const found = await run(words, ending);
      expect({ ...found, ending }).toEqual({ ...expected, ending });
    }
  });
});

test('what nix eval --json prints of a services model is a services model', async () => {
  start({ services: nix.services.replace('{ system, ... }:', '') }, '.nix');
  const { stdout } = await runIn(folder.path, ['eval', 'services.nix', '--json']);
  folder.write({ 'services.json': stdout });
  expect(await runIn(folder.path, ['xml', '-s', 'services.json'])).toEqual(
    await runIn(folder.path, ['xml', '-s', 'services.nix']),
  );
});

describe('mistakes', () => {
  test.each([
    ['m.json', '{ "web": { "dependsOn": ["db"], } }', 'm.json:1:33', 'in JSON no comma follows the last element'],
    ['m.json', '{\n  // web\n  "web": {} }', 'm.json:2:3', 'JSON has no comments'],
    ['m.json', 'rec { web = { }; }', 'm.json:1:1', 'this is no JSON'],
    ['m.json', '{ "web": {},\n  "web": {} }', 'm.json:2:3', 'the name "web" is there twice'],
    ['m.json', `${'{"a":'.repeat(2000)}1${'}'.repeat(2000)}`, 'm.json:1:', 'nested more than 1000 deep'],
    ['m.json', '{ "web": { "dependsOn": ["dbb"] },\n "db": {} }', 'm.json:1:', 'depends on "dbb"'],
    ['m.yaml', 'web: {}\nweb: {}\n', 'm.yaml:2:1', 'unique'],
    ['m.yaml', 'web: [\n', 'm.yaml:2:1', ''],
    ['m.yaml', 'web:\n  dependsOn: [dbb]\ndb: {}\n', 'm.yaml:2:3', 'did you mean "db"?'],
    ['m.yaml', 'web: {}\n---\nweb: {}\n', 'm.yaml:', 'more than one document'],
    ['m.yaml', `${'a: '.repeat(1)}${'['.repeat(300)}${']'.repeat(300)}`, 'm.yaml:1:', 'nested more than 200 deep'],
    ['m.yaml', 'web: &w\n  <<: *w\n', 'm.yaml:2:', 'contains itself'],
    ['m.yaml', 'web:\n  <<: 1\n', 'm.yaml:2:3', 'what is merged'],
    ['m', 'services: {}\n', 'at m', 'this is a Docker Compose file'],
  ])('in %s, %j, have their places', async (name, text, place, message) => {
    start({ [name]: text }, '');
    const { exitCode, stderr } = await runIn(folder.path, ['visualize-services', '-s', name]);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(place)]);
    expect(stderr).toContain(message);
  });

  test('a text of a few lines cannot grow beyond all bounds', async () => {
    const lines = Array.from(
      { length: 12 },
      (_, i) =>
        `a${i}: &a${i} [${Array(10)
          .fill(i === 0 ? 'x' : `*a${i - 1}`)
          .join(', ')}]`,
    );
    start({ 'm.yaml': `bomb:\n  ${lines.join('\n  ')}\n` }, '');
    const { exitCode, stderr } = await runIn(folder.path, ['xml', '-s', 'm.yaml']);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('aliases make more than 10000000 values')]);
  });

  test('XML in the place of a model that has none is told as such', async () => {
    start({ ...nix, q: '<?xml version="1.0"?><qos/>' }, '.nix');
    const { exitCode, stderr } = await runIn(
      folder.path,
      'gendist -s services.nix -i infrastructure.nix -q q.nix'.split(' '),
    );
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('the QoS model is XML, which has no form for it')]);
  });
});

test('services without anything in them are told apart by their names', async () => {
  for (const [name, text] of [
    ['m.json', '{ "a": {}, "b": {}, "web": { "dependsOn": { "b": {} } } }'],
    ['m.nix', '{ a = { }; b = { }; web.dependsOn = { b = { }; }; }'],
  ] as const) {
    start({ [name]: text }, '');
    const { stdout } = await runIn(folder.path, ['xml', '-s', name]);
    expect(stdout).toContain('<dependency>b</dependency>');
    expect(stdout).not.toContain('<dependency>a</dependency>');
  }
});
