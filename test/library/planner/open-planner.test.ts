import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadModels, multiwayCut, openPlanner, place } from '../../../src/library/planning/index.ts';

const services =
  'rec { "wéb" = { dependsOn = { inherit db; }; memory = 2; }; db = { memory = 3; dependsOn = { inherit log; }; }; log = { memory = 1; }; }';
const infrastructure =
  '{ a = { properties.memory = 4; }; "bé" = { properties.memory = 4; }; c = { properties.memory = 9; }; }';
const policy = '{ services, infrastructure }: { capacities.memory = { }; }';

const targetsOf = (plan: { readonly distribution: { readonly [service: string]: readonly unknown[] } }) =>
  new Set(Object.values(plan.distribution).flat());

describe('a planner that stays open', () => {
  it('plans as the functions do that take models once', async () => {
    const planner = await openPlanner({ services, infrastructure, policy });
    const models = await loadModels({ services, infrastructure });
    expect(await planner.plan('multiwaycut')).toEqual(await multiwayCut(models));
    expect(await planner.plan('place')).toEqual(await place(models, { policy: { capacities: { memory: {} } } }));
  });

  it('obeys every edit, and forgets it afterwards', async () => {
    const planner = await openPlanner({ services, infrastructure });
    const before = await planner.plan('multiwaycut');
    const targets = ['a', 'bé', 'c'];
    await fc.assert(
      fc.asyncProperty(
        fc.subarray(targets, { maxLength: 2 }),
        fc.constantFrom(...targets),
        fc.constantFrom('wéb', 'db', 'log'),
        async (drained, target, service) => {
          const drain = drained.map(target => ({ kind: 'drain', target }) as const);
          const plan = await planner.plan('multiwaycut', drain);
          if (plan.kind !== 'planned') throw new Error(plan.message);
          for (const gone of drained) expect(targetsOf(plan)).not.toContain(gone);
          const pinned = await planner.plan('multiwaycut', [{ kind: 'pin', service, targets: [target] }]);
          expect(pinned).toMatchObject({ distribution: { [service]: [target] } });
          const forbidden = await planner.plan('graphcol', [{ kind: 'forbid', service, target }]);
          if (forbidden.kind !== 'planned') throw new Error(forbidden.message);
          expect(forbidden.distribution[service]).not.toContain(target);
          const without = await planner.plan('multiwaycut', [{ kind: 'without', service }]);
          if (without.kind !== 'planned') throw new Error(without.message);
          expect(Object.keys(without.distribution)).not.toContain(service);
        },
      ),
      { numRuns: 20 },
    );
    expect(await planner.plan('multiwaycut')).toEqual(before);
  });

  it('moves a service from where it was to where it is wanted', async () => {
    const planner = await openPlanner({ services, infrastructure });
    const previous = { wéb: ['a'], db: ['a'], log: ['a'] };
    const edits = [{ kind: 'move', service: 'wéb', from: 'a', to: 'bé' }] as const;
    const plan = await planner.plan('multiwaycut', edits, previous);
    expect(plan).toMatchObject({ distribution: { wéb: ['bé'], db: ['bé'], log: ['bé'] }, links: 0 });
  });

  it('has as much room as an edit says', async () => {
    const planner = await openPlanner({ services, infrastructure, policy });
    const less = { kind: 'capacity', target: 'c', property: 'memory', amount: '2.5' } as const;
    const plan = await planner.plan('place', [less]);
    expect(plan).toMatchObject({ kind: 'planned', objectives: [{ value: 1 }, { value: 2 }, {}] });
    const none = ['a', 'bé', 'c'].map(target => ({ ...less, target, amount: '1' }));
    expect(await planner.plan('place', none)).toMatchObject({ kind: 'impossible' });
  });

  it('explains the plan that it made last, and others', async () => {
    const planner = await openPlanner({ services, infrastructure });
    await expect(planner.explain('db')).rejects.toThrow('there is no plan yet');
    await planner.plan('multiwaycut', [{ kind: 'drain', target: 'a' }]);
    const { alternatives } = await planner.explain('db');
    expect(alternatives.find(({ target }) => target === 'a')).toMatchObject({ isCandidate: false });
    const apart = { db: ['a'], wéb: ['c'], log: ['a'] };
    expect(await planner.explain('db', apart)).toMatchObject({ networkLinks: [{ other: 'wéb' }] });
    await expect(planner.explain('nobody', apart)).rejects.toThrow('the plan has no service "nobody"');
    expect(await planner.diff(apart, { ...apart, db: ['c'] })).toMatchObject({ moved: [{ service: 'db' }] });
  });

  it('refuses edits of what there is not, with everything that is wrong', async () => {
    const planner = await openPlanner({ services, infrastructure });
    const edits = [
      { kind: 'drain', target: 'd' },
      { kind: 'without', service: 'dp' },
      { kind: 'pin', service: 'db', targets: ['a', 'e'] },
      { kind: 'capacity', target: 'a', property: 'memory', amount: 'much' },
    ] as const;
    await expect(planner.plan('multiwaycut', edits)).rejects.toMatchObject({
      findings: [
        { code: 'unknown-target' },
        { code: 'unknown-service', hint: 'did you mean "db"?' },
        { code: 'unknown-target' },
        { code: 'amount' },
      ],
    });
  });
});

describe('models that are not on a disk', () => {
  it('are files in memory, which import each other, or data', async () => {
    const files = {
      'models/services.nix': 'import ./parts/services.nix',
      'models/parts/services.nix': '{ web = { tag = builtins.hashString "sha256" "x"; }; }',
    };
    const planner = await openPlanner(
      { services: { file: 'models/services.nix' }, infrastructure: { json: '{"t":{}}' } },
      { files },
    );
    expect(await planner.plan('multiwaycut')).toMatchObject({ distribution: { web: ['t'] } });
    const missing = openPlanner({ services: { file: 'models/other.nix' }, infrastructure }, { files });
    await expect(missing).rejects.toThrow("opening file '/models/other.nix': No such file or directory");
    await expect(openPlanner({ services: { json: '{' }, infrastructure })).rejects.toThrow();
  });
});
