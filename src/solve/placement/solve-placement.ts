/**
 * Problem    A candidate for each node so that the edges between different labels weigh little (links), then few
 *            labels, then few moves.
 * Input      An instance in which every node has a candidate.
 * Result     A plan, a certified lower bound on the links, and what is proved.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */

import { Budget, type Ending } from '../budget.ts';
import type { IntegerProgramSolver } from '../integer-program.ts';
import type { Timing } from '../timing.ts';
import { AlphaExpansion } from './alpha-expansion.ts';
import { breakTies, improveTies } from './break-ties.ts';
import { certify, type ShareCertificate } from './certificate.ts';
import { closeGapsByProgram, findFitting, mostColumnsForAuto, mostColumnsForExact } from './close-gaps-by-program.ts';
import { Contraction } from './contraction.ts';
import { completePlan, countCandidates, type PlacementCore } from './core.ts';
import { findStandIns, narrow } from './dominated-labels.ts';
import { offerFirstPlans, offerPlan } from './first-plans.ts';
import { type IsolationRecord, isolateTerminals } from './isolating-cuts.ts';
import { LinkSearch } from './link-search.ts';
import { minimiseLinks, sweepAndDecode } from './minimise-links.ts';
import { type PlacementInstance, totalWeight } from './placement-instance.ts';
import { reduce } from './reduce.ts';
import { countCutEdges, scorePlan } from './score-plan.ts';
import { widenToStandIns } from './share-like-stand-ins.ts';

const mostToCheck = 0.2;

/**
 * `isolation` and `expansion` look for a bound, too, so that one can compare: in the rest of the budget, so many
 * sweeps.
 */
const untilComparison = 0.6;
const sweepsForComparison = 32;
const sweepsBeforeExact = 64;
/** Fractions of the budget: until then sweeps come first, integer programming waits, and the later objectives do. */
const firstSweeps = 128;
const untilBound = 0.4;
const untilProgram = 0.25;
const untilLocalSearch = 0.7;
const untilTies = 0.9;
/** Integer programming takes a tenth of a second to load: it is for few components. */
const mostPrograms = 8;

/**
 * `isolation` and `expansion`: that approximation alone. `exact`: the dual bound, then integer programs, large
 * ones, too. `auto`: all means, in the order in which they pay.
 */
export type PlacementAlgorithm = 'auto' | 'isolation' | 'expansion' | 'exact';

/** How `solvePlacement` searches. */
export interface PlacementOptions extends Timing {
  readonly algorithm: PlacementAlgorithm;
  /** Seconds after which the search ends with the best plan so far. */
  readonly timeLimit: number;
  readonly onProgress?: ((progress: PlacementProgress) => void) | undefined;
  /** Who solves integer programs; without it there are none, and less is proved in hard cases. */
  readonly programs?: IntegerProgramSolver | undefined;
}

/** How far a search has come. */
export interface PlacementProgress {
  readonly stage: string;
  readonly links: number;
  readonly lowerBound: number;
  readonly seconds: number;
}

/** A plan and what is said of it, as far as that can be checked. */
export interface PlacementClaim {
  /** Node → label. */
  readonly assignment: Int32Array;
  /** Weight of the edges that cross the network, and of all. */
  readonly links: number;
  readonly totalLinks: number;
  /** How many edges cross the network, and how many there are. */
  readonly cutEdges: number;
  readonly edges: number;
  /** Labels used; nodes that are not where they were. */
  readonly labels: number;
  readonly moves: number;
  /** No plan has fewer links. */
  readonly lowerBound: number;
  readonly optimal: boolean;
  /** The part of the bound that a search stands for, and not the certificate. */
  readonly boundBySearch: number;
  readonly certificate: ShareCertificate;
}

/** A plan, and how it was found. There always is one; what may be unknown is whether it is the best. */
export interface PlacementSolution extends PlacementClaim {
  /** Which objectives are proved: links, then labels among plans with as few links, then moves among those. */
  readonly proved: { readonly links: boolean; readonly labels: boolean; readonly moves: boolean };
  readonly algorithm: PlacementAlgorithm;
  /** What found the plan and what proved the bound, in words. */
  readonly method: string;
  readonly seconds: number;
  /** What ended the search for fewer links; `clock` means that another run may find another plan. */
  readonly endedBy: 'proof' | 'done' | Ending;
  /** The steps of `isolation`. */
  readonly isolation?: IsolationRecord | undefined;
}

/**
 * Plans an instance in which every node has a candidate, see above.
 *
 * @example
 * const { assignment, links, lowerBound } = solvePlacement(instance, { algorithm: 'auto', timeLimit: 5 });
 */
export function solvePlacement(instance: PlacementInstance, options: PlacementOptions): PlacementSolution {
  const time = options.timeLimit - Math.min(secondsToCheck(instance), mostToCheck * options.timeLimit);
  const budget = new Budget(time, options);
  const programs = budget.watch(options.programs);
  const report = (stage: string, reached: LinkSearch): void => {
    const { found: links, atLeast: lowerBound } = reached.links();
    options.onProgress?.({ stage, links, lowerBound, seconds: budget.secondsSpent() });
  };
  const planned = plan[options.algorithm]({ instance, budget, report, programs }, reduce(instance));
  const { search } = planned;
  const score = scorePlan(instance, planned.assignment);
  const lowerBound = Math.min(score.links, search.links().atLeast);
  const optimal = lowerBound === score.links;
  return {
    assignment: planned.assignment,
    ...score,
    totalLinks: totalWeight(instance),
    cutEdges: countCutEdges(instance, planned.assignment),
    edges: instance.edgeU.length,
    lowerBound,
    optimal,
    proved: { links: optimal, labels: planned.labelsProved, moves: planned.movesProved },
    algorithm: options.algorithm,
    method: planned.method,
    seconds: budget.secondsSpent(),
    endedBy: optimal ? 'proof' : (planned.endedBy ?? 'done'),
    boundBySearch: search.provedBySearch(),
    certificate: certify(instance, search.core, search.shares),
    isolation: planned.isolation,
  };
}

/** What certificate and checker take when the search has ended: its time limit is that much shorter. */
function secondsToCheck(instance: PlacementInstance): number {
  const { nodeCount, edgeU, edgeV } = instance;
  const lengthOf = (node: number): number => countCandidates(instance, node);
  let shares = 0;
  for (let e = 0; e < edgeU.length; e++) shares += Math.min(lengthOf(edgeU[e]!), lengthOf(edgeV[e]!));
  return 3e-8 * shares + 1e-6 * (nodeCount + edgeU.length);
}

interface Planned {
  /** What is known of the links, with the bound. */
  readonly search: LinkSearch;
  readonly assignment: Int32Array;
  readonly method: string;
  readonly labelsProved: boolean;
  readonly movesProved: boolean;
  readonly endedBy: Budget['endedAllBy'];
  readonly isolation?: IsolationRecord;
}

type Report = (stage: string, reached: LinkSearch) => void;

/** What every algorithm is given beside the core. */
interface Task {
  readonly instance: PlacementInstance;
  readonly budget: Budget;
  readonly report: Report;
  readonly programs: IntegerProgramSolver | undefined;
}

type Plan = (task: Task, core: PlacementCore) => Planned;

const plan: Readonly<Record<PlacementAlgorithm, Plan>> = {
  isolation({ instance, budget }, core) {
    const search = new LinkSearch(core);
    budget.allow(untilComparison);
    const { assignment, record } = isolateTerminals(instance, () => !budget.isSpent());
    budget.allow(1);
    sweepAndDecode(search, sweepsForComparison, budget);
    return { search, assignment, method: 'isolating cuts', ...nothingProved(budget), isolation: record };
  },

  expansion({ instance, budget }, core) {
    const search = new LinkSearch(core);
    budget.allow(untilComparison);
    const choice = Int32Array.from(search.choice);
    new AlphaExpansion(core).improve(choice, () => !budget.isSpent());
    const assignment = improveTies(instance, completePlan(core, choice), budget);
    budget.allow(1);
    sweepAndDecode(search, sweepsForComparison, budget);
    return { search, assignment, method: 'expansion moves', ...nothingProved(budget) };
  },

  auto(task, core) {
    const { instance, budget, report } = task;
    const standIn = findStandIns(instance);
    const contraction = new Contraction(standIn ? narrow(core, standIn) : core);
    const search = contraction.begin();
    const onRound = (stage: string): void => report(stage, search);
    budget.allow(untilBound);
    offerFirstPlans(instance, search, standIn, budget);
    onRound('first plans');
    budget.allow(untilLocalSearch);
    sweepAndDecode(search, firstSweeps, budget);
    onRound('dual bound');
    budget.allow(task.programs && isForProgram(search) ? untilProgram : untilTies);
    minimiseLinks(search, budget, onRound);
    budget.allow(untilTies);
    const byProgram =
      task.programs !== undefined &&
      isForProgram(search) &&
      closeGapsByProgram(search, budget, task.programs, mostColumnsForAuto, onRound);
    minimiseLinks(search, budget, onRound);
    const narrowed = contraction.widen(search);
    const whole = standIn ? widenToStandIns(core, narrowed, standIn) : narrowed;
    return settleTies(task, whole, byProgram);
  },

  exact(task, core) {
    const { instance, budget, report } = task;
    const contraction = new Contraction(core);
    const search = contraction.begin();
    const onRound = (stage: string): void => report(stage, search);
    offerPlan(search, instance.previous);
    sweepAndDecode(search, sweepsBeforeExact, budget);
    budget.allow(untilTies);
    const byProgram =
      task.programs !== undefined && closeGapsByProgram(search, budget, task.programs, mostColumnsForExact, onRound);
    minimiseLinks(search, budget, onRound);
    return settleTies(task, contraction.widen(search), byProgram);
  },
};

function isForProgram(search: LinkSearch): boolean {
  const open = search.openComponents().length;
  return open <= mostPrograms && findFitting(search, mostColumnsForAuto).length === open;
}

function nothingProved({ endedAllBy }: Budget): Pick<Planned, 'labelsProved' | 'movesProved' | 'endedBy'> {
  return { labelsProved: false, movesProved: false, endedBy: endedAllBy };
}

/** Turns the best choice into a plan, and sees to the second and third objective. */
function settleTies({ instance, budget, programs }: Task, search: LinkSearch, byProgram: boolean): Planned {
  const { endedAllBy: endedBy } = budget;
  budget.allow(1);
  const improved = improveTies(instance, completePlan(search.core, search.choice), budget);
  offerPlan(search, improved); // it may have fewer links, too
  const bySearch = search.provedBySearch() > 0;
  const proof = byProgram ? 'integer programming' : bySearch ? 'branch and bound' : 'weight shares (TRW-S)';
  const method = `expansion and forest moves, bound by ${proof}`;
  if (search.openComponents().length > 0) {
    return { search, assignment: improved, method, ...nothingProved(budget), endedBy };
  }
  const { plan: assignment, labelsProved, movesProved } = breakTies(instance, search, improved, budget, programs);
  return { search, assignment, method, labelsProved, movesProved, endedBy };
}
