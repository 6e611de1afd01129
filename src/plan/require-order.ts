import { Findings } from '../base/findings.ts';
import type { Distribution } from '../model/distribution.ts';
import { readProvidedContainers } from '../model/service-details.ts';
import { verifyOrder } from '../verify/verify-order.ts';
import { isAwaitedByPlan, listPredecessors } from './list-predecessors.ts';
import type { PreparedRequest } from './prepare-request.ts';

/**
 * A plan, checked by code that shares nothing with what found it: no service waits for itself, by way of others, since
 * it goes into a container. O(services + dependencies).
 * @throws Error where one does: that is never the fault of the input
 */
export function requireOrder({ services }: PreparedRequest, plan: Distribution): Distribution {
  const all = [...services.services.values()];
  if (!all.some(service => readProvidedContainers(service).length > 0)) return plan;
  const awaited = listPredecessors(services, plan, new Findings());
  const numbers = new Map(all.map(({ key }, number) => [key, number]));
  const waitsOf = (key: string, isByPlan: boolean): readonly number[] =>
    (awaited.get(key) ?? []).flatMap(other => {
      // Whoever is in a container of its own is there wherever it goes.
      if (other.service === key || isAwaitedByPlan(other) !== isByPlan) return [];
      return numbers.get(other.service) ?? [];
    });
  const faults = verifyOrder({
    anyway: all.map(({ key }) => waitsOf(key, false)),
    byPlan: all.map(({ key }) => waitsOf(key, true)),
  });
  if (faults.length > 0) throw new Error(`the plan does not hold what it promises: ${faults.join('; ')}`);
  return plan;
}
