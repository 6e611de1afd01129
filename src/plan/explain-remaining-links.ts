import type { NodeId } from '../graph/node-id.ts';
import { explainLinks, type MayMove, type RemainingLink } from './explain-links.ts';
import { findViolations } from './place/report/find-violations.ts';
import type { AnyPlacePlan } from './place.ts';
import type { PosedPlace } from './pose-place.ts';

/**
 * The network links that a reliable plan leaves, and why, each reason computed. O(links · candidates), and where
 * services have replicas, containers or ports to mind, times the size of what binds those that would move.
 */
export function explainRemainingLinks(plan: AnyPlacePlan): readonly RemainingLink[] {
  const { problem, resolved } = plan;
  return plan.by === 'cut'
    ? explainLinks(problem, resolved)
    : explainLinks(problem, resolved, mayMoveUnder(plan.posed, plan.proof.label));
}

/** Whether replicas may be on a target, everything else staying where it is: no more rules are broken then. */
function mayMoveUnder({ problem, frozen, labels }: PosedPlace, label: Int32Array): MayMove {
  const nodeOf = new Map(frozen.nodes.map((number, node) => [number, node]));
  const labelOf = new Map(labels.map(({ name }, i) => [name, i]));
  const rulesOf = new Map<number, (typeof problem.rules)[number][]>();
  for (const rule of problem.rules) {
    for (const node of [...rule.nodes, ...(rule.kind === 'near' ? rule.to : [])]) {
      const rules = rulesOf.get(node) ?? [];
      rulesOf.set(node, rules);
      rules.push(rule);
    }
  }
  return (movers: readonly NodeId[], target: string): boolean => {
    const to = labelOf.get(target);
    const nodes = movers.map(id => nodeOf.get(frozen.graph.numberOf(id)));
    if (to === undefined) return false;
    const after = label.slice();
    for (const node of nodes) if (node !== undefined) after[node] = to;
    const bound = new Set(nodes.flatMap(node => (node === undefined ? [] : (rulesOf.get(node) ?? []))));
    return [...bound].every(
      rule => findViolations(problem, rule, after).count <= findViolations(problem, rule, label).count,
    );
  };
}
