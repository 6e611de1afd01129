import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { makeFolder, type Run, runIn } from '../harness.ts';

/** Inputs that crash the original toolset, hang it or make it print nonsense, for `divide`, `minsetcover` and `gendist`. */
const right = {
  's.nix':
    '{ pkgs, ... }: rec { a = { name = "a"; mem = 100; }; b = { name = "b"; mem = 50; dependsOn = { inherit a; }; }; }',
  'i.nix':
    '{ t1.properties = { hostname = "h1"; mem = 120; cost = 5; }; t2.properties = { hostname = "h2"; mem = 120; cost = 3; }; }',
  'd.nix':
    '{ infrastructure }: { a = [ infrastructure.t1 infrastructure.t2 ]; b = [ infrastructure.t1 infrastructure.t2 ]; }',
};

let folder = makeFolder({});
afterEach(() => folder.remove());

type Planner = 'greedy' | 'exact' | 'minsetcover' | 'gendist';
const planners: readonly Planner[] = ['greedy', 'exact', 'minsetcover', 'gendist'];

async function run(planner: Planner, files: Record<string, string> = {}, extra: readonly string[] = []): Promise<Run> {
  folder.remove();
  folder = makeFolder({ ...right, ...files });
  const models = ['-s', 's.nix', '-i', 'i.nix', '-d', 'd.nix', ...extra];
  if (planner === 'gendist') return await runIn(folder.path, ['gendist', ...models, '--form', 'names']);
  if (planner === 'minsetcover') return await runIn(folder.path, [planner, ...models, '--target-property', 'cost']);
  const properties = ['--service-property', 'mem', '--target-property', 'mem'];
  return await runIn(folder.path, ['divide', '--strategy', planner, ...models, ...properties]);
}

/** Service → targets, as printed. */
function planOf({ stdout }: Run): Record<string, string[]> {
  const entries = [...stdout.matchAll(/"((?:[^"\\]|\\.)*)" = \[([^\]]*)\];/g)];
  return Object.fromEntries(
    entries.map(([, name, list]) => [
      name ?? '',
      [...(list ?? '').matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(m => m[1] ?? ''),
    ]),
  );
}

describe.each(planners)('%s', planner => {
  test('the models of this test are right', async () => {
    expect(await run(planner)).toMatchObject({ exitCode: 0 });
  });

  test.each([
    [
      'a dependency on a service that is not in the model',
      {
        's.nix': '{ ... }: { a = { mem = 1; dependsOn = { x = { name = "databse"; }; }; }; database.mem = 1; }',
        'd.nix': '{ }',
      },
      /depends on "databse"[\s\S]*did you mean "database"/,
    ],
    ['an unknown service in the distribution', { 'd.nix': '{ aa = [ "t1" ]; }' }, /names service "aa"/],
    ['an unknown target in the distribution', { 'd.nix': '{ a = [ "t3" ]; }' }, /unknown target "t3"/],
    [
      'models that are no sets',
      { 's.nix': '[ ]', 'i.nix': '3' },
      /services model is a list[\s\S]*infrastructure model is an integer/,
    ],
  ] as [string, Record<string, string>, RegExp][])('%s is refused', async (_, files, message) => {
    const result = await run(planner, files);
    expect(result.stderr).toMatch(message);
    expect(result).toMatchObject({ exitCode: 2, stdout: '' });
  });

  test.each([
    [
      'a service without name, and one whose name is another',
      { 's.nix': '{ ... }: rec { a = { mem = 1; }; b = { name = "bee"; mem = 1; dependsOn = { inherit a; }; }; }' },
    ],
    [
      'providesContainers, and properties of every kind',
      {
        's.nix':
          '{ ... }: { a = { mem = 1; providesContainers.x = { port = 1; }; list = [ 1 ]; set.x = 1; nothing = null; path = ./.; f = x: x; }; b.mem = 1; }',
      },
    ],
    [
      'a target without hostname',
      { 'i.nix': '{ t1.properties = { mem = 200; cost = 1; }; t2.properties = { mem = 200; cost = 2; }; }' },
    ],
  ] as [string, Record<string, string>][])('%s is planned', async (_, files) => {
    const result = await run(planner, files);
    expect(result.exitCode, result.stderr).toBe(0);
    expect(Object.keys(planOf(result))).toEqual(['a', 'b']);
  });

  test('a service that is not in the distribution while another depends on it is left out', async () => {
    expect(Object.keys(planOf(await run(planner, { 'd.nix': '{ b = [ "t1" ]; }' })))).toEqual(['b']);
  });

  test('no services: an empty plan', async () => {
    const properties = {
      'i.nix': '{ t1.properties = { mem = 1; cost = 1; }; }',
      's.nix': '{ ... }: { }',
      'd.nix': '{ }',
    };
    expect(await run(planner, properties)).toMatchObject({ exitCode: 0, stdout: '{ }\n' });
  });

  test('a duplicate candidate counts once', async () => {
    expect(planOf(await run(planner, { 'd.nix': '{ a = [ "t1" "t1" ]; b = [ "t2" "t2" ]; }' }))).toEqual({
      a: ['t1'],
      b: ['t2'],
    });
  });

  test('an explicit container is kept', async () => {
    const d =
      '{ infrastructure }: { a.targets = [ { target = infrastructure.t1; container = "jboss"; } ]; b = [ infrastructure.t2 ]; }';
    expect((await run(planner, { 'd.nix': d })).stdout).toMatch(/"container" = "jboss"/);
    const disnix = (await run(planner, { 'd.nix': d }, planner === 'gendist' ? [] : ['--form', 'disnix'])).stdout;
    expect(disnix).toContain('jboss');
  });

  test('names with quotes, dollars and the like are escaped', async () => {
    const name = '"\\${x}\\"<&-"';
    const files = {
      's.nix': `{ ... }: { ${name} = { mem = 1; }; __proto__ = { mem = 1; }; }`,
      'i.nix': `{ ${name}.properties = { mem = 9; cost = 1; }; }`,
      'd.nix': `{ ${name} = [ ${name} ]; __proto__ = [ ${name} ]; }`,
    };
    const result = await run(planner, files);
    expect(result.stdout, result.stderr).toContain(`${name} = [\n    ${name}\n  ];`);
    writeFileSync(join(folder.path, 'out.nix'), result.stdout);
    expect((await runIn(folder.path, ['eval', '--json', 'out.nix'])).stdout).toContain('"__proto__":["${x}\\"<&-"]');
  });

  test('a failure leaves the output file as it was', async () => {
    await run(planner);
    writeFileSync(join(folder.path, 'd.nix'), '{ a = [ "t9" ]; }');
    const models = ['-s', 's.nix', '-i', 'i.nix', '-d', 'd.nix', '--output-file', 'd.nix'];
    const words = {
      gendist: ['gendist'],
      minsetcover: ['minsetcover', '--target-property', 'cost'],
      greedy: ['divide', '--strategy', 'greedy', '--service-property', 'mem', '--target-property', 'mem'],
      exact: ['divide', '--strategy', 'exact', '--service-property', 'mem', '--target-property', 'mem'],
    };
    expect(await runIn(folder.path, [...words[planner], ...models])).toMatchObject({ exitCode: 2, stdout: '' });
    expect(readFileSync(join(folder.path, 'd.nix'), 'utf8')).toBe('{ a = [ "t9" ]; }');
  });
});

describe.each(['greedy', 'exact', 'minsetcover'] as const)('%s', planner => {
  test('services without candidates, each named', async () => {
    const result = await run(planner, { 'd.nix': '{ a = [ ]; b = [ ]; }' });
    expect(result.stderr).toMatch(/"a"[\s\S]*"b"/);
    expect(result).toMatchObject({ exitCode: 1, stdout: '' });
  });

  test('a property that is no number is refused, with its place', async () => {
    const bad = planner === 'minsetcover' ? ['i.nix', 'cost = "dear"'] : ['s.nix', 'mem = [ 1 ]'];
    const [file = '', text = ''] = bad;
    const source = `{ t1.properties = { mem = 1; ${text}; }; t2.properties = { mem = 1; cost = 1; }; }`;
    const files = { [file]: planner === 'minsetcover' ? source : `{ ... }: { a = {\n  ${text}; }; b.mem = 1; }` };
    const result = await run(planner, files);
    expect(result.stderr).toMatch(/must be a number of at least 0[\s\S]*\.nix:[12]:/);
    expect(result).toMatchObject({ exitCode: 2, stdout: '' });
  });

  test('a property that nobody has is refused with the nearest name', async () => {
    const models = ['-s', 's.nix', '-i', 'i.nix', '-d', 'd.nix'];
    const words =
      planner === 'minsetcover'
        ? ['minsetcover', '--target-property', 'coost']
        : ['divide', '--strategy', planner, '--service-property', 'meem', '--target-property', 'mem'];
    await run(planner);
    const result = await runIn(folder.path, [...words, ...models]);
    expect(result.stderr).toMatch(/has the property[\s\S]*did you mean/);
    expect(result).toMatchObject({ exitCode: 2, stdout: '' });
  });
});

test('a target without the property has nothing of it, and a service without it needs nothing', async () => {
  const files = {
    'i.nix': '{ t1.properties = { }; t2.properties.mem = 200; }',
    's.nix': '{ ... }: { a.mem = 1; b = { }; }',
  };
  const result = await run('greedy', files);
  expect(planOf(result)).toEqual({ a: ['t2'], b: ['t1'] });
  expect(result.stderr).toMatch(/"b" has no property "mem"[\s\S]*"t1" has no property "mem"/);
});

test('a target without a cost is left out of the cover', async () => {
  const result = await run('minsetcover', { 'i.nix': '{ t1.properties = { }; t2.properties.cost = 7; }' });
  expect(planOf(result)).toEqual({ a: ['t2'], b: ['t2'] });
  expect(result.stderr).toMatch(/"t1" has no property "cost": it is left out/);
});

test('a first target that costs nothing and does not cover everything', async () => {
  const i = '{ t1.properties.cost = 0; t2.properties.cost = 4; }';
  const result = await run('minsetcover', { 'i.nix': i, 'd.nix': '{ a = [ "t1" "t2" ]; b = [ "t2" ]; }' });
  expect(result.exitCode).toBe(0);
  expect(planOf(result)['b']).toEqual(['t2']);
});

describe('numbers', () => {
  test.each([
    ['2^32 and more', '4294967296', '4294967296', 0],
    ['more than there is, by one', '4294967297', '4294967296', 1],
    ['beyond what a float can tell apart', '9007199254740993', '9007199254740992', 1],
    ['64 bits', '9223372036854775807', '9223372036854775807', 0],
    ['fractions', '0.30000000000000004', '0.3', 1],
    ['a fraction and an integer', '1.0', '1', 0],
    ['small fractions', '1.0e-7', '2.0e-7', 0],
  ])('%s', async (_, need, have, exitCode) => {
    const files = {
      's.nix': `{ ... }: { a.mem = ${need}; }`,
      'i.nix': `{ t1.properties.mem = ${have}; }`,
      'd.nix': '{ a = [ "t1" ]; }',
    };
    for (const planner of ['greedy', 'exact'] as const)
      expect((await run(planner, files)).exitCode, planner).toBe(exitCode);
  });

  test('0.1 + 0.2 fits into 0.3', async () => {
    const files = {
      's.nix': '{ ... }: { a.mem = 0.1; b.mem = 0.2; }',
      'i.nix': '{ t1.properties.mem = 0.3; }',
      'd.nix': '{ a = [ "t1" ]; b = [ "t1" ]; }',
    };
    expect((await run('greedy', files)).exitCode).toBe(0);
  });
});

describe('graphcol as a filter', () => {
  const colour = async (services: string, infrastructure: string): Promise<Run> => {
    const q = '{ services, infrastructure, filters, ... }: filters.graphcol { inherit services infrastructure; }';
    folder.remove();
    folder = makeFolder({ 's.nix': services, 'i.nix': infrastructure, 'q.nix': q });
    return await runIn(folder.path, ['gendist', '-s', 's.nix', '-i', 'i.nix', '-q', 'q.nix', '--form', 'names']);
  };

  test('four services without dependencies', async () => {
    expect(planOf(await colour('{ ... }: { a = { }; b = { }; c = { }; d = { }; }', '{ t1 = { }; }'))).toEqual({
      a: ['t1'],
      b: ['t1'],
      c: ['t1'],
      d: ['t1'],
    });
  });

  test("the target's name is printed, not its hostname", async () => {
    expect(planOf(await colour('{ ... }: { a = { }; }', '{ t1.properties.hostname = "h1"; }'))).toEqual({ a: ['t1'] });
  });

  test('no targets', async () => {
    const run = await colour('{ ... }: { a = { }; }', '{ }');
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain('[no-targets]');
  });
});

test.each(['greedy', 'exact', 'minsetcover', 'gendist'] as const)('%s without any target', async planner => {
  const result = await run(planner, { 'i.nix': '{ }', 'd.nix': '{ a = [ ]; b = [ ]; }' });
  // Without machines there are no candidates, and that is the mistake where candidates are what is asked for.
  expect(result.stderr).toMatch(planner === 'gendist' ? /\[no-targets\]/ : /"a"/);
  expect(result.exitCode).toBe(planner === 'gendist' ? 2 : 1);
});
