import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openPlanner } from '../../src/library/planner/open-planner.ts';
import { judgePlaces } from '../../src/page/judge-places.ts';
import type { JudgeQuestion } from '../../src/page/plan-call.ts';
import { runCommand } from '../harness.ts';

const services =
  'rec { web = { name = "web"; memory = 2; dependsOn = { inherit db; }; }; db = { name = "db"; memory = 3; stateful = true; }; log = { name = "log"; memory = 1; dependsOn = { inherit web; }; }; }';
const infrastructure =
  '{ a = { memory = 5; zone = "x"; }; b = { memory = 4; zone = "x"; }; c = { memory = 8; zone = "y"; }; }';
const policy =
  '{ capacities.memory = { }; rules = [ { name = "safe"; apart = [ "web" "log" ]; } { name = "home"; only = [ "db" ]; where.zone = "x"; } { name = "wish"; apart = [ "web" "db" ]; soft = 1; } ]; }';
const places = ['a', 'b', 'c'] as const;

async function ask(question: Partial<JudgeQuestion>) {
  const { models } = await openPlanner({ services, infrastructure, policy }, { programs: 'nobody' });
  const whole = { kind: 'judge', edits: [], places: {}, previous: undefined, service: undefined, targets: [] } as const;
  const answer = judgePlaces(models, { ...whole, ...question }, { hasPositions: true });
  if (answer.kind !== 'judged') throw new Error(answer.message);
  return answer;
}

describe('what a policy says of places', () => {
  it('names the rules that they break, wishes apart', async () => {
    const { broken } = await ask({ places: { web: ['a'], db: ['a'], log: ['a'] } });
    expect(broken.map(({ rule, isWish }) => [rule, isWish])).toEqual([
      [undefined, false],
      ['safe', false],
      ['wish', true],
    ]);
    expect(broken[0]?.message).toContain('target "a" has 5 of memory, but 6 is used');
    expect((await ask({ places: { web: ['a'], db: ['b'], log: ['c'] } })).broken).toEqual([]);
  });

  it('counts capacities that are edited, and leaves out services that are', async () => {
    const edit = { kind: 'capacity', target: 'a', property: 'memory', amount: '9' } as const;
    const { broken } = await ask({ places: { web: ['a'], db: ['a'], log: ['b'] }, edits: [edit] });
    expect(broken.map(({ rule }) => rule)).toEqual(['wish']);
    const without = await ask({
      places: { web: ['a'], db: ['b'] },
      edits: [{ kind: 'without', service: 'log' }],
      service: 'web',
      targets: ['c'],
    });
    expect(without.elsewhere.map(({ target }) => target)).toEqual(['c']);
  });

  it('says of other places what explain --policy says, in the same words', async () => {
    const files = { 's.nix': services, 'i.nix': infrastructure, 'p.nix': policy };
    await fc.assert(
      fc.asyncProperty(fc.tuple(...['web', 'db', 'log'].map(() => fc.constantFrom(...places))), async chosen => {
        const plan = { web: [chosen[0] ?? 'a'], db: [chosen[1] ?? 'a'], log: [chosen[2] ?? 'a'] };
        const run = await runCommand('explain', { ...files, 'plan.json': JSON.stringify(plan) }, [
          ...['-s', 's.nix', '-i', 'i.nix', '-d', 'plan.json', '--policy', 'p.nix', '--json'],
        ]);
        const told = JSON.parse(run.stdout) as {
          services: {
            service: string;
            underPolicy: {
              target: string;
              shortages: { shortBy: string; capacity: string }[];
              broken: unknown[];
              forbiddenBy: unknown[];
              changes: unknown[];
            }[];
          }[];
        };
        for (const { service, underPolicy } of told.services) {
          const { elsewhere } = await ask({ places: plan, service, targets: places });
          expect(elsewhere.map(one => [one.target, one.forbidden.length, one.clauses.length])).toEqual(
            underPolicy.map(one => [
              one.target,
              one.forbiddenBy.length,
              one.shortages.length + one.broken.length + one.changes.length,
            ]),
          );
          for (const { target, shortages } of underPolicy) {
            const own = elsewhere.find(one => one.target === target);
            for (const { capacity, shortBy } of shortages)
              expect(own?.clauses).toContain(`${capacity} is short by ${shortBy}`);
          }
        }
      }),
      { seed: 9, numRuns: 12 },
    );
  });
});
