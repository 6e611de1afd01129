import type { Findings } from '../../base/findings.ts';
import type { Aim, MeasureName } from '../../model/policy.ts';
import type { Measures } from '../../solve/index.ts';
import { type Fraction, fractionOf, mostExact, multiply, toWhole, type WholeNumbers } from './whole-numbers.ts';

/** What one of a measure stands for, and the most that a plan can have of it. */
export interface MeasureScale {
  readonly unit: Fraction;
  readonly most: bigint;
}

/** The words of a policy, and those of the problem. */
const measureOf: Readonly<Record<MeasureName, keyof Measures>> = {
  links: 'links',
  cost: 'cost',
  targets: 'labels',
  moves: 'moves',
  load: 'load',
  balance: 'balance',
  wishes: 'wishes',
};

/** A weighted sum of measures in whole numbers. */
export type WeighedAim = { readonly [measure in keyof Measures]?: number };

/**
 * What is to be minimised, in whole numbers of the problem's units. Where a sum could be more than counts exactly, that
 * is an error.
 */
export function weighAims(
  aims: readonly Aim[],
  scales: Readonly<Record<MeasureName, MeasureScale>>,
  findings: Findings,
): readonly WeighedAim[] {
  return aims.map(aim => {
    const names = [...aim.keys()];
    const { numbers } = weighAim(aim, scales);
    const most = names.reduce((sum, name, i) => sum + (numbers[i] ?? 0n) * scales[name].most, 0n);
    if (most > mostExact) {
      findings.error('too-large', `${names.join(', ')} in minimise can add up to more than can be counted exactly`, {
        hint: 'weights, needs and costs with fewer digits are enough to tell plans apart',
      });
    }
    return Object.fromEntries(names.map((name, i) => [measureOf[name], Number(numbers[i] ?? 0n)]));
  });
}

/**
 * The weights of a sum, in the order of its measures, in the problem's units, and what 1 of the sum stands for. A
 * measure alone stands for itself, whatever its weight.
 */
export function weighAim(aim: Aim, scales: Readonly<Record<MeasureName, MeasureScale>>): WholeNumbers {
  const names = [...aim.keys()];
  const [only] = names;
  if (names.length === 1 && only !== undefined) return { numbers: [1n], unit: scales[only].unit };
  return toWhole(
    names.map(name => {
      const weight = aim.get(name);
      return multiply(weight === undefined ? none : fractionOf(weight), scales[name].unit);
    }),
  );
}

const none: Fraction = { over: 0n, under: 1n };

/** Amounts as whole weights, and what a weight of 1 stands for. */
export function toWeights(amounts: readonly Fraction[]): {
  readonly weights: readonly number[];
  readonly unit: Fraction;
} {
  const { numbers, unit } = toWhole(amounts);
  return { weights: numbers.map(Number), unit };
}
