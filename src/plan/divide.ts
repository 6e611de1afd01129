import type { Findings } from '../base/findings.ts';
import { buildApplicationHostGraph, type PlacementBuilder } from '../graph/application-host-graph.ts';
import type { PlacementGraph } from '../graph/problem-graph.ts';
import { readCut } from '../graph/read-distribution.ts';
import { formatAmount } from '../model/amount.ts';
import {
  type DivisionProblem,
  type DivisionStrategy,
  divide,
  divideExactly,
  freezePlacement,
  type IntegerProgramSolver,
  readDivision,
  resolvePlacement,
  type Timing,
  watchPrograms,
} from '../solve/index.ts';
import { verifyDivision, verifyNoDivision } from '../verify/verify-division.ts';
import { planAsPlace, policyOfDivision } from './as-place.ts';
import { createGraph, type GraphOf } from './create-graph.ts';
import type { Outcome, Plan, Request } from './planner.ts';
import { poseDivision, type Resource } from './pose-division.ts';
import { type PreparedRequest, prepareRequest } from './prepare-request.ts';
import type { Reason } from './reason.ts';
import { requireOrder } from './require-order.ts';
import { solveAndVerify } from './solve-and-verify.ts';
import { tellingOfClock } from './tell-of-clock.ts';

/** How services are divided, and by what. */
export interface DivideOptions extends Timing {
  readonly strategy: DivisionStrategy | 'exact';
  readonly resources: readonly Resource[];
  /** Seconds for `exact`. */
  readonly timeLimit: number;
  /** Who solves integer programs; without it there are none. */
  readonly programs?: IntegerProgramSolver | undefined;
}

/** A division: that no target is asked for more than it has is all that there is to prove. */
export type DividePlan = Plan<PlacementGraph, { readonly strategy: DivideOptions['strategy'] }>;

/**
 * Divides services over their candidates by what they need. That a strategy finds no place proves nothing: the outcome
 * is `unknown` then.
 * @throws InputError with all findings when the request or a property is wrong
 */
export function planDivision(
  request: Request,
  options: DivideOptions,
  findings: Findings,
  build: PlacementBuilder = buildApplicationHostGraph,
): Outcome<DividePlan> {
  const prepared = prepareRequest(request, findings);
  const { programs } = options;
  const watched = programs && watchPrograms(programs, tellingOfClock(options, findings));
  const problem = poseDivision(prepared, options.resources, findings, build);
  if (!prepared.isPlain) return divideReplicas(prepared, options, findings);
  const frozen = freezePlacement(problem);
  const namesOf = (numbers: Int32Array): string[] => Array.from(numbers, node => frozen.graph.nodeAt(node).name);
  const names = { services: namesOf(frozen.nodes), targets: namesOf(frozen.labels) };
  const nowhere = frozen.withoutCandidates.map(node => frozen.graph.nodeAt(node).name);
  if (nowhere.length > 0) {
    return {
      kind: 'impossible',
      reason: { kind: 'no-candidates', services: nowhere, removals: prepared.removalsOf(nowhere) },
      problem,
    };
  }
  const numbers = readDivision(frozen);
  const answer = solveAndVerify(
    'division',
    () =>
      options.strategy === 'exact'
        ? divideExactly(numbers, options.timeLimit, watched)
        : divide(numbers, options.strategy),
    found => {
      if (found.kind === 'divided') return verifyDivision(numbers, found.assignment);
      return found.kind === 'impossible' ? verifyNoDivision(numbers, found.proof) : [];
    },
  );
  if (answer.kind !== 'divided') {
    const kind = answer.kind === 'impossible' ? 'impossible' : 'unknown';
    const reason = explain(answer, numbers, { ...names, problem, strategy: options.strategy });
    return { kind, reason: { ...reason, pins: prepared.pinsOf(names.services) }, problem };
  }
  const resolved: GraphOf<PlacementGraph> = createGraph(problem.edgeCount());
  resolvePlacement(frozen, Int32Array.from(answer.assignment), resolved);
  const distribution = requireOrder(prepared, readCut(resolved, prepared.candidates));
  return { kind: 'planned', distribution, proof: { strategy: options.strategy }, problem, resolved };
}

/** The same where services have replicas or bring containers, whatever the strategy. */
function divideReplicas(prepared: PreparedRequest, options: DivideOptions, findings: Findings): Outcome<DividePlan> {
  const { strategy, resources, ...search } = options;
  const plan = planAsPlace(prepared, policyOfDivision(resources), search, findings);
  return plan.kind === 'planned' ? { ...plan, proof: { strategy } } : plan;
}

type NoDivision = Exclude<ReturnType<typeof divide> | ReturnType<typeof divideExactly>, { kind: 'divided' }>;

/** What is behind the numbers of a division problem. */
interface Names {
  readonly services: readonly string[];
  readonly targets: readonly string[];
  readonly problem: PlacementGraph;
  readonly strategy: string;
}

/** Why there is no division, without the pins that may have to do with it. */
function explain(
  answer: NoDivision,
  { candidates, needs }: DivisionProblem,
  { services, targets, problem, strategy }: Names,
) {
  const measures = problem.graph().resources ?? [];
  const nameOf = (names: readonly string[], number: number): string => names[number] ?? '';
  const resourceOf = (dimension: number): string => measures[dimension]?.name ?? '';
  const format = (amount: bigint, dimension: number): string => formatAmount(amount, measures[dimension]?.scale ?? 0);
  if ('shortages' in answer) {
    const shortages = answer.shortages.map(({ target, dimension, shortBy }) => ({
      target: nameOf(targets, target),
      resource: resourceOf(dimension),
      shortBy: format(shortBy, dimension),
    }));
    const isProved = answer.kind === 'impossible';
    const certified = isProved && answer.proof.kind !== 'program';
    return { kind: 'shortage', isProved, certified, shortages } satisfies Partial<Reason>;
  }
  const { service, left } = answer;
  const tried = (candidates[service] ?? []).map(target => {
    const short = (needs[service] ?? []).flatMap((need, dimension) => {
      const rest = left[target]?.[dimension] ?? 0n;
      if (need <= rest) return [];
      return [{ resource: resourceOf(dimension), needed: format(need, dimension), left: format(rest, dimension) }];
    });
    return { target: nameOf(targets, target), short };
  });
  return { kind: 'no-place-found', strategy, service: nameOf(services, service), tried } satisfies Partial<Reason>;
}
