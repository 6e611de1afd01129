import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carryEdits, carryPlaces, placesOfReply, toPlainPlaces, withPlans } from '../../src/page/carry-over.ts';
import { toPlanEdit } from '../../src/page/copy-out.ts';
import type { PageEdit } from '../../src/page/edit-places.ts';
import { OpenedPlan } from '../../src/page/opened-plan.ts';
import { sampleDocument } from './sample-document.ts';

const size = fc.record({ services: fc.integer({ min: 1, max: 15 }), machines: fc.integer({ min: 1, max: 6 }) });
const seed = fc.integer({ min: 1, max: 1e6 });

describe('from one version of the models to the next', () => {
  it('places and edits keep their names, and lose what is gone', () => {
    fc.assert(
      fc.property(seed, size, size, (number, count, later) => {
        const [from, to] = [new OpenedPlan(sampleDocument(number, count)), new OpenedPlan(sampleDocument(3, later))];
        const carried = toPlainPlaces(to, carryPlaces(from, from.places(1), to));
        const left = Object.entries(toPlainPlaces(from, from.places(1))).flatMap(([service, list]) => {
          const there = list.filter(target => typeof target === 'string' && to.machine(target) !== undefined);
          return to.service(service) === undefined || there.length === 0 ? [] : [[service, there] as const];
        });
        expect(carried).toEqual(Object.fromEntries(left));
      }),
      { seed: 21, numRuns: 200 },
    );
  });

  it('edits are about the same services and machines, or gone', () => {
    const from = new OpenedPlan(sampleDocument(4, { services: 12, machines: 4 }));
    const to = new OpenedPlan(sampleDocument(4, { services: 11, machines: 3 }));
    const [kept, lost] = [2, 3];
    const edits = (machine: number, service: number): PageEdit[] => [
      { kind: 'pin', service, machines: [machine] },
      { kind: 'move', service, from: 0, to: machine },
      { kind: 'forbid', service, machine },
      { kind: 'drain', machine },
      { kind: 'capacity', machine, resource: 0, amount: '2' },
      { kind: 'without', service },
    ];
    // s10 stands before s2 in byte order, so numbers differ from one to the other.
    const service = from.names.services.indexOf('s9');
    const named = (plan: OpenedPlan, list: readonly PageEdit[]) => list.map(edit => toPlanEdit(plan.document, edit));
    const carried = carryEdits(from, edits(kept, service), to);
    expect(carried).not.toEqual(edits(kept, service));
    expect(named(to, carried)).toEqual(named(from, edits(kept, service)));
    expect(named(to, carryEdits(from, edits(lost, service), to))).toEqual([{ kind: 'without', service: 's9' }]);
    expect(carryEdits(from, edits(kept, from.names.services.indexOf('s11')), to).map(({ kind }) => kind)).toEqual([
      'drain',
      'capacity',
    ]);
  });

  it('a plan that was made is shown beside the one before', () => {
    const document = sampleDocument(5, { services: 4, machines: 3 });
    const plan = new OpenedPlan({ ...document, plans: [] });
    const distribution = { s0: ['m1'], s1: [{ target: 'm0', container: 'c' }], s2: [], nobody: ['m1'] };
    const reply = { kind: 'planned', distribution, bound: 2, optimal: true, seconds: 0 } as const;
    const places = placesOfReply(plan, reply);
    expect(places).toEqual([[1], [0], [], []]);
    const before = [[2], [0], [], [1]];
    const shown = new OpenedPlan(withPlans(plan.document, before, { places, bound: 2, optimal: true }));
    expect([shown.places(0), shown.places(1)]).toEqual([before, places]);
    expect(shown.document.plans[1]).toMatchObject({ title: 'plan', bound: 2, optimal: true });
    expect(withPlans(document, undefined).plans).toEqual(document.plans.slice(1));
    expect(withPlans(plan.document, undefined).plans).toEqual([]);
  });
});
