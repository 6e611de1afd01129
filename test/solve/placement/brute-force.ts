// Typed arrays are indexed within bounds that the loops establish, hence `!`.
import { candidatesOf, type PlacementInstance } from '../../../src/solve/placement/placement-instance.ts';

/** The best plan by trying every plan: fewest links, then targets, then moves, then the first by name. */
export function bestByBruteForce(instance: PlacementInstance): {
  links: number;
  targets: number;
  moves: number;
  plan: number[];
} {
  const { serviceCount, edgeU, edgeV, edgeWeight, previous } = instance;
  const plan = new Int32Array(serviceCount);
  let best = { links: Infinity, targets: Infinity, moves: Infinity, plan: [] as number[] };
  const place = (v: number): void => {
    if (v === serviceCount) {
      let links = 0;
      for (let e = 0; e < edgeU.length; e++) if (plan[edgeU[e]!] !== plan[edgeV[e]!]) links += edgeWeight[e]!;
      const targets = new Set(plan).size;
      const moves = plan.filter((target, s) => previous[s]! >= 0 && previous[s] !== target).length;
      const difference = links - best.links || targets - best.targets || moves - best.moves;
      // Plans come in order of their names, so the first of equal ones stays.
      if (difference < 0) best = { links, targets, moves, plan: [...plan] };
      return;
    }
    for (const target of candidatesOf(instance, v)) {
      plan[v] = target;
      place(v + 1);
    }
  };
  place(0);
  return best;
}
