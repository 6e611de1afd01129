import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { errorCodeOf, makeFolder, runIn } from '../harness.ts';
import { rounds } from '../rounds.ts';

const models = 'models/three-services';
const three = ['-s', `${models}/services.nix`, '-i', `${models}/infrastructure.nix`];

const folder = makeFolder({
  'i.nix':
    '{ t1 = { properties.cost = 9; }; t2 = { properties.cost = 2.5; }; t3 = { properties = { }; }; t4 = { properties.cost = 5; }; }',
  's.nix': 'rec { a = {}; b = { dependsOn = { inherit a; }; }; c = { connectsTo = { inherit a b; }; }; d = {}; }',
  'd.nix':
    '{ infrastructure }: { a = [ infrastructure.t4 ]; b = [ infrastructure.t4 infrastructure.t3 ]; d = [ infrastructure.t3 infrastructure.t1 ]; }',
  'narrow.nix':
    '{ infrastructure }: { a = [ infrastructure.t1 ]; b = [ infrastructure.t1 ]; d = [ infrastructure.t1 ]; }',
  'empty.nix': '{ infrastructure }: { a = [ ]; }',
  'none.nix': '{ }',
  'loose.nix': '{ x = {}; y = {}; }',
  'self.nix': 'rec { a = { dependsOn = { inherit a; }; }; b = { dependsOn = { inherit a; }; }; }',
  'triangle.col': 'c a triangle and a loose vertex\np edge 4 3\ne 1 2\ne 2 3\ne 3 1\n',
  'loops.col': 'p edge 3 4\ne 1 1\ne 1 2\ne 3 3\ne 2 3\n',
  'wrong.col': 'p edge 2 1\ne 1 5\nx\n',
});
afterAll(() => folder.remove());
const run = (...words: string[]) => runIn(folder.path, ['graphcol', ...words]);
const mine = ['-s', 's.nix', '-i', 'i.nix'];

test('the example of the post: a target for each service, and the proof', async () => {
  const result = await runIn('.', ['graphcol', ...three]);
  expect(result.exitCode).toBe(0);
  expect(result.stdout).toBe(
    '{\n  "testService1" = [\n    "testtarget1"\n  ];\n  "testService2" = [\n    "testtarget2"\n  ];\n  "testService3" = [\n    "testtarget3"\n  ];\n}\n',
  );
  expect(result.stderr).toMatch(
    /^colours: 3, optimal: testService1, testService2, testService3 all depend on each other\n/,
  );
});

describe('targets', () => {
  test('go by name, or by a property, the cheapest first and those without it last', async () => {
    expect(JSON.parse((await run(...mine, '--json')).stdout).distribution).toEqual({
      a: ['t1'],
      b: ['t2'],
      c: ['t3'],
      d: ['t1'],
    });
    const cheap = JSON.parse((await run(...mine, '--json', '--target-property', 'cost')).stdout);
    expect(cheap.distribution).toEqual({ a: ['t2'], b: ['t4'], c: ['t1'], d: ['t2'] });
    expect((await run(...mine, '--target-property', 'csot')).stderr).toMatch(
      /no target has the property "csot"[\s\S]*did you mean "cost"/,
    );
  });

  test('are restricted by candidates; only the services of the distribution are placed', async () => {
    const plan = JSON.parse((await run(...mine, '-d', 'd.nix', '--json')).stdout);
    expect(plan).toMatchObject({
      colours: 2,
      lowerBound: 2,
      optimal: true,
      distribution: { a: ['t4'], b: ['t3'], d: ['t3'] },
    });
  });
});

describe('impossible is an answer', () => {
  test.each([
    [
      'too few targets',
      ['-s', 's.nix', '-i', `${process.cwd()}/models/webapps/infrastructure.nix`],
      /at least 3 targets are needed, but there are 2 targets: a, b, c all depend on each other/,
    ],
    ['candidates too narrow', [...mine, '-d', 'narrow.nix'], /the candidates of a, b do not suffice/],
    ['no candidates', [...mine, '-d', 'empty.nix'], /service "a" has no candidate targets/],
    ['a self-dependency', ['-s', 'self.nix', '-i', 'i.nix'], /service "a" depends on itself/],
    ['no targets', ['-s', 'loose.nix', '-i', 'none.nix'], /there are no targets/],
  ] as [string, string[], RegExp][])('%s', async (_, words, message) => {
    const result = await run(...words);
    expect(result.stderr).toMatch(message);
    expect(result).toMatchObject({ exitCode: 1, stdout: '' });
    expect(result.stderr).toMatch(/^error: .* \[no-plan\]$/m);
    const json = await run(...words, '--json');
    expect([json.exitCode, errorCodeOf(json)]).toEqual([1, 'no-plan']);
  });

  test('and it says where to look for a smaller reason', async () => {
    const { stderr } = await run(...mine, '-d', 'narrow.nix');
    expect(stderr).toMatch(/hint: dydisnix-explain --impossible graphcol/);
    const explained = await runIn(folder.path, ['explain', '--impossible', 'graphcol', ...mine, '-d', 'narrow.nix']);
    expect(explained.exitCode).toBe(0);
  });
});

describe('options that do not go together are wrong usage', () => {
  test.each([
    ['-s', 's.nix'],
    ['-i', 'i.nix'],
    ['-d', 'd.nix'],
    ['--form', 'disnix'],
    ['--output-xml'],
    ['--output-graph'],
    ['--output-resolved-graph'],
    ['--output-plan'],
    ['--format', 'svg'],
    ['--plain'],
    ['--target-property', 'cost'],
    ['--xml'],
    ['-I', 'x=.'],
  ])('--dimacs and %s', async (...words) => {
    const result = await run('--dimacs', 'triangle.col', ...words);
    expect(result).toMatchObject({ exitCode: 2, stdout: '' });
    expect(result.stderr).toMatch(/^error: --[a-z-]+ does not go with --dimacs: it needs models \[usage\]\n$/);
  });

  test('two pictures, and a picture beside a form of the plan', async () => {
    const two = await run(...mine, '--output-graph', '--output-resolved-graph');
    expect(two).toMatchObject({ exitCode: 2, stdout: '' });
    expect(two.stderr).toMatch(/--output-resolved-graph does not go with --output-graph: one picture at a time/);
    expect((await run(...mine, '--output-plan', '--output-xml')).stderr).toMatch(
      /--output-xml does not go with --output-plan: a picture is no plan/,
    );
  });
});

describe('edge cases', () => {
  test('no services', async () =>
    expect(await run('-s', 'none.nix', '-i', 'i.nix')).toMatchObject({ exitCode: 0, stdout: '{ }\n' }));
  test('no dependencies: one target is enough', async () => {
    expect(JSON.parse((await run('-s', 'loose.nix', '-i', 'i.nix', '--json')).stdout)).toMatchObject({
      colours: 1,
      optimal: true,
      assignment: { x: 0, y: 0 },
    });
  });
});

describe('DIMACS files', () => {
  test('are coloured', async () => {
    const plan = JSON.parse((await run('--dimacs', 'triangle.col', '--json')).stdout);
    expect(plan).toMatchObject({
      colours: 3,
      lowerBound: 3,
      optimal: true,
      clique: [1, 2, 3],
      algorithm: 'auto',
      assignment: [0, 1, 2, 0],
    });
    expect(plan.seconds).toBeTypeOf('number');
  });

  test('with edges from a vertex to itself: these are left out, with one line that counts them', async () => {
    const result = await run('--dimacs', 'loops.col', '--json');
    expect(JSON.parse(result.stdout)).toMatchObject({ colours: 2, optimal: true });
    expect(result.stderr).toMatch(
      /^warning: 2 edges from a vertex to itself are left out: .* \[loop\]\n {2}at loops\.col\n/,
    );
  });

  test('that are wrong are refused with line numbers', async () => {
    const result = await run('--dimacs', 'wrong.col');
    expect(result.stderr).toMatch(/wrong\.col:2/);
    expect(result).toMatchObject({ exitCode: 2, stdout: '' });
  });

  test('without models and without a file it says what is needed', async () => {
    expect(await run()).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/--services[\s\S]*--infrastructure/),
    });
  });
});

test('random models against brute force', async () => {
  const problem = fc.record({
    edges: fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 9 }),
    targets: fc.integer({ min: 1, max: 4 }),
    lists: fc.array(fc.subarray([0, 1, 2, 3], { minLength: 1 }), { minLength: 6, maxLength: 6 }),
    restricted: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(problem, async ({ edges, targets, lists, restricted }) => {
      const links = edges.filter(([a, b]) => a !== b);
      const services = [0, 1, 2, 3, 4, 5].map(
        v =>
          `s${v} = { dependsOn = { ${[...new Set(links.filter(([a]) => a === v).map(([, b]) => b))].map(b => `s${b} = { name = "s${b}"; };`).join(' ')} }; };`,
      );
      const own = lists.map(list => (restricted ? list.filter(t => t < targets) : [...Array(targets).keys()]));
      const model = makeFolder({
        's.nix': `{ ${services.join('\n')} }`,
        'i.nix': `{ ${[...Array(targets).keys()].map(t => `t${t} = {};`).join(' ')} }`,
        'd.nix': `{ infrastructure }: { ${own.map((list, v) => `s${v} = [ ${list.map(t => `infrastructure.t${t}`).join(' ')} ];`).join('\n')} }`,
      });
      const result = await runIn(model.path, [
        'graphcol',
        '-s',
        's.nix',
        '-i',
        'i.nix',
        ...(restricted ? ['-d', 'd.nix'] : []),
        '--json',
      ]);
      model.remove();
      let best = 99;
      for (let code = 0; code < 4 ** 6; code++) {
        const place = [0, 1, 2, 3, 4, 5].map(v => (code >> (2 * v)) & 3);
        if (!place.every((t, v) => own[v]?.includes(t)) || links.some(([a, b]) => place[a] === place[b])) continue;
        best = Math.min(best, new Set(place).size);
      }
      if (best === 99) expect([result.exitCode, errorCodeOf(result)]).toEqual([1, 'no-plan']);
      else expect(JSON.parse(result.stdout), result.stderr).toMatchObject({ colours: best, optimal: true });
    }),
    { seed: 20261124, numRuns: rounds({ short: 60, long: 600 }) },
  );
});
