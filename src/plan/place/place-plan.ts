import type { PlacementGraph } from '../../graph/problem-graph.ts';
import type { CertifiedPlace } from '../certified.ts';
import type { Plan } from '../planner.ts';
import type { PosedPlace } from '../pose-place.ts';

/** A plan under a policy, what is proved of it, and the problem with the names behind its numbers. */
export interface PlacePlan extends Plan<PlacementGraph, CertifiedPlace> {
  readonly by: 'place';
  readonly posed: PosedPlace;
}
