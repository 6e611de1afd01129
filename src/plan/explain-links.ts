import { listServiceLinks } from '../graph/service-links.ts';
import type { LinkWeight } from '../model/decode-link-weights.ts';
import { type Distribution, targetsOf } from '../model/distribution.ts';
import type { ServicesModel } from '../model/service.ts';

/** A network link that a plan leaves, and why, where there is a short reason. */
export interface RemainingLink {
  readonly from: string;
  readonly to: string;
  readonly fromTarget: string;
  readonly toTarget: string;
  readonly weight: number;
  /** Undefined where another plan may avoid it. */
  readonly reason: UnavoidableReason | undefined;
}

/** `no-common-candidate`: whatever the plan, this is a network link. `pinned`: likewise, since neither end has a choice. */
export type UnavoidableReason = 'pinned' | 'no-common-candidate';

/** The dependencies whose ends a plan puts on different targets, in byte order. O(dependencies · candidates). */
export function explainLinks(
  services: ServicesModel,
  candidates: Distribution,
  plan: Distribution,
  weightOf: LinkWeight = () => 1,
): RemainingLink[] {
  const remaining: RemainingLink[] = [];
  for (const [from, to] of listServiceLinks(services)) {
    const [fromTarget] = targetsOf(plan, from);
    const [toTarget] = targetsOf(plan, to);
    if (fromTarget === undefined || toTarget === undefined || fromTarget === toTarget) continue;
    const reason = findUnavoidableReason(targetsOf(candidates, from), targetsOf(candidates, to));
    remaining.push({ from, to, fromTarget, toTarget, weight: weightOf(from, to), reason });
  }
  return remaining;
}

/** Why a link between services with these candidates crosses the network in every plan; undefined where it need not. */
export function findUnavoidableReason(a: readonly string[], b: readonly string[]): UnavoidableReason | undefined {
  if (a.some(target => b.includes(target))) return undefined;
  return a.length === 1 && b.length === 1 ? 'pinned' : 'no-common-candidate';
}
