/**
 * Chooses targets at the least cost so that each service has one.
 *
 * Problem    Weighted set cover: targets are the sets, services the elements.
 * Input      Candidate lists and costs in whole numbers, seconds.
 * Result     A cover that costs no more than the greedy one, and a lower bound that says how much less any cover may
 *            cost.
 * Guarantee  Both hold always. Where branch and bound in whole numbers finishes, the cover is the cheapest; else the
 *            bound is that of HiGHS, lowered by its tolerance and rounded up to a whole number.
 * Time       Exponential at worst, ended by the time limit. Space O(candidates).
 * Source     The integer program of set cover: y[t] binary, Σ y[t] over the candidates of each service ≥ 1, minimise Σ
 *            cost · y.
 * Deviations Services with the same candidates are one row.
 * Ties       By the greedy cover where it is optimal, then by branch and bound, else by HiGHS with a fixed seed. A
 *            service goes to the cheapest chosen candidate, then the lowest number.
 *
 * `!` in this file only marks reads of lists inside their bounds.
 */
import { type IntegerProgram, type IntegerProgramSolver, ProgramBuilder } from '../integer-program.ts';
import { coverGreedily } from './cover-greedily.ts';
import { searchCover } from './search-cover.ts';
import type { SetCover, SetCoverProblem } from './set-cover.ts';

/** Work of the search: about a second. */
const searchWork = 5_000_000;

/** HiGHS's own tolerance, with room: costs are scaled so that the largest is at most 10,000. */
const tolerance = 1e-3;
const scaleOf = (largest: number): number => (largest > 10_000 ? 10_000 / largest : 1);

/** `programs` solves integer programs; without it the greedy bound stays where the search does not finish. */
export function coverExactly(problem: SetCoverProblem, seconds: number, programs?: IntegerProgramSolver): SetCover {
  const greedy = coverGreedily(problem);
  if (greedy.optimal) return greedy;
  const { chosen, tree } = searchCover(problem, greedy.cost, searchWork);
  const cover = chosen === undefined ? greedy : readCover(problem, target => chosen.has(target));
  if (tree !== undefined) {
    return { ...cover, lowerBound: cover.cost, optimal: true, certificate: { kind: 'tree', rows: tree } };
  }
  const { lowerBound, certificate } = greedy;
  const bounded = { ...cover, lowerBound, optimal: lowerBound === cover.cost, certificate };
  return programs === undefined ? bounded : improveCover(problem, bounded, seconds, programs);
}

/** The cover or a cheaper one, and the better of its bound and that of HiGHS. */
export function improveCover(
  problem: SetCoverProblem,
  start: SetCover,
  seconds: number,
  programs: IntegerProgramSolver,
): SetCover {
  const answer = programs(writeProgram(problem, start), seconds);
  if (answer === undefined || !Number.isFinite(answer.bound)) return start;
  const { values } = answer;
  const found = values === undefined ? start : readCover(problem, target => values[target]! > 0.5);
  const best = found.cost < start.cost ? found : start;
  const largest = Number(problem.costs.reduce((a, b) => (a > b ? a : b), 0n));
  const bound = roundUp((answer.bound - tolerance) / scaleOf(largest));
  const { certificate }: Pick<SetCover, 'certificate'> =
    bound > start.lowerBound ? { certificate: { kind: 'program' } } : start;
  const proved = bound > start.lowerBound ? bound : start.lowerBound;
  const lowerBound = proved < best.cost ? proved : best.cost;
  return { ...best, lowerBound, optimal: lowerBound === best.cost, certificate };
}

/** The least whole number that is not below a bound; a bound that ends just above a whole number is that number. */
function roundUp(bound: number): bigint {
  return bound <= 0 ? 0n : BigInt(Math.ceil(bound));
}

function writeProgram({ candidates, costs }: SetCoverProblem, { chosen }: SetCover): IntegerProgram {
  const scale = scaleOf(Number(costs.reduce((a, b) => (a > b ? a : b), 0n)));
  const rows = new ProgramBuilder();
  const isChosen = new Set(chosen);
  costs.forEach((cost, target) => {
    rows.addBinary(Number(cost) * scale, isChosen.has(target) ? 1 : 0);
  });
  const different = new Map(candidates.map(targets => [targets.join(' '), targets]));
  for (const targets of different.values()) rows.addRow(1, Infinity, targets);
  return rows.build(0);
}

/** Each service on its cheapest open candidate; open targets that nobody needs are left out. */
function readCover({ candidates, costs }: SetCoverProblem, isOpen: (target: number) => boolean) {
  const assignment = candidates.map(targets => {
    const open = targets.filter(isOpen);
    return (open.length > 0 ? open : targets).reduce((best, target) => (costs[target]! < costs[best]! ? target : best));
  });
  const chosen = [...new Set(assignment)].sort((a, b) => a - b);
  const cost = chosen.reduce((sum, target) => sum + costs[target]!, 0n);
  return { assignment, chosen, cost };
}
