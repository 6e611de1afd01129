import type { Findings } from '../base/findings.ts';
import { sortNames } from '../base/order.ts';
import type { ColouringGraph } from '../graph/problem-graph.ts';
import { Budget, type IntegerProgramSolver, type Timing } from '../solve/index.ts';
import { findColouringConflict } from './find-colouring-conflict.ts';
import { type ConflictAnswer, findConflict } from './find-conflict.ts';
import { findDivisionConflict } from './find-division-conflict.ts';
import { poseGraphCol } from './graphcol.ts';
import type { Resource } from './pose-division.ts';
import type { PreparedRequest } from './prepare-request.ts';
import { tellingOfClock } from './tell-of-clock.ts';

/** The planners whose lack of a plan can be explained. */
export const explainedPlanners = ['graphcol', 'multiwaycut', 'divide'] as const;
/** One of them. */
export type ExplainedPlanner = (typeof explainedPlanners)[number];

/** Why a planner has no plan. */
export interface ImpossibleExplanation {
  readonly answer: ConflictAnswer;
  /** Service → the services that it must not share a target with; empty for planners that do not mind. */
  readonly linksOf: ReadonlyMap<string, readonly string[]>;
}

/** How the smallest conflict is looked for. */
export interface ConflictSearch extends Timing {
  /** What `divide` divides by; no other planner looks at them. */
  readonly resources: readonly Resource[];
  /** Seconds. */
  readonly timeLimit: number;
  readonly programs?: IntegerProgramSolver | undefined;
}

/**
 * The services that leave a planner without a plan even on their own. What is wrong with needs and capacities is
 * reported to `findings`.
 */
export function explainImpossible(
  planner: ExplainedPlanner,
  request: PreparedRequest,
  search: ConflictSearch,
  findings: Findings,
): ImpossibleExplanation {
  const { resources, timeLimit } = search;
  const budget = new Budget(timeLimit, tellingOfClock(search, findings));
  const programs = budget.watch(search.programs);
  switch (planner) {
    case 'graphcol':
      return {
        answer: findColouringConflict(request, budget, programs),
        linksOf: groupLinks(poseGraphCol(request, {}, findings)),
      };
    case 'multiwaycut':
      return { answer: findConflict(request.candidates, () => ({ kind: 'possible' })), linksOf: new Map() };
    case 'divide':
      return {
        answer: findDivisionConflict(request, resources, budget, findings, programs),
        linksOf: new Map(),
      };
  }
}

/** The links of each service; a service that depends on itself is among its own. */
function groupLinks(problem: ColouringGraph): ReadonlyMap<string, readonly string[]> {
  const links = new Map(problem.nodes().map(id => [problem.node(id).name, new Set<string>()]));
  for (const edge of problem.edges()) {
    const [a, b] = [problem.node(edge.v).name, problem.node(edge.w).name];
    links.get(a)?.add(b);
    links.get(b)?.add(a);
  }
  return new Map([...links].map(([name, others]) => [name, sortNames(others)]));
}
