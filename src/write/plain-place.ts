import { AttributeSetValue, writeNixExpression } from '../nix/index.ts';
import { type CertifiedPlace, isCertified } from '../plan/index.ts';
import type { JsonObject } from './json.ts';
import { describeProof } from './place/describe-objective.ts';
import { describeTime } from './place/describe-time.ts';

const measures = ['links', 'targets', 'moves'] as const;

/** The plan of a problem without models, unit → target, by their numbers: a distribution in Nix. */
export function writePlainPlace({ label }: CertifiedPlace): string {
  const plan = Array.from(label, (target, unit): [string, number[]] => [String(unit), [target]]);
  return `${writeNixExpression(AttributeSetValue.from(plan))}\n`;
}

/** The same as the `--json` object: `plan` has the target of each unit, `lowerBound` is that of the links. */
export function plainPlaceToJson(solution: CertifiedPlace): JsonObject {
  const { label, values, bounds, boundBy, proved, seconds, endedBy } = solution;
  const each = <T>(list: readonly T[]): ReadonlyMap<string, T> =>
    new Map(measures.flatMap((measure, i) => (i < list.length ? [[measure, list[i] as T]] : [])));
  return {
    plan: Array.from(label),
    links: values[0] ?? 0,
    targets: values[1] ?? 0,
    moves: values[2] ?? 0,
    lowerBound: bounds[0] ?? 0,
    optimal: proved.every(one => one),
    proved: each(proved),
    bounds: each(bounds),
    boundBy: each(boundBy),
    certified: each(proved.map((_, i) => isCertified(solution, i))),
    seconds: Math.round(1000 * seconds) / 1000,
    endedBy,
  };
}

/** A line for each of links, targets and moves, and the time. */
export function writePlainPlaceReport(solution: CertifiedPlace): string {
  const lines = measures.map((measure, i) => {
    const [value, bound] = [solution.values[i] ?? 0, solution.bounds[i] ?? 0];
    const claim = {
      value: String(value),
      bound: String(bound),
      gap: value === 0 ? 0 : (value - bound) / value,
      proved: solution.proved[i] === true,
      boundBy: solution.boundBy[i] ?? 'nothing',
      certified: isCertified(solution, i),
    };
    return `${`${measure}:`.padEnd(9)}${value}; ${describeProof(claim, i === 0)}\n`;
  });
  return `${lines.join('')}time:    ${describeTime(solution)}\n`;
}

/** Why a problem without models has no plan, or none that was found: in sentences without full stops. */
export function describeNoPlainPlace(
  outcome:
    | { readonly kind: 'impossible'; readonly withoutCandidates: readonly number[] }
    | { readonly kind: 'unknown'; readonly seconds: number },
): readonly string[] {
  if (outcome.kind === 'unknown') return [`no plan was found within ${outcome.seconds} s, and none was ruled out`];
  if (outcome.withoutCandidates.length === 0) {
    return ['there is no plan: room and rules cannot all be kept, as all plans, or bounds on them, show'];
  }
  return outcome.withoutCandidates.map(unit => `unit ${unit} has no candidate targets`);
}
