import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Findings } from '../../src/base/findings.ts';
import { AttributeSetValue } from '../../src/nix/value.ts';
import { planMultiwayCut } from '../../src/plan/multiwaycut.ts';
import { summarisePlace } from '../../src/plan/summarise-place.ts';
import { traceExpansion } from '../../src/plan/trace-expansion.ts';
import { distribution, example, infrastructureModel, servicesModel } from '../graph/models.ts';
import { placementGraph } from '../graph/problems.ts';
import { rounds } from '../rounds.ts';

const targets = ['t0', 't1', 't2', 't3'];

test('the rounds lead, by what each says, to where the solver `expansion` ends', () => {
  const edge = fc.tuple(fc.nat(9), fc.nat(9), fc.integer({ min: 1, max: 4 }));
  const lists = fc.array(fc.subarray(targets, { minLength: 1 }), { minLength: 10, maxLength: 10 });
  fc.assert(
    fc.property(fc.array(edge, { maxLength: 25 }), lists, (edges, candidates) => {
      const weights = new Map(edges.map(([a, b, weight]) => [`${a} ${b}`, weight]));
      const models = {
        services: servicesModel(
          candidates.map((_, i) => {
            const others = [...new Set(edges.filter(([a, b]) => a === i && b !== i).map(([, b]) => b))];
            // Where both ends say something of a link, it weighs the sum.
            const links = others.map((b): [string, number] => [`s${b}`, weights.get(`${i} ${b}`) ?? 1]);
            const attributes = [['linkWeights', AttributeSetValue.from(links)] as const];
            return [`s${i}`, { dependsOn: others.map(b => `s${b}`), attributes }];
          }),
        ),
        infrastructure: infrastructureModel(targets.map(target => [target, []])),
        candidates: distribution(candidates.map((list, i) => [`s${i}`, list])),
      };
      const plan = planMultiwayCut(models, { algorithm: 'expansion', timeLimit: 10 }, new Findings());
      if (plan.kind !== 'planned') throw new Error('no plan');
      const trace = traceExpansion(plan.problem, { timeLimit: 10 });
      expect(trace.finished).toBe(true);
      let links = trace.start;
      for (const { before, after, services, target } of trace.rounds) {
        expect(before).toBe(links);
        expect(after).toBeLessThan(before);
        expect(services.length).toBeGreaterThan(0);
        for (const service of services) expect(candidates[Number(service.slice(1))]).toContain(target);
        links = after;
      }
      expect(trace.end).toBe(links);
      // The solver goes on to use fewer targets, which keeps the links.
      expect(summarisePlace(plan).links).toBe(trace.end);
    }),
    { seed: 2001, numRuns: rounds({ short: 300, long: 3000 }) },
  );
});

test('the three services of the example move together', () => {
  const { start, rounds, end } = traceExpansion(placementGraph(example), { timeLimit: 10 });
  expect(start - rounds.reduce((sum, { before, after }) => sum + before - after, 0)).toBe(end);
  expect(end).toBe(0);
});
