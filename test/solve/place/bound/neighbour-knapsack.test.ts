import { expect, it } from 'vitest';
import { NeighbourKnapsack } from '../../../../src/solve/place/bound/neighbour-knapsack.ts';
import { Random } from '../../random.ts';

/** The same by a sort: what fits of items in the order of worth for need. */
function fillBySort(value: readonly number[], need: readonly number[], room: number): number {
  const order = value.map((_, i) => i).filter(i => value[i] !== 0);
  const ratio = (i: number): number => (value[i] ?? 0) / (need[i] ?? 0);
  let [left, sum] = [room, 0];
  for (const i of order.sort((a, b) => (ratio(a) === ratio(b) ? 0 : ratio(b) - ratio(a)))) {
    const its = need[i] ?? 0;
    const part = its <= left ? 1 : left / its;
    sum += part * (value[i] ?? 0);
    left -= part * its;
  }
  return sum;
}

it('is filled by selection as by a sort, in wholes no more than one less, and its parts are worth what it says', () => {
  const random = new Random(5);
  for (let round = 0; round < 2000; round++) {
    const count = random.below(12);
    const value = Array.from({ length: count }, () => random.below(6));
    const need = Array.from({ length: count }, () => random.below(5));
    const room = random.below(20);
    const knapsack = new NeighbourKnapsack(12, 1);
    knapsack.value.set(value);
    knapsack.need[0]?.set(need);
    expect(knapsack.takeAll(count)).toBe(value.reduce((a, b) => a + b, 0));
    expect(knapsack.needOf(0)).toBe(need.reduce((a, b) => a + b, 0));
    const expected = fillBySort(value, need, room);
    expect(knapsack.fill(0, room)).toBeCloseTo(expected, 9);
    expect(knapsack.fillInWholes(0, room)).toBe(Math.floor(expected + 1e-9));
    knapsack.writeParts(0, room);
    const worth = value.reduce((sum, its, i) => sum + its * (knapsack.part[i] ?? 0), 0);
    expect(worth).toBeCloseTo(expected, 9);
  }
});
