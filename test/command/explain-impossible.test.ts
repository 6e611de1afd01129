import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { makeFolder, runCommand, runIn } from '../harness.ts';
import { rounds } from '../rounds.ts';

const folder = makeFolder({
  's.nix': `rec {
    a = { mem = 3; dependsOn = { inherit b; }; }; b = { mem = 3; dependsOn = { inherit c; }; };
    c = { mem = 3; connectsTo = { inherit a; }; }; d = { mem = 1; dependsOn = { inherit a; }; };
  }`,
  'i.nix': '{ t1 = { properties.mem = 5; }; t2 = { properties.mem = 3; }; t3 = { properties.mem = 9; }; }',
  'd.nix':
    '{ infrastructure }: let both = [ infrastructure.t1 infrastructure.t2 ]; in { a = both; b = both; c = both; d = both ++ [ infrastructure.t3 ]; }',
  'free.nix': '{ infrastructure }: { a = [ infrastructure.t1 ]; }',
  'empty.nix': '{ infrastructure }: { a = [ infrastructure.t1 ]; b = [ ]; d = [ ]; }',
  'selfish.nix': 'rec { a = { dependsOn = { inherit a; }; }; }',
  'a.nix': '{ infrastructure }: { a = [ infrastructure.t1 ]; }',
});
afterAll(() => folder.remove());
const models = ['-s', 's.nix', '-i', 'i.nix'];
const ask = (planner: string, ...words: string[]) =>
  runIn(folder.path, ['explain', '--impossible', planner, ...models, ...words]);

test('services that need more targets than they have', async () => {
  const { exitCode, stdout } = await ask('graphcol', '-d', 'd.nix');
  expect(exitCode).toBe(0);
  expect(stdout).toBe(
    [
      'graphcol has no plan: these 3 services have none even on their own. Without any one of them the others have one.',
      '  a may go to t1, t2; must not share a target with b, c.',
      '  b may go to t1, t2; must not share a target with a, c.',
      '  c may go to t1, t2; must not share a target with a, b.',
      '',
    ].join('\n'),
  );
});

test('services that need more than targets have', async () => {
  const properties = ['--service-property', 'mem', '--target-property', 'mem'];
  const { exitCode, stdout } = await ask('divide', '-d', 'd.nix', ...properties);
  expect(exitCode).toBe(0);
  expect(stdout).toBe(
    [
      'divide has no plan: these 3 services have none even on their own. Without any one of them the others have one.',
      '  a needs mem 3; may go to t1, t2.',
      '  b needs mem 3; may go to t1, t2.',
      '  c needs mem 3; may go to t1, t2.',
      '  Target t1 has mem 5.',
      '  Target t2 has mem 3.',
      '',
    ].join('\n'),
  );
  const { conflicts, status: said } = JSON.parse((await ask('divide', '-d', 'd.nix', ...properties, '--json')).stdout);
  expect(said).toBe('impossible');
  expect(conflicts[0].services[0]).toEqual({
    service: 'a',
    candidates: ['t1', 't2'],
    needs: { mem: '3' },
    apartFrom: [],
  });
  expect(conflicts[0].targets).toEqual([
    { target: 't1', has: { mem: '5' } },
    { target: 't2', has: { mem: '3' } },
  ]);
});

test('services without candidates are a conflict each, for every planner', async () => {
  for (const [planner, ...more] of [
    ['multiwaycut'],
    ['graphcol'],
    ['divide', '--service-property', 'mem', '--target-property', 'mem'],
  ]) {
    const { stdout } = await ask(planner ?? '', '-d', 'empty.nix', ...more, '--json');
    const { conflicts, minimal, certified } = JSON.parse(stdout);
    expect(
      conflicts.map(({ services }: { services: { service: string }[] }) => services.map(({ service }) => service)),
    ).toEqual([['b'], ['d']]);
    expect({ minimal, certified }).toEqual({ minimal: true, certified: true });
  }
  expect((await ask('multiwaycut', '-d', 'empty.nix')).stdout).toContain(
    'service "b" alone has none.\n  b has no candidate targets.',
  );
});

test('a service that depends on itself is a conflict of its own', async () => {
  const words = ['explain', '--impossible', 'graphcol', '-s', 'selfish.nix', '-i', 'i.nix', '-d', 'a.nix'];
  expect((await runIn(folder.path, words)).stdout).toContain(
    'a depends on itself, which can never be a network link; may go to t1.',
  );
});

test('a plan that there is, and usage', async () => {
  expect(await ask('graphcol', '-d', 'free.nix')).toMatchObject({
    exitCode: 0,
    stdout: 'graphcol has a plan: there is nothing to explain.\n',
  });
  expect((await ask('graphcol')).exitCode).toBe(0);
  expect((await ask('divide')).stderr).toContain('needs -d/--distribution');
  expect((await ask('divide', '-d', 'd.nix')).stderr).toContain('needs --service-property');
  expect((await ask('graphcol', '-d', 'd.nix', '--service', 'a')).stderr).toContain(
    'cannot be combined with --impossible',
  );
  expect((await ask('grphcol', '-d', 'd.nix')).stderr).toContain('did you mean "graphcol"?');
  expect((await runIn(folder.path, ['explain', ...models])).stderr).toContain('needs -d/--distribution FILE');
});

interface Problem {
  readonly candidates: readonly (readonly number[])[];
  readonly links: readonly (readonly [number, number])[];
  readonly needs: readonly number[];
  readonly capacities: readonly number[];
}

/** Whether services have a plan, by trying every one; what goes to an unlimited target bothers nobody. */
function isPossible(
  problem: Problem,
  kind: 'graphcol' | 'divide',
  services: readonly number[],
  unlimited: number | undefined,
): boolean {
  const place = new Map<number, number>();
  const fits = (): boolean => {
    if (kind === 'graphcol') {
      return problem.links.every(([a, b]) => {
        const target = place.get(a);
        return target === undefined || target === unlimited || place.get(b) !== target;
      });
    }
    return problem.capacities.every((capacity, target) => {
      const used = [...place].reduce(
        (sum, [service, at]) => sum + (at === target ? (problem.needs[service] ?? 0) : 0),
        0,
      );
      return target === unlimited || used <= capacity;
    });
  };
  const search = (i: number): boolean => {
    if (!fits()) return false;
    const service = services[i];
    if (service === undefined) return true;
    for (const target of problem.candidates[service] ?? []) {
      place.set(service, target);
      if (search(i + 1)) return true;
      place.delete(service);
    }
    return false;
  };
  return search(0);
}

/** What the command says to models that are written down. */
async function askFor(problem: Problem, kind: 'graphcol' | 'divide') {
  const services = problem.needs.map((need, i) => {
    const needed = problem.links.filter(([a, b]) => a === i && a !== b).map(([, b]) => `inherit s${b};`);
    return `s${i} = { mem = ${need}; dependsOn = { ${needed.join(' ')} }; };`;
  });
  const targets = problem.capacities.map((capacity, i) => `t${i} = { properties.mem = ${capacity}; };`);
  const lists = problem.candidates.map(
    (list, i) => `s${i} = [ ${list.map(target => `infrastructure.t${target}`).join(' ')} ];`,
  );
  const models = {
    's.nix': `rec { ${services.join(' ')} }`,
    'i.nix': `{ ${targets.join(' ')} }`,
    'd.nix': `{ infrastructure }: { ${lists.join(' ')} }`,
  };
  const words = ['--impossible', kind, '-s', 's.nix', '-i', 'i.nix', '-d', 'd.nix', '--json'];
  const properties = kind === 'divide' ? ['--service-property', 'mem', '--target-property', 'mem'] : [];
  const { stdout } = await runCommand('explain', models, [...words, ...properties]);
  return JSON.parse(stdout) as {
    status: string;
    minimal: boolean;
    conflicts: { services: { service: string }[]; targets: { target: string }[] }[];
  };
}

const problems = fc
  .record({ services: fc.integer({ min: 2, max: 7 }), targets: fc.integer({ min: 1, max: 4 }) })
  .chain(({ services, targets }) =>
    fc.record({
      candidates: fc.array(fc.uniqueArray(fc.nat(targets - 1), { minLength: 1, maxLength: 3 }), {
        minLength: services,
        maxLength: services,
      }),
      links: fc.uniqueArray(fc.tuple(fc.nat(services - 1), fc.nat(services - 1)), {
        maxLength: 14,
        selector: ([a, b]) => `${a} ${b}`,
      }),
      needs: fc.array(fc.nat(6), { minLength: services, maxLength: services }),
      capacities: fc.array(fc.nat(9), { minLength: targets, maxLength: targets }),
    }),
  );

test.each(['graphcol', 'divide'] as const)(
  'brute force: %s, right and minimal in services and targets (seed 88)',
  async kind => {
    const numRuns = rounds({ short: 250, long: 2500 });
    let impossible = 0;
    await fc.assert(
      fc.asyncProperty(problems, async given => {
        const problem = { ...given, links: given.links.filter(([a, b]) => a < b) };
        const all = problem.needs.map((_, i) => i);
        const answer = await askFor(problem, kind);
        expect(answer.status).toBe(isPossible(problem, kind, all, undefined) ? 'possible' : 'impossible');
        if (answer.status === 'possible') return;
        impossible++;
        const [conflict] = answer.conflicts;
        const services = (conflict?.services ?? []).map(({ service }) => Number(service.slice(1)));
        const targets = (conflict?.targets ?? []).map(({ target }) => Number(target.slice(1)));
        expect(answer).toMatchObject({ minimal: true, certified: true, conflicts: [conflict] });
        expect(isPossible(problem, kind, services, undefined)).toBe(false);
        for (const service of services)
          expect(
            isPossible(
              problem,
              kind,
              services.filter(other => other !== service),
              undefined,
            ),
          ).toBe(true);
        for (const target of targets) expect(isPossible(problem, kind, services, target)).toBe(true);
      }),
      { seed: 88, numRuns },
    );
    expect(impossible).toBeGreaterThan(numRuns / 5);
  },
);
