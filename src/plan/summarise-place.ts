import type { PlacementSolution } from '../solve/index.ts';
import type { AnyPlacePlan } from './place.ts';

/** What is known of the links, targets and moves of a plan, whichever algorithm it is by. */
export type PlaceSummary = Pick<
  PlacementSolution,
  'links' | 'totalLinks' | 'lowerBound' | 'boundBySearch' | 'optimal' | 'labels' | 'moves' | 'proved' | 'method'
>;

/** The same of every plan whose objectives are links, then targets, then moves. O(links). */
export function summarisePlace(plan: AnyPlacePlan): PlaceSummary {
  if (plan.by === 'cut') return plan.proof;
  const { measures, bounds, boundBy, proved } = plan.proof;
  const { links, nearest } = plan.posed.problem;
  const most = links.costs.at(-1) ?? 1;
  const toNearest = nearest.reduce((sum, { weight }) => sum + weight, 0);
  const [lowerBound = 0] = bounds;
  return {
    links: measures.links,
    totalLinks: most * links.weight.reduce((sum, weight) => sum + weight, toNearest),
    lowerBound,
    boundBySearch: boundBy[0] === 'search' ? lowerBound : 0,
    optimal: proved[0] === true,
    labels: measures.labels,
    moves: measures.moves,
    proved: { links: proved[0] === true, labels: proved[1] === true, moves: proved[2] === true },
    method: 'annealing',
  };
}
