import { afterAll, describe, expect, it } from 'vitest';
import { errorsOf, makeFolder, type Run, runIn } from '../harness.ts';

const folder = makeFolder({
  'infrastructure.nix': '{ t1.properties.hostname = "a"; t2.properties.hostname = "b"; t3.properties.hostname = "c"; }',
  'services.nix': shop(),
  'distribution.nix': plan('web = [ t1 t2 ]; api = [ t1 t2 t3 ]; db = [ t2 t3 ]; cache = [ t3 ];'),
});
afterAll(() => folder.remove());

/** web → api → db, api → cache; with more attributes for single services. */
function shop(more: { readonly web?: string; readonly api?: string; readonly db?: string } = {}): string {
  return `{ system, pkgs, distribution, invDistribution }: rec {
  db = { name = "db"; pkg = throw "not built"; ${more.db ?? ''} };
  cache = { name = "cache"; pkg = throw "not built"; };
  api = { name = "api"; pkg = throw "not built"; dependsOn = { inherit db; }; connectsTo = { inherit cache; }; ${more.api ?? ''} };
  web = { name = "web"; pkg = throw "not built"; dependsOn = { inherit api; }; ${more.web ?? ''} };
}`;
}

function plan(mappings: string): string {
  return `{ infrastructure }: with infrastructure; { ${mappings} }`;
}

function write(name: string, text: string): void {
  folder.write({ [name]: text });
}

function run(...words: readonly string[]): Promise<Run> {
  return runIn(folder.path, ['multiwaycut', ...words], { input: '2 2 1\n2 0 1\n1 1\n0 1 3\n' });
}

const models = ['-s', 'services.nix', '-i', 'infrastructure.nix', '-d', 'distribution.nix'];

/** `web=t1 api=t2 …` */
function placed(outcome: Run): string {
  const { distribution } = JSON.parse(outcome.stdout) as { distribution: Record<string, string[]> };
  return Object.entries(distribution)
    .map(([service, targets]) => `${service}=${targets.join('+')}`)
    .join(' ');
}

/** The errors that a run ends with. */
function complaints(outcome: Run): string[] {
  const { exitCode, stdout } = outcome;
  expect(exitCode).toBe(2);
  if (stdout !== '') expect(JSON.parse(stdout)).toMatchObject({ version: 1, error: {} });
  return [...errorsOf(outcome)];
}

const withoutTime = (text: string | undefined): string => (text ?? '').replace(/time: .*/, 'time: ...');

describe('multiwaycut', () => {
  it('prints the plan on stdout and the report on stderr', async () => {
    const outcome = await run(...models, '--explain');
    expect(outcome.exitCode).toBe(0);
    expect(outcome.stdout).toBe(`{
  "api" = [
    "t2"
  ];
  "cache" = [
    "t3"
  ];
  "db" = [
    "t2"
  ];
  "web" = [
    "t2"
  ];
}
`);
    expect(
      withoutTime(outcome.stderr),
    ).toBe(`3 services (api, db, web) list several targets: each goes to one of them; with --replicas keep to all of them
links:   1 of 3 dependencies cross the network; at least 1 must: optimal
targets: 2 used, as few as possible with so few links
moves:   0, as few as possible
method:  auto: expansion and forest moves, bound by weight shares (TRW-S); ended with the proof
time: ...
api on t2 -- cache on t3: with both on t3, everything else where it is, 1 more would cross the network
`);
  });

  it('prints one JSON object', async () => {
    const printed = JSON.parse((await run(...models, '--json', '--explain')).stdout);
    expect(printed).toMatchObject({
      distribution: { api: ['t2'], cache: ['t3'], db: ['t2'], web: ['t2'] },
      links: 1,
      totalLinks: 3,
      targets: 2,
      moves: 0,
      lowerBound: 1,
      gap: 0,
      optimal: true,
      proved: { links: true, targets: true, moves: true },
      algorithm: 'auto',
      endedBy: 'proof',
      networkLinks: [{ from: 'api', to: 'cache', fromTarget: 't2', toTarget: 't3', weight: 1, reason: 'dearer' }],
    });
    expect(typeof printed.seconds).toBe('number');
  });

  it.each(['isolation', 'expansion', 'exact'])('knows the algorithm %s', async algorithm => {
    expect(JSON.parse((await run(...models, '--json', '--algorithm', algorithm)).stdout)).toMatchObject({
      algorithm,
      lowerBound: 1,
      totalLinks: 3,
    });
  });

  it('names every service without a candidate, and ends with 1', async () => {
    write('empty.nix', plan('web = [ ]; api = [ t1 ]; db = [ ]; cache = [ t3 ];'));
    const outcome = await run(...models.slice(0, 4), '-d', 'empty.nix');
    expect(outcome).toMatchObject({ exitCode: 1, stdout: '' });
    expect(errorsOf(outcome)).toEqual([
      'service "db" has no candidate targets',
      'service "web" has no candidate targets',
    ]);
    expect(outcome.stderr).toMatch(/\[no-plan\]\n {2}at services\.nix:\d+:\d+\n/);
    expect(outcome.stderr).toContain('hint: give it some in the distribution: db = [ infrastructure.TARGET ];');
  });

  it('leaves out services that are not distributed, and plans none at all', async () => {
    write('two.nix', plan('web = [ t1 t2 ]; api = [ t2 ];'));
    expect(placed(await run(...models.slice(0, 4), '-d', 'two.nix', '--json'))).toBe('api=t2 web=t2');
    write('none.nix', plan(''));
    expect((await run(...models.slice(0, 4), '-d', 'none.nix')).stdout).toBe('{ }\n');
  });

  it('asks for the models that are missing', async () => {
    expect(complaints(await run('-s', 'services.nix'))).toEqual([
      'dydisnix multiwaycut needs -i/--infrastructure FILE',
      'dydisnix multiwaycut needs -d/--distribution FILE',
    ]);
  });
});

describe('weights and pins', () => {
  const weighted = (more: Parameters<typeof shop>[0]) => {
    write('weighted.nix', shop(more));
    return run('-s', 'weighted.nix', ...models.slice(2), '--json', '--explain');
  };

  it('a heavy link is kept inside a target; both ends may say how heavy', async () => {
    const outcome = await weighted({ web: 'linkWeights = { api = 3; };' });
    expect(placed(outcome)).toBe('api=t2 cache=t3 db=t2 web=t2');
    expect(JSON.parse(outcome.stdout)).toMatchObject({ links: 1, totalLinks: 5 });
    const both = await weighted({
      web: 'linkWeights.api = 2;',
      api: 'linkWeights.cache = 5; linkWeights.db = 4;',
    });
    expect(JSON.parse(both.stdout)).toMatchObject({ links: 2, totalLinks: 11 });
  });

  it('a pin leaves one candidate', async () => {
    const outcome = await weighted({ api: 'pinnedTo = "t1";', db: 'pinnedTo = "t2";' });
    expect(placed(outcome)).toBe('api=t1 cache=t3 db=t2 web=t1');
    const { networkLinks } = JSON.parse(outcome.stdout) as { networkLinks: { reason: string }[] };
    expect(networkLinks.map(({ reason }) => reason)).toEqual(['pinned', 'pinned']);
  });

  it('a pinned service without candidates is a service without candidates', async () => {
    write('stuck.nix', plan('web = [ t1 ]; api = [ ]; db = [ ]; cache = [ t3 ];'));
    write('weighted.nix', shop({ api: 'pinnedTo = "t1";' }));
    const outcome = await run('-s', 'weighted.nix', '-i', 'infrastructure.nix', '-d', 'stuck.nix');
    expect(outcome.exitCode).toBe(1);
    expect(errorsOf(outcome)).toEqual([
      'service "api" has no candidate targets',
      'service "db" has no candidate targets',
    ]);
  });

  it('JSON names the containers that the distribution names, service → target → containers, and only then', async () => {
    write('contained.nix', plan('api = { targets = [ { target = t2; container = "tomcat"; } ]; }; db = [ t2 ];'));
    const outcome = await run(...models.slice(0, 4), '-d', 'contained.nix', '--json');
    expect(JSON.parse(outcome.stdout)).toMatchObject({
      distribution: { api: ['t2'], db: ['t2'] },
      containers: { api: { t2: ['tomcat'] } },
    });
    expect((await run(...models, '--json')).stdout).not.toContain('containers');
  });

  it('refuses what is no weight, and pins to anything but a candidate', async () => {
    expect(complaints(await weighted({ web: 'linkWeights = { api = 0; };' }))).toEqual([
      'the weight of the link from "web" to "api" is 0, but must be a whole number from 1 to 2147483647',
    ]);
    const wrong = await weighted({
      web: 'linkWeights = { apo = 1; api = -2; };',
      api: 'linkWeights = { db = "many"; cache = 1.5; }; pinnedTo = "t4";',
      db: 'linkWeights = 3; pinnedTo = 1;',
    });
    expect(complaints(wrong).sort()).toEqual([
      'linkWeights of service "db" is an integer, but must be an attribute set of numbers',
      'linkWeights of service "web" names "apo", which is not among its dependencies',
      'pinnedTo of service "db" is an integer, but must be the name of a target',
      'service "api" is pinned to "t4", which is not among its candidates',
      'the weight of the link from "api" to "cache" is 1.5, but must be a whole number from 1 to 2147483647',
      'the weight of the link from "api" to "db" is a string, but must be a whole number from 1 to 2147483647',
      'the weight of the link from "web" to "api" is -2, but must be a whole number from 1 to 2147483647',
    ]);
  });
});

describe('--previous', () => {
  it('keeps services where they are, in any form that the tool prints', async () => {
    write('free.nix', plan('web = [ t1 t2 t3 ]; api = [ t1 t2 t3 ]; db = [ t1 t2 t3 ]; cache = [ t1 t2 t3 ];'));
    const free = [...models.slice(0, 4), '-d', 'free.nix'];
    expect(placed(await run(...free, '--json'))).toBe('api=t1 cache=t1 db=t1 web=t1');
    write('before.nix', '{ api = [ "t3" ]; cache = [ "t2" ]; db = [ "t3" ]; web = [ "t3" ]; gone = [ "t9" ]; }');
    const outcome = await run(...free, '--json', '--previous', 'before.nix');
    expect(placed(outcome)).toBe('api=t3 cache=t3 db=t3 web=t3');
    expect(JSON.parse(outcome.stdout)).toMatchObject({ moves: 1 });
    write('again.json', outcome.stdout);
    const again = await run(...free, '--json', '--previous', 'again.json');
    expect(placed(again)).toBe('api=t3 cache=t3 db=t3 web=t3');
    expect(JSON.parse(again.stdout)).toMatchObject({ moves: 0 });
  });
});

describe('--instance', () => {
  it('plans numbers, keyed by number', async () => {
    write('x.txt', '3 2 2\n2 0 1\n1 1\n2 0 1\n0 1 3\n1 2 1\n');
    const printed = JSON.parse((await run('--instance', 'x.txt', '--json')).stdout);
    expect(printed).toMatchObject({ distribution: { 0: [1], 1: [1], 2: [1] }, links: 0, totalLinks: 4, targets: 1 });
    expect((await run('--instance', 'x.txt')).stdout).toContain('"0" = [\n    1\n  ];');
    expect(JSON.parse((await run('--instance', '-', '--json')).stdout)).toMatchObject({ links: 0, totalLinks: 3 });
  });

  it('refuses options that need models', async () => {
    expect(complaints(await run('--instance', '-', '--explain', '--previous', 'p.nix'))).toEqual([
      '--previous does not go with --instance: it needs models',
      '--explain does not go with --instance: it needs models',
    ]);
  });

  it('names services without candidates, and lines that are wrong', async () => {
    write('stuck.txt', '2 1 0\n0\n1 0\n');
    expect(await run('--instance', 'stuck.txt')).toMatchObject({
      exitCode: 1,
      stderr: 'error: service 0 has no candidate targets [no-plan]\n  at stuck.txt\n',
    });
    write('wrong.txt', '1 1 0\n1 1\n');
    expect(complaints(await run('--instance', 'wrong.txt'))).toEqual([
      'service 0 has the candidate 1, but targets are numbered from 0 to 0',
    ]);
  });
});
