import { expect, it } from 'vitest';
import type { PlaceProblem } from '../../../src/solve/place/place-problem.ts';
import { PlaceState } from '../../../src/solve/place/place-state.ts';
import { findBroken, measurePlaced } from '../../../src/verify/measure-placed.ts';
import { rounds } from '../../rounds.ts';
import { Random } from '../random.ts';
import { listNumbers, randomProblem } from './random-problem.ts';

/** The same where classes have one home at most, so that some of their nodes are new. */
function withNewcomers(problem: PlaceProblem): PlaceProblem {
  const { moves } = problem;
  const sizes = Array.from(moves.newcomers, (_, its) => moves.classOf.filter(one => one === its).length);
  const homes = sizes.map((_, its) => [
    ...moves.homes.items.subarray(moves.homes.start[its], moves.homes.start[its + 1]),
  ]);
  const kept = homes.map(list => list.slice(0, 1));
  const newcomers = Int32Array.from(kept, (list, its) => (list.length === 0 ? 0 : (sizes[its] ?? 0) - list.length));
  return { ...problem, moves: { ...moves, homes: listNumbers(kept), newcomers } };
}

it('keeps count of any plan, also one whose replicas share a label: what is broken, and what it comes to', () => {
  const seen = { kept: 0, broken: 0 };
  const count = rounds({ short: 1500, long: 20_000 });
  for (let seed = 1; seed <= count; seed++) {
    const random = new Random(seed);
    const whole = randomProblem(seed, 6, 3);
    // Without the rules, so that what classes hold on their homes, and how many of them move, is all that counts.
    const problem = seed % 2 === 0 ? whole : { ...withNewcomers(whole), rules: [] };
    const anyLabel = (node: number): number => {
      const { items, start } = problem.lists;
      const list = problem.listOf[node] ?? 0;
      const [from = 0, to = 0] = [start[list], start[list + 1]];
      return items[from + random.below(to - from)] ?? 0;
    };
    const state = new PlaceState(
      problem,
      Int32Array.from({ length: problem.nodeCount }, (_, node) => anyLabel(node)),
    );
    for (let step = 0; step < 12; step++) {
      const node = random.below(problem.nodeCount);
      const label = anyLabel(node);
      if (label !== state.label[node]) {
        state.look(node, label);
        state.move(node, label);
      }
      const broken = findBroken(problem, state.label);
      expect(state.isFeasible, `seed ${seed}, step ${step}: ${broken.join('; ')}`).toBe(broken.length === 0);
      expect(state.measures(), `seed ${seed}, step ${step}`).toEqual(measurePlaced(problem, state.label));
      seen[state.isFeasible ? 'kept' : 'broken']++;
    }
  }
  expect(Math.min(seen.kept, seen.broken)).toBeGreaterThan(2 * count);
});
