import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findRemoval } from '../../src/plan/find-removal.ts';
import { countCandidates, findRemoved, type Narrowing } from '../../src/plan/narrowing.ts';
import { distribution, servicesModel } from '../graph/models.ts';
import { rounds } from '../rounds.ts';

const targets = ['t0', 't1', 't2', 't3'];
const services = ['a', 'b', 'c'];

test('every target that is no candidate has one cause, the first, and the losses of a chain of filters add up', () => {
  const lists = fc.tuple(...services.map(() => fc.subarray(targets)));
  fc.assert(
    fc.property(lists, fc.array(lists, { maxLength: 4 }), (listed, kept) => {
      // Each filter keeps of each service's list what its own list has.
      const stages = [listed];
      for (const keep of kept) {
        const before = stages.at(-1) ?? listed;
        stages.push(before.map((list, i) => list.filter(target => keep[i]?.includes(target))) as typeof listed);
      }
      const named = stages.map(stage => distribution(stage.map((list, i) => [services[i] ?? '', list])));
      const [initial, ...rest] = named;
      const final = named.at(-1);
      if (initial === undefined || final === undefined) throw new Error('no stages');
      const steps = rest.map((after, i) => ({
        filter: `f${i}`,
        settings: [],
        position: undefined,
        before: named[i],
        after,
        failure: undefined,
      }));
      const narrowing: Narrowing = { initial, steps, final };
      const sources = { services: servicesModel(services.map(key => [key, {}])), listed: initial, narrowing };
      services.forEach((service, i) => {
        for (const target of targets) {
          const stage = stages.findIndex(lists => !lists[i]?.includes(target));
          const removal = findRemoval(sources, service, target);
          const cause = removal?.by === 'filter' ? removal.step.filter : removal?.by;
          expect(cause).toBe(stage < 0 ? undefined : stage === 0 ? 'distribution' : `f${stage - 1}`);
        }
      });
      const lost = steps.map(({ before, after }) => [...findRemoved(before ?? initial, after).values()].flat().length);
      expect(countCandidates(initial) - lost.reduce((sum, number) => sum + number, 0)).toBe(countCandidates(final));
    }),
    { seed: 2011, numRuns: rounds({ short: 300, long: 3000 }) },
  );
});
