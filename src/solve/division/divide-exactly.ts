/**
 * Finds a division whenever there is one.
 *
 * Problem    Give each service one of its candidates so that no target is asked for more than it has, in any dimension:
 *            vector bin packing with given bins.
 * Input      Needs and capacities in whole numbers.
 * Result     A division that exceeds no capacity, checked in exact arithmetic; or that there is none, with a division
 *            that exceeds the capacities by as little as possible and where it does; or that neither was found in time.
 * Guarantee  A division is always right. "None" is proved by branch and bound in whole numbers; where that does not
 *            finish it rests on the bound of HiGHS, whose tolerance is 1e-6 of a dimension's largest number.
 * Time       Exponential at worst, ended by the time limit; the strategies and best fit decreasing, O(candidates), come
 *            first and mostly do, then local search.
 * Source     The assignment model of vector bin packing: x[s,t] binary, slack[t,d] ≥ 0, minimise the slack; solved by
 *            HiGHS. Best fit decreasing: D. S. Johnson, "Near-optimal bin packing algorithms" (1973).
 * Ties       By the order of the strategies; beyond them by HiGHS with a fixed seed.
 *
 * `!` in this file only marks reads of lists inside their bounds.
 */
import { type IntegerProgram, type IntegerProgramSolver, ProgramBuilder } from '../integer-program.ts';
import { compareLeft, divide } from './divide.ts';
import type { DivisionProblem, NoDivisionProof } from './division.ts';
import { repairDivision } from './repair-division.ts';
import { searchDivision } from './search-division.ts';

/** Steps of the repair: a second or two at worst. */
const repairSteps = 100_000;

/** Work of the search: about a second. */
const searchWork = 1_000_000;

/** Slack below this may be rounding: every dimension is scaled so that its largest number is 1,000. */
const tolerance = 1e-4;
const largestScaled = 1000;

/** A division, the proof that there is none, or neither; `shortages` is what the nearest division lacks. */
export type ExactDivision =
  | { readonly kind: 'divided'; readonly assignment: readonly number[] }
  | { readonly kind: 'impossible'; readonly shortages: readonly Shortage[]; readonly proof: NoDivisionProof }
  | { readonly kind: 'unknown'; readonly shortages: readonly Shortage[] };

/** A target that would be asked for more than it has. */
export interface Shortage {
  readonly target: number;
  readonly dimension: number;
  readonly shortBy: bigint;
}

/** `programs` solves integer programs; without it what searches leave open stays open. */
export function divideExactly(
  problem: DivisionProblem,
  seconds: number,
  programs?: IntegerProgramSolver,
): ExactDivision {
  const placeless = problem.candidates.findIndex(targets => targets.length === 0);
  if (placeless >= 0) return { kind: 'impossible', shortages: [], proof: { kind: 'search', order: [placeless] } };
  const order = sortByNeed(problem);
  const quick = divideQuickly(problem, order);
  if (quick !== undefined) return { kind: 'divided', assignment: quick };
  const search = searchDivision(problem, order, searchWork);
  if (search.kind === 'divided') return search;
  const { assignment: repaired } = repairDivision(problem, spread(problem, order), repairSteps);
  if (fits(problem, repaired)) return { kind: 'divided', assignment: repaired };
  const answer = programs?.(writeProgram(problem), seconds);
  const assignment = answer?.values === undefined ? repaired : readAssignment(problem, answer.values);
  if (fits(problem, assignment)) return { kind: 'divided', assignment };
  const shortages = listShortages(problem, assignment);
  if (search.kind === 'impossible') return { ...search, shortages };
  const isProved = answer !== undefined && answer.bound > tolerance;
  return isProved ? { kind: 'impossible', shortages, proof: { kind: 'program' } } : { kind: 'unknown', shortages };
}

/** Each service on the candidate with most left, room or not. */
function spread({ candidates, needs, capacities }: DivisionProblem, order: readonly number[]): readonly number[] {
  const left = capacities.map(capacity => [...capacity]);
  const assignment = candidates.map(() => -1);
  for (const service of order) {
    const chosen = candidates[service]!.reduce((a, b) => (compareLeft(left[b]!, left[a]!) > 0 ? b : a));
    left[chosen] = left[chosen]!.map((amount, dimension) => amount - needs[service]![dimension]!);
    assignment[service] = chosen;
  }
  return assignment;
}

/**
 * A division by one of the strategies, or by best fit decreasing. `order` has the services with the largest needs
 * first.
 */
export function divideQuickly(problem: DivisionProblem, order: readonly number[]): readonly number[] | undefined {
  for (const strategy of ['greedy', 'highest-bidder', 'lowest-bidder'] as const) {
    const division = divide(problem, strategy);
    if (division.kind === 'divided') return division.assignment;
  }
  const sorted = {
    ...problem,
    candidates: order.map(s => problem.candidates[s]!),
    needs: order.map(s => problem.needs[s]!),
  };
  const division = divide(sorted, 'lowest-bidder');
  if (division.kind === 'unknown') return undefined;
  const assignment: number[] = [];
  for (const [place, service] of order.entries()) assignment[service] = division.assignment[place]!;
  return assignment;
}

/** The services, those with the largest share of what all targets have first, then those with the fewest candidates. */
export function sortByNeed({ candidates, needs, capacities }: DivisionProblem): readonly number[] {
  const totals = (capacities[0] ?? []).map((_, dimension) =>
    Number(capacities.reduce((sum, capacity) => sum + capacity[dimension]!, 0n)),
  );
  const share = needs.map(need =>
    Math.max(0, ...need.map((amount, dimension) => Number(amount) / (totals[dimension]! || 1))),
  );
  const width = candidates.map(targets => targets.length);
  const compare = (a: number, b: number): number => share[b]! - share[a]! || width[a]! - width[b]! || a - b;
  return needs.map((_, service) => service).sort(compare);
}

/**
 * Columns: x[s,t] service after service, then slack[t,d] target after target. Rows: one a service, then one a target
 * and dimension.
 */
function writeProgram({ candidates, needs, capacities }: DivisionProblem): IntegerProgram {
  const dimensions = capacities[0]?.length ?? 0;
  const scale = Array.from({ length: dimensions }, (_, dimension) => {
    const numbers = [...needs, ...capacities].map(row => Math.abs(Number(row[dimension]!)));
    return largestScaled / (numbers.reduce((a, b) => Math.max(a, b), 0) || 1);
  });
  const rows = new ProgramBuilder();
  const columnsOf = candidates.map(targets => targets.map(() => rows.addBinary(0)));
  // A target that is short from the start must not make slack of its own.
  const rooms = capacities.map(capacity =>
    capacity.map((amount, dimension) => ({
      upper: Math.max(0, Number(amount) * scale[dimension]!),
      columns: [rows.addContinuous(1, largestScaled * (candidates.length + 1))],
      values: [-1],
    })),
  );
  candidates.forEach((targets, service) => {
    const columns = columnsOf[service]!;
    rows.addRow(1, 1, columns);
    for (const [i, target] of targets.entries()) {
      needs[service]!.forEach((need, dimension) => {
        if (need <= 0n) return;
        const room = rooms[target]![dimension]!;
        room.columns.push(columns[i]!);
        room.values.push(Number(need) * scale[dimension]!);
      });
    }
  });
  for (const { upper, columns, values } of rooms.flat()) rows.addRow(-Infinity, upper, columns, values);
  return rows.build(0);
}

function readAssignment({ candidates }: DivisionProblem, values: Float64Array): readonly number[] {
  let column = 0;
  return candidates.map(targets => {
    const first = column;
    column += targets.length;
    let best = 0;
    for (let i = 1; i < targets.length; i++) if ((values[first + i] ?? 0) > (values[first + best] ?? 0)) best = i;
    return targets[best] ?? -1;
  });
}

/** Whether no target that is used is asked for more than it has; each service is on one of its candidates already. */
function fits(problem: DivisionProblem, assignment: readonly number[]): boolean {
  const asked = sumNeeds(problem, assignment);
  return [...new Set(assignment)].every(target =>
    asked[target]!.every((amount, dimension) => amount <= problem.capacities[target]![dimension]!),
  );
}

/** Target → dimension → what all services there need. */
function sumNeeds({ needs, capacities }: DivisionProblem, assignment: readonly number[]): readonly bigint[][] {
  const asked = capacities.map(capacity => capacity.map(() => 0n));
  assignment.forEach((target, service) => {
    const row = asked[target]!;
    needs[service]!.forEach((need, dimension) => {
      row[dimension]! += need;
    });
  });
  return asked;
}

function listShortages(problem: DivisionProblem, assignment: readonly number[]): readonly Shortage[] {
  return sumNeeds(problem, assignment).flatMap((row, target) =>
    row.flatMap((amount, dimension) => {
      const capacity = problem.capacities[target]![dimension]!;
      return amount > capacity && amount > 0n ? [{ target, dimension, shortBy: amount - capacity }] : [];
    }),
  );
}
