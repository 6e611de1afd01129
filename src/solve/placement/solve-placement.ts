// Typed arrays are indexed within bounds that the loops establish, hence `!`.
import { type PlacementInstance, totalWeight } from '../../graph/placement-instance.ts';
import { AlphaExpansion } from './alpha-expansion.ts';
import { breakTies, improveTies, scorePlan } from './break-ties.ts';
import { Budget } from './budget.ts';
import type { ShareCertificate } from './certificate.ts';
import { type IsolationRecord, isolateTargets } from './isolating-cuts.ts';
import { LinkSearch } from './link-search.ts';
import { minimiseLinks, sweepAndDecode } from './minimise-links.ts';
import { completePlan, reduce } from './reduce.ts';

export type PlacementAlgorithm = 'auto' | 'isolation' | 'expansion' | 'exact';

export interface PlacementOptions {
  readonly algorithm: PlacementAlgorithm;
  /** Seconds after which the search ends with the best plan so far. */
  readonly timeLimit: number;
  readonly onProgress?: ((progress: PlacementProgress) => void) | undefined;
  /** A clock in milliseconds. */
  readonly now?: (() => number) | undefined;
}

export interface PlacementProgress {
  readonly stage: string;
  readonly links: number;
  readonly lowerBound: number;
  readonly seconds: number;
}

export interface PlacementSolution {
  /** Service → target. */
  readonly assignment: Int32Array;
  /** Weight of the dependencies that cross the network, and of all. */
  readonly links: number;
  readonly totalLinks: number;
  /** Targets used; services that are not where they were. */
  readonly targets: number;
  readonly moves: number;
  /** No plan has fewer links. */
  readonly lowerBound: number;
  readonly optimal: boolean;
  /** Which objectives are proved: links, then targets among plans with as few links, then moves among those. */
  readonly proved: { readonly links: boolean; readonly targets: boolean; readonly moves: boolean };
  readonly algorithm: PlacementAlgorithm;
  /** What found the plan and the bound, in words. */
  readonly method: string;
  readonly seconds: number;
  readonly endedBy: 'proof' | 'done' | 'work' | 'clock';
  readonly boundBySearch: number;
  readonly certificate?: ShareCertificate | undefined;
  /** The steps of `isolation`. */
  readonly isolation?: IsolationRecord | undefined;
}

/**
 * Problem: a candidate for each service so that the dependencies between different targets weigh little (links), then few
 *   targets, then few moves, then by name.
 * Input: an instance in which every service has a candidate.
 * Result: a plan, a certified lower bound on the links, and what is proved.
 */
export function solvePlacement(instance: PlacementInstance, options: PlacementOptions): PlacementSolution {
  const budget = new Budget(options.timeLimit, options.now ?? (() => performance.now()));
  const core = reduce(instance);
  const search = new LinkSearch(core);
  const report = (stage: string) => {
    const { found, atLeast } = search.links();
    options.onProgress?.({ stage, links: found, lowerBound: atLeast, seconds: budget.secondsSpent() });
  };
  let isolation: IsolationRecord | undefined;
  let assignment: Int32Array;
  let method: string;
  let proved = { targets: false, moves: false };
  if (options.algorithm === 'isolation') {
    const isolated = isolateTargets(instance, () => !budget.isSpent());
    assignment = isolated.assignment;
    isolation = isolated.record;
    sweepAndDecode(search, 16, budget);
    method = 'isolating cuts';
  } else if (options.algorithm === 'expansion') {
    const choice = Int32Array.from(search.choice);
    new AlphaExpansion(core).improve(choice, () => !budget.isSpent());
    assignment = improveTies(instance, completePlan(core, choice), budget);
    sweepAndDecode(search, 16, budget);
    method = 'expansion';
  } else {
    minimiseLinks(search, budget, stage => report(stage));
    assignment = improveTies(instance, completePlan(core, search.choice), budget);
    if (search.openComponents().length === 0) {
      const broken = breakTies(instance, search, assignment, budget);
      assignment = broken.plan;
      proved = { targets: broken.targetsProved, moves: broken.movesProved };
    }
    method = 'dual bound and expansion';
  }
  const score = scorePlan(instance, assignment);
  const lowerBound = Math.min(score.links, search.links().atLeast);
  const optimal = lowerBound === score.links;
  return {
    assignment,
    ...score,
    totalLinks: totalWeight(instance),
    lowerBound,
    optimal,
    proved: { links: optimal, ...proved },
    algorithm: options.algorithm,
    method,
    seconds: budget.secondsSpent(),
    endedBy: budget.endedBy ?? (optimal ? 'proof' : 'done'),
    boundBySearch: 0,
    isolation,
  };
}
