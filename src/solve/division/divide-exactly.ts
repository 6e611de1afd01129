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
import { runHighs } from '../run-highs.ts';
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

export function divideExactly(problem: DivisionProblem, seconds: number): ExactDivision {
  const placeless = problem.candidates.findIndex(targets => targets.length === 0);
  if (placeless >= 0) return { kind: 'impossible', shortages: [], proof: { kind: 'search', order: [placeless] } };
  const order = sortByNeed(problem);
  const quick = divideQuickly(problem, order);
  if (quick !== undefined) return { kind: 'divided', assignment: quick };
  const search = searchDivision(problem, order, searchWork);
  if (search.kind === 'divided') return search;
  const { assignment: repaired } = repairDivision(problem, spread(problem, order), repairSteps);
  if (listShortages(problem, repaired).length === 0) return { kind: 'divided', assignment: repaired };
  const answer = runHighs(writeProgram(problem), seconds);
  const assignment = answer?.values === undefined ? repaired : readAssignment(problem, answer.values);
  const shortages = listShortages(problem, assignment);
  if (shortages.length === 0) return { kind: 'divided', assignment };
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
  if (division.kind === 'stuck') return undefined;
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
function writeProgram({ candidates, needs, capacities }: DivisionProblem) {
  const dimensions = capacities[0]?.length ?? 0;
  const scale = Array.from({ length: dimensions }, (_, dimension) => {
    const numbers = [...needs, ...capacities].map(row => Math.abs(Number(row[dimension] ?? 0n)));
    return largestScaled / (numbers.reduce((a, b) => Math.max(a, b), 0) || 1);
  });
  const binaries = candidates.reduce((sum, targets) => sum + targets.length, 0);
  const columns = binaries + capacities.length * dimensions;
  const rows: { lower: number; upper: number; entries: [number, number][] }[] = [];
  const rooms = capacities.flatMap((capacity, target) =>
    capacity.map((amount, dimension) => ({
      lower: -Infinity,
      // A target that is short from the start must not make slack of its own.
      upper: Math.max(0, Number(amount) * (scale[dimension] ?? 1)),
      entries: [[binaries + target * dimensions + dimension, -1]] as [number, number][],
    })),
  );
  let column = 0;
  candidates.forEach((targets, service) => {
    const entries: [number, number][] = [];
    for (const target of targets) {
      entries.push([column, 1]);
      needs[service]?.forEach((need, dimension) => {
        if (need > 0n)
          rooms[target * dimensions + dimension]?.entries.push([column, Number(need) * (scale[dimension] ?? 1)]);
      });
      column++;
    }
    rows.push({ lower: 1, upper: 1, entries });
  });
  rows.push(...rooms);
  const rowStart = [0];
  for (const { entries } of rows) rowStart.push((rowStart.at(-1) ?? 0) + entries.length);
  return {
    cost: Float64Array.from({ length: columns }, (_, j) => (j < binaries ? 0 : 1)),
    upper: Float64Array.from({ length: columns }, (_, j) =>
      j < binaries ? 1 : largestScaled * (candidates.length + 1),
    ),
    binaries,
    rowStart: Int32Array.from(rowStart),
    rowColumn: Int32Array.from(rows.flatMap(({ entries }) => entries.map(([j]) => j))),
    rowValue: Float64Array.from(rows.flatMap(({ entries }) => entries.map(([, value]) => value))),
    rowLower: Float64Array.from(rows, ({ lower }) => lower),
    rowUpper: Float64Array.from(rows, ({ upper }) => upper),
    gap: 0,
  };
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

function listShortages({ needs, capacities }: DivisionProblem, assignment: readonly number[]): readonly Shortage[] {
  const used = capacities.map(capacity => capacity.map(() => 0n));
  assignment.forEach((target, service) => {
    const row = used[target]!;
    needs[service]!.forEach((need, dimension) => {
      row[dimension]! += need;
    });
  });
  return used.flatMap((row, target) =>
    row.flatMap((amount, dimension) => {
      const capacity = capacities[target]![dimension]!;
      return amount > capacity && amount > 0n ? [{ target, dimension, shortBy: amount - capacity }] : [];
    }),
  );
}
