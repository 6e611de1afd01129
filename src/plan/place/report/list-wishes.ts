import { sortNames } from '../../../base/order.ts';
import type { PosedPlace } from '../../pose-place.ts';
import { showUnits } from '../whole-numbers.ts';
import { findViolations } from './find-violations.ts';
import type { UnmetWish } from './measured-plan.ts';

/** Soft rules that are not met, with those concerned. O(sizes of rules + wishes on single targets). */
export function listWishes(posed: PosedPlace, label: Int32Array): readonly UnmetWish[] {
  const { problem, nodes, ruleOrigins, policy, scales } = posed;
  const unmet = new Map<string, { violations: number; counts: number; services: Set<string> }>();
  const add = (rule: string, violations: number, weight: number, who: readonly number[]): void => {
    const known = unmet.get(rule) ?? { violations: 0, counts: 0, services: new Set() };
    known.violations += violations;
    known.counts += violations * weight;
    for (const node of who) known.services.add(nodes[node]?.name ?? '');
    unmet.set(rule, known);
  };
  problem.rules.forEach((rule, i) => {
    if (rule.weight === undefined) return;
    const { count, groups } = findViolations(problem, rule, label);
    if (count > 0) add(ruleOrigins[i]?.name ?? '', count, rule.weight, groups.flat());
  });
  problem.labelWishes.forEach(({ node, label: target, weight }, i) => {
    if (label[node] === target) add(posed.wishes[i]?.from.name ?? '', 1, weight, [node]);
  });
  return policy.rules.flatMap(({ name }): UnmetWish[] => {
    const found = unmet.get(name);
    if (found === undefined) return [];
    const { violations, counts, services } = found;
    return [
      { rule: name, violations, counts: showUnits(BigInt(counts), scales.wishes.unit), services: sortNames(services) },
    ];
  });
}
