import { listServiceLinks } from '../graph/service-links.ts';
import { type Distribution, targetsOf } from '../model/distribution.ts';
import type { ServicesModel } from '../model/service.ts';
import { type CertifiedCut, isCertified } from './certified.ts';
import type { AnyPlacePlan } from './place.ts';

/** What is known of the links, targets and moves of a plan, whichever algorithm it is by. */
export type PlaceSummary = Pick<
  CertifiedCut,
  | 'links'
  | 'totalLinks'
  | 'cutEdges'
  | 'edges'
  | 'lowerBound'
  | 'boundBySearch'
  | 'optimal'
  | 'labels'
  | 'moves'
  | 'proved'
  | 'certified'
  | 'method'
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
    ...countDependencies(plan.distribution, plan.posed.prepared.services),
    totalLinks: most * links.weight.reduce((sum, weight) => sum + weight, toNearest),
    lowerBound,
    boundBySearch: boundBy[0] === 'search' ? lowerBound : 0,
    optimal: proved[0] === true,
    labels: measures.labels,
    moves: measures.moves,
    proved: { links: proved[0] === true, labels: proved[1] === true, moves: proved[2] === true },
    certified: {
      links: isCertified(plan.proof, 0),
      labels: isCertified(plan.proof, 1),
      moves: isCertified(plan.proof, 2),
    },
    method: 'annealing',
  };
}

/** Dependencies between services of a plan, and those whose ends share no target. */
function countDependencies(plan: Distribution, services: ServicesModel): Pick<PlaceSummary, 'cutEdges' | 'edges'> {
  const links = listServiceLinks(services).filter(pair => pair.every(name => plan.mappings.has(name)));
  const isCut = ([a, b]: readonly [string, string]): boolean =>
    !targetsOf(plan, a).some(target => targetsOf(plan, b).includes(target));
  return { cutEdges: links.filter(isCut).length, edges: links.length };
}
