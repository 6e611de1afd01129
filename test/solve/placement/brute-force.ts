// Typed arrays are indexed within bounds that the loops establish, hence `!`.
import { candidatesOf, type PlacementInstance } from '../../../src/solve/placement/placement-instance.ts';

/** The best plan by trying every plan: fewest links, then labels, then moves, then the first by name. */
export function bestByBruteForce(instance: PlacementInstance): {
  links: number;
  labels: number;
  moves: number;
  plan: number[];
} {
  const { nodeCount, edgeU, edgeV, edgeWeight, previous } = instance;
  const plan = new Int32Array(nodeCount);
  let best = { links: Infinity, labels: Infinity, moves: Infinity, plan: [] as number[] };
  const place = (v: number): void => {
    if (v === nodeCount) {
      let links = 0;
      for (let e = 0; e < edgeU.length; e++) if (plan[edgeU[e]!] !== plan[edgeV[e]!]) links += edgeWeight[e]!;
      const labels = new Set(plan).size;
      const moves = plan.filter((label, s) => previous[s]! >= 0 && previous[s] !== label).length;
      const difference = links - best.links || labels - best.labels || moves - best.moves;
      // Plans come in order of their names, so the first of equal ones stays.
      if (difference < 0) best = { links, labels, moves, plan: [...plan] };
      return;
    }
    for (const label of candidatesOf(instance, v)) {
      plan[v] = label;
      place(v + 1);
    }
  };
  place(0);
  return best;
}
