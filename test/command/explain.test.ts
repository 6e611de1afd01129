import { afterAll, expect, test } from 'vitest';
import { makeFolder, runCommand, runIn } from '../harness.ts';

const folder = makeFolder({
  's.nix':
    'rec { db = { mem = 100; linkWeights = { }; }; web = { mem = 50; dependsOn = { inherit db; }; linkWeights = { db = 3; }; }; cache = { mem = 10; connectsTo = { inherit web; }; }; }',
  'i.nix': '{ t1 = { properties.mem = 160; }; t2 = { properties.mem = 50; }; t3 = { properties.mem = 500; }; }',
  'plan.nix':
    '{ infrastructure }: { db = [ infrastructure.t1 ]; web = [ infrastructure.t1 ]; cache = [ infrastructure.t2 ]; }',
  'candidates.nix':
    '{ infrastructure }: {\n  db = [ infrastructure.t1 ];\n  web = [ infrastructure.t1 infrastructure.t2 ];\n  cache = [ infrastructure.t2 ];\n}',
});
afterAll(() => folder.remove());
const explain = (...words: string[]) =>
  runIn(folder.path, ['explain', '-s', 's.nix', '-i', 'i.nix', '-d', 'plan.nix', ...words]);

test('why a service is where it is, and what each other place would mean', async () => {
  expect(
    (await explain('--service', 'web', '--candidates', 'candidates.nix')).stdout.replaceAll(`${folder.path}/`, ''),
  ).toBe(
    [
      'web is on t1.',
      '  This keeps local: db (weight 3).',
      '  Network link to cache: if this service alone moved to t2, a weight of 2 more would cross the network.',
      '  On t2 instead: costs a weight of 2 more; new network links to db (weight 3); local to cache.',
      '  Not on t3: it is no candidate (the candidates are listed at candidates.nix:3:3).',
      '',
    ].join('\n'),
  );
});

test('why not on one target, and where a capacity is short', async () => {
  const run = await explain(
    '--service',
    'db',
    '--target',
    't2',
    '--service-property',
    'mem',
    '--target-property',
    'mem',
  );
  expect(run.stdout).toContain(
    '  On t2 instead: mem is short by 60; costs a weight of 3 more; new network links to web (weight 3).\n',
  );
  expect((await explain('--service', 'db', '--target', 't1')).stdout).toBe('db is on t1.\n');
});

test('links that nobody can avoid', async () => {
  const run = await explain('--service', 'cache', '--candidates', 'candidates.nix', '--json');
  const [cache] = JSON.parse(run.stdout).services;
  expect(cache).toMatchObject({
    service: 'cache',
    targets: ['t2'],
    networkLinks: [{ other: 'web', weight: 1, reason: 'trade-off' }],
  });
});

test('a link that the service could do without is not excused', async () => {
  const run = await explain('--service', 'cache');
  expect(run.stdout).toContain(
    '  Network link to web: if this service alone moved to t1, 1 less would cross the network.\n',
  );
  expect(run.stdout).toContain('  On t1 instead: would save 1; local to web.\n');
  const full = await explain('--service', 'web', '--service-property', 'mem', '--target-property', 'mem', '--json');
  expect(JSON.parse(full.stdout).services[0].networkLinks).toEqual([
    {
      other: 'cache',
      weight: 1,
      reason: 'avoidable',
      meeting: { target: 't1', movers: ['cache'], extraWeight: -1, extraLinks: -1 },
    },
  ]);
});

test('all services without --service; unknown names are told with the nearest', async () => {
  expect((await explain()).stdout.match(/^\w+ is on/gm)).toEqual(['cache is on', 'db is on', 'web is on']);
  const wrong = await explain('--service', 'wbe', '--target', 't9');
  expect(wrong.stderr).toMatch(/no service "wbe"[\s\S]*did you mean "web"[\s\S]*no target "t9"/);
  expect(wrong).toMatchObject({ exitCode: 2, stdout: '' });
});

test('an equal port is named as what is in the way, of another place and of a network link', async () => {
  const files = {
    's.nix':
      '{ ... }: rec { web = { name = "web"; type = "process"; port = 80; dependsOn = { inherit proxy; }; }; proxy = { name = "proxy"; type = "process"; port = 80; }; }',
    'i.nix': '{ t1.properties.hostname = "t1"; t2.properties.hostname = "t2"; }',
    'plan.json': '{ "web": [ "t1" ], "proxy": [ "t2" ] }',
  };
  const words = ['-s', 's.nix', '-i', 'i.nix', '-d', 'plan.json'];
  const { stdout } = await runCommand('explain', files, [...words, '--service', 'web']);
  expect(stdout).toBe(
    'web is on t1.\n  Network link to proxy: wherever the two may meet, a port is taken.\n' +
      '  On t2 instead: port 80 is taken by proxy; would save 1; local to proxy.\n',
  );
  const json = JSON.parse((await runCommand('explain', files, [...words, '--json'])).stdout);
  expect(json.services[0].networkLinks).toEqual([{ other: 'web', weight: 1, reason: 'port' }]);
  expect(json.services[1].alternatives[0].takenPorts).toEqual([{ port: '80', service: 'proxy' }]);
});
