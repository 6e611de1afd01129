import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Findings } from '../../src/base/findings.ts';
import { buildApplicationHostGraph } from '../../src/graph/application-host-graph.ts';
import { drawPlacementProblem, drawResolvedPlacement } from '../../src/graph/draw-problem.ts';
import { targetsOf } from '../../src/model/distribution.ts';
import { planMinSetCover } from '../../src/plan/minsetcover.ts';
import { describeReason } from '../../src/write/reasons/reason.ts';
import { distribution, servicesModel, targetsWith } from '../graph/models.ts';
import { rounds } from '../rounds.ts';

const infrastructure = targetsWith([
  ['test1', [['cost', 10]]],
  ['test2', [['cost', 3]]],
  ['test3', []],
]);
const names = ['test1', 'test2', 'test3'];
const candidates = distribution([
  ['a', names],
  ['b', names],
]);
const options = { targetProperty: 'cost', algorithm: 'exact', timeLimit: 5 } as const;

function services(pins: Readonly<Record<string, string>> = {}) {
  return servicesModel(
    ['a', 'b'].map(key => [key, pins[key] === undefined ? {} : { attributes: [['pinnedTo', pins[key]]] }]),
  );
}

describe('the cheapest targets', () => {
  it('host all services, with the proof in decimal notation', () => {
    const findings = new Findings();
    const plan = planMinSetCover({ services: services(), infrastructure, candidates }, options, findings);
    if (plan.kind !== 'planned') throw new Error(plan.kind);
    expect(plan.proof).toEqual({ cost: '3', lowerBound: '3', certified: true, optimal: true, targets: ['test2'] });
    expect(findings.all.map(({ message }) => message)).toEqual([
      'target "test3" has no property "cost": it is left out',
    ]);
  });

  it('leave a pinned service on its pin', () => {
    const request = { services: services({ a: 'test1' }), infrastructure, candidates };
    const plan = planMinSetCover(request, options, new Findings());
    if (plan.kind !== 'planned') throw new Error(plan.kind);
    expect(targetsOf(plan.distribution, 'a')).toEqual(['test1']);
    expect(plan.proof).toMatchObject({ cost: '10', optimal: true });
  });

  it('are none where a pin leaves no target with a cost, and the reason names service and pin', () => {
    const request = { services: services({ a: 'test3' }), infrastructure, candidates };
    const plan = planMinSetCover(request, options, new Findings());
    if (plan.kind !== 'impossible') throw new Error(plan.kind);
    expect(describeReason(plan.reason)).toEqual([
      'service "a" has no candidate targets with a cost',
      'service "a" is pinned to "test3"',
    ]);
  });

  it('are the cheapest of all sets, and what is drawn is what was solved', () => {
    const model = fc.record({
      costs: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 3, maxLength: 3 }),
      lists: fc.array(fc.subarray(names, { minLength: 1 }), { minLength: 1, maxLength: 5 }),
    });
    fc.assert(
      fc.property(model, ({ costs, lists }) => {
        const targets = targetsWith(names.map((name, i) => [name, [['cost', costs[i] ?? 0]]]));
        const keys = lists.map((_, i) => `s${i}`);
        const request = {
          services: servicesModel(keys.map(key => [key, {}])),
          infrastructure: targets,
          candidates: distribution(lists.map((list, i) => [`s${i}`, list])),
        };
        const plan = planMinSetCover(request, options, new Findings());
        if (plan.kind !== 'planned') throw new Error(plan.kind);
        let best = Number.POSITIVE_INFINITY;
        for (let set = 0; set < 8; set++) {
          const isOpen = (name: string): boolean => (set & (1 << names.indexOf(name))) !== 0;
          if (!lists.every(list => list.some(isOpen))) continue;
          best = Math.min(
            best,
            names.filter(isOpen).reduce((sum, name) => sum + (costs[names.indexOf(name)] ?? 0), 0),
          );
        }
        expect(plan.proof).toMatchObject({ cost: String(best), optimal: true });
        const drawn = drawPlacementProblem(plan.problem, targets);
        expect(drawn.edgeCount()).toBe(lists.flat().length);
        expect(drawResolvedPlacement(plan.resolved, targets).edgeCount()).toBe(keys.length);
        expect(new Set(keys.flatMap(key => targetsOf(plan.distribution, key)))).toEqual(new Set(plan.proof.targets));
      }),
      { seed: 20_261_129, numRuns: rounds({ short: 300, long: 3000 }) },
    );
  });
});

it('a builder that drops an edge changes the problem, the plan and the picture', () => {
  const request = { services: services(), infrastructure, candidates };
  const plan = planMinSetCover(request, options, new Findings(), (models, sink) =>
    buildApplicationHostGraph(models, {
      setGraph: label => sink.setGraph(label),
      setNode: (id, label) => sink.setNode(id, label),
      setEdge: (v, w, label) => (v === 'app:a' && w === 'host:test2' ? sink : sink.setEdge(v, w, label)),
    }),
  );
  if (plan.kind !== 'planned') throw new Error(plan.kind);
  expect(plan.proof.targets).toEqual(['test1']);
  expect(targetsOf(plan.distribution, 'a')).toEqual(['test1']);
  expect(drawPlacementProblem(plan.problem, infrastructure).edgeCount()).toBe(3);
  expect(drawPlacementProblem(plan.problem, infrastructure).graph().title).toBe('set cover problem');
  expect(drawResolvedPlacement(plan.resolved, infrastructure).node('host:test1').lines).toEqual([
    'host:test1',
    'cost 10',
  ]);
});
