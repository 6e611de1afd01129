import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GroupRule, PlaceProblem } from '../../../src/solve/place/place-problem.ts';
import { PlaceState } from '../../../src/solve/place/place-state.ts';

const [nodeCount, labelCount] = [5, 4];

function problemWith(rules: readonly GroupRule[]): PlaceProblem {
  const labels = Int32Array.from({ length: labelCount }, (_, i) => i);
  return {
    nodeCount,
    labelCount,
    listOf: new Int32Array(nodeCount),
    lists: { start: Int32Array.of(0, labelCount), items: labels },
    labelWishes: [],
    partitions: [
      { zoneOf: labels, zoneCount: labelCount },
      { zoneOf: Int32Array.of(0, 0, 1, 1), zoneCount: 2 },
    ],
    resources: [],
    links: { u: new Int32Array(), v: new Int32Array(), weight: new Float64Array(), levels: [0], costs: [1] },
    nearest: [],
    rules,
    moves: {
      classOf: Int32Array.from({ length: nodeCount }, (_, i) => i),
      homes: { start: new Int32Array(nodeCount + 1), items: new Int32Array() },
      weight: new Float64Array(nodeCount),
      newcomers: new Int32Array(nodeCount).fill(1),
      distanceWeight: 0,
      groupWeight: 0,
    },
    labelCost: new Float64Array(labelCount),
    balances: [],
    stages: [{ links: 1 }],
  };
}

test('near, with labels that are free: counted by its definition, move by move', () => {
  const plan = fc.array(fc.nat(labelCount - 1), { minLength: nodeCount, maxLength: nodeCount });
  const steps = fc.array(fc.tuple(fc.nat(nodeCount - 1), fc.nat(labelCount - 1)), { maxLength: 12 });
  fc.assert(
    fc.property(plan, steps, fc.subarray([0, 1, 2, 3]), fc.nat(1), (start, moves, free, partition) => {
      const rule: GroupRule = {
        kind: 'near',
        nodes: Int32Array.of(0, 1, 2),
        to: Int32Array.of(3, 4),
        partition,
        free: Int32Array.from(free),
      };
      const problem = problemWith([rule]);
      const state = new PlaceState(problem, Int32Array.from(start));
      const label = [...start];
      const zoneOf = (node: number) => problem.partitions[partition]?.zoneOf[label[node] ?? 0];
      const count = () =>
        [0, 1, 2].filter(
          node => !free.includes(label[node] ?? 0) && [3, 4].every(other => zoneOf(other) !== zoneOf(node)),
        ).length;
      expect(state.rules.broken).toBe(count());
      for (const [node, to] of moves) {
        if (label[node] === to) continue;
        state.move(node, to);
        label[node] = to;
        expect(state.rules.broken).toBe(count());
      }
    }),
  );
});
