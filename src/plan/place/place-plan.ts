import type { PlacementGraph } from '../../graph/problem-graph.ts';
import type { PlaceSolution } from '../../solve/index.ts';
import type { Plan } from '../planner.ts';
import type { PosedPlace } from '../pose-place.ts';

/** A plan under a policy, what is proved of it, and the problem with the names behind its numbers. */
export interface PlacePlan extends Plan<PlacementGraph, PlaceSolution> {
  readonly by: 'place';
  readonly posed: PosedPlace;
}
