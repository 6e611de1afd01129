import { expect, it } from 'vitest';
import { LoadState } from '../../../../src/solve/place/loads/load-state.ts';
import { canFollow } from '../../../../src/solve/place/loads/load-table.ts';
import type { PlaceProblem } from '../../../../src/solve/place/place-problem.ts';
import { PlaceState } from '../../../../src/solve/place/place-state.ts';
import { weighMeasures } from '../../../../src/solve/place/weigh-measures.ts';
import { rounds } from '../../../rounds.ts';
import { Random } from '../../random.ts';
import { randomProblem } from '../random-problem.ts';

const price = 2;
const brokenPrice = 3;

/** A problem in which loads, balances, distances and groups of moves count, and links do not. */
function loadProblem(seed: number): PlaceProblem {
  const random = new Random(seed);
  const problem = randomProblem(seed, 6, 4);
  const { nodeCount, labelCount, moves, resources } = problem;
  const isOneEach = moves.newcomers.length === nodeCount;
  const groups = { groupOf: Int32Array.from({ length: nodeCount }, () => random.below(2)), groupWeight: 2 };
  const distance = Int32Array.from({ length: labelCount ** 2 }, (_, i) =>
    i % (labelCount + 1) === 0 ? 0 : random.below(5),
  );
  return {
    ...problem,
    moves: isOneEach ? { ...moves, ...groups, distance, distanceWeight: 2 } : moves,
    balances: resources.length > 1 ? [{ of: 0, against: 1, ratio: 2, weight: 3 }] : [],
    stages: [{ load: 1, balance: 1, moves: 2, cost: 1 }, { labels: 1 }, { wishes: 1 }].slice(0, 1 + random.below(3)),
  };
}

/** What a plan comes to, with overload at its price, by the state that other searches use. */
function sumOf(problem: PlaceProblem, label: Int32Array) {
  const state = new PlaceState(problem, label.slice());
  const { weights } = weighMeasures(problem);
  const { load, balance, moves, cost, labels, wishes } = state.total;
  const { excess } = state.rooms;
  const sum =
    weights.load * load +
    weights.balance * balance +
    weights.moves * moves +
    weights.cost * cost +
    weights.labels * labels +
    weights.wishes * wishes +
    price * excess +
    brokenPrice * state.total.broken;
  return { sum, excess, broken: state.total.broken, measures: { ...state.measures(), links: 0 } };
}

it('says of moves and of swaps what they change, up to a limit', () => {
  const seen = { shifts: 0, swaps: 0, refused: 0, broken: 0 };
  const count = rounds({ fast: 100, short: 600, long: 6000 });
  for (let seed = 1; seed <= count; seed++) {
    const random = new Random(seed);
    const problem = loadProblem(seed);
    if (!canFollow(problem)) continue;
    const { listOf, lists } = problem;
    const anyLabel = (node: number): number => {
      const [from = 0, to = 0] = lists.start.subarray(listOf[node], (listOf[node] ?? 0) + 2);
      return lists.items[from + random.below(to - from)] ?? 0;
    };
    const label = Int32Array.from({ length: problem.nodeCount }, (_, node) => anyLabel(node));
    const state = new LoadState(problem, weighMeasures(problem).weights, label);
    state.table.reprice(() => price);
    state.brokenPrice = brokenPrice;
    for (let step = 0; step < 12; step++) {
      const before = sumOf(problem, label);
      const [node, other] = [random.below(problem.nodeCount), random.below(problem.nodeCount)];
      const isSwap = random.below(2) === 0 && label[node] !== label[other];
      const was = label.slice();
      const next = label.slice();
      next[node] = isSwap ? (label[other] ?? 0) : anyLabel(node);
      if (isSwap) next[other] = label[node] ?? 0;
      if (next[node] === label[node]) continue;
      const after = sumOf(problem, next);
      const expected = after.sum - before.sum;
      // Sums are hundredths: none is so near to a limit that it is a matter of rounding.
      const limit = random.below(3) === 0 ? Number.POSITIVE_INFINITY : random.below(9) - 4.003;
      const isWanted = expected <= limit;
      const change = isSwap ? state.swap(node, other, limit) : state.lookAtShift(node, next[node] ?? 0, limit);
      if (isWanted) expect(change, `seed ${seed}, step ${step}`).toBeCloseTo(expected, 6);
      else expect(change, `seed ${seed}, step ${step}`).toBe(Number.POSITIVE_INFINITY);
      if (isWanted && !isSwap) state.shift(node, next[node] ?? 0);
      const now = isWanted ? after : before;
      expect(label).toEqual(isWanted ? next : was);
      expect(state.measures()).toEqual(now.measures);
      expect(state.isFeasible).toBe(now.excess === 0 && now.broken === 0);
      expect(state.broken).toBe(now.broken);
      seen[isWanted ? (isSwap ? 'swaps' : 'shifts') : 'refused']++;
      if (isWanted && now.broken > 0) seen.broken++;
    }
  }
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(count / 20);
});
