import type { MeasureName } from '../model/policy.ts';
import type { PosedPlace } from '../plan/index.ts';
import type { PlaceSolution } from '../solve/index.ts';
import type { Json } from './json.ts';

/** What stands behind a bound. */
const behind = {
  shares: 'by shares of weights',
  fillings: 'by prices and what targets can hold',
  search: 'by a complete search, not certified',
  nothing: 'nothing is known',
} as const;

/** What a person wants to know of a plan under a policy: a line for each objective, in their order, and the time. */
export function writePlaceReport({ problem, scales }: PosedPlace, solution: PlaceSolution): string {
  const lines = problem.stages.map((stage, i) => {
    const measures = (Object.keys(stage) as (keyof typeof stage)[]).map(measure => toName(measure));
    const [only] = measures;
    const unit =
      measures.length === 1 && only !== undefined
        ? Number(scales[only].unit.over) / Number(scales[only].unit.under)
        : 1;
    const value = (solution.values[i] ?? 0) * unit;
    const bound = (solution.bounds[i] ?? 0) * unit;
    const what = measures.join(' + ');
    return `${`${what}:`.padEnd(9)}${value}; ${describeProof(solution, i, value, bound)}\n`;
  });
  return `${lines.join('')}time:    ${solution.seconds.toFixed(2)} s\n`;
}

/** What is proved of an objective, in a clause; `value` and `bound` in the units that are shown. */
export function describeProof(
  { proved, boundBy }: Pick<PlaceSolution, 'proved' | 'boundBy'>,
  stage: number,
  value: number,
  bound: number,
): string {
  const by = boundBy[stage] ?? 'nothing';
  const where = stage === 0 ? 'no plan has less' : 'no plan has less that is as good in the objectives before';
  if (proved[stage] === true) return value === 0 ? 'optimal' : `optimal: ${where} (${behind[by]})`;
  if (stage > 0 || bound === 0) return 'not proved to be the least';
  const gap = (Math.ceil((10_000 * (value - bound)) / Math.max(value, 1)) / 100).toFixed(2);
  return `at least ${bound} in any plan (${behind[by]}): a gap of ${gap} %`;
}

function toName(measure: string): MeasureName {
  return (measure === 'labels' ? 'targets' : measure) as MeasureName;
}

/** The same as data: `lowerBound`, `optimal` and `proved` are those of the objectives in their order. */
export function placeToJson({ measures, values, bounds, boundBy, proved, seconds }: PlaceSolution): {
  readonly [key: string]: Json;
} {
  const { labels, ...others } = measures;
  return {
    ...others,
    targets: labels,
    values: [...values],
    lowerBound: bounds[0] ?? 0,
    bounds: [...bounds],
    boundBy: [...boundBy],
    optimal: proved.every(one => one),
    proved: [...proved],
    seconds,
  };
}
