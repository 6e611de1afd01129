import { expect, it } from 'vitest';
import { classifyLabels, classifyNodes } from '../../../src/solve/place/equal-parts.ts';
import { PlaceState } from '../../../src/solve/place/place-state.ts';
import { tryAllPlans } from '../../../src/solve/place/try-all-plans.ts';
import { rounds } from '../../rounds.ts';
import { Random } from '../random.ts';
import { listNumbers, randomProblem } from './random-problem.ts';

/** Two different members of one class, if there are any. */
function pairOf(classOf: Int32Array, random: Random): readonly [number, number] | undefined {
  for (const first of random.permutation(classOf.length)) {
    const second = classOf.findIndex((its, i) => i !== first && its === classOf[first]);
    if (second >= 0) return [first, second];
  }
  return undefined;
}

function judge(problem: ReturnType<typeof randomProblem>, label: Int32Array) {
  const state = new PlaceState(problem, label);
  return { measures: state.measures(), isFeasible: state.isFeasible };
}

it('plans are as good when labels, or nodes, of one class are swapped', () => {
  const seen = { labels: 0, nodes: 0 };
  const count = rounds({ fast: 600, short: 3000, long: 3000 });
  for (let seed = 1; seed <= count; seed++) {
    const problem = randomProblem(seed, 6, 5);
    const random = new Random(seed);
    const { listOf, lists } = problem;
    const label = Int32Array.from(listOf, list => {
      const [start, end] = [lists.start[list] ?? 0, lists.start[list + 1] ?? 0];
      return lists.items[start + random.below(end - start)] ?? 0;
    });
    const before = judge(problem, label.slice());
    const labels = pairOf(classifyLabels(problem), random);
    if (labels !== undefined) {
      const [a, b] = labels;
      const swapped = label.map(its => (its === a ? b : its === b ? a : its));
      expect([seed, judge(problem, swapped)]).toEqual([seed, before]);
      seen.labels++;
    }
    const nodes = pairOf(classifyNodes(problem), random);
    if (nodes !== undefined) {
      const [a, b] = nodes;
      const swapped = label.map((its, node) => (node === a ? label[b] : node === b ? label[a] : its) ?? 0);
      expect([seed, judge(problem, swapped)]).toEqual([seed, before]);
      seen.nodes++;
    }
  }
  expect(seen.labels).toBeGreaterThan(count / 100);
  expect(seen.nodes).toBeGreaterThan(count / 100);
});

it('six equal nodes on twelve equal labels are few plans', () => {
  const none = new Int32Array(0);
  const labels = Array.from({ length: 12 }, (_, label) => label);
  const found = tryAllPlans(
    {
      ...randomProblem(1, 2, 2),
      nodeCount: 6,
      labelCount: 12,
      listOf: new Int32Array(6),
      lists: listNumbers([labels]),
      labelWishes: [],
      partitions: [{ zoneOf: Int32Array.from(labels), zoneCount: 12 }],
      resources: [],
      links: { u: none, v: none, weight: new Float64Array(0), levels: [0], costs: [1] },
      nearest: [],
      rules: [{ kind: 'spread', nodes: Int32Array.of(0, 1, 2, 3, 4, 5), partition: 0, least: 4 }],
      moves: {
        classOf: new Int32Array(6),
        homes: listNumbers([[]]),
        weight: new Float64Array(6),
        newcomers: Int32Array.of(6),
        distanceWeight: 0,
        groupWeight: 0,
      },
      labelCost: new Float64Array(12).fill(1),
      balances: [],
      stages: [{ cost: 1 }],
    },
    500,
  );
  expect(found).toMatchObject({ label: Int32Array.of(0, 0, 0, 1, 2, 3), measures: { cost: 4 } });
});
