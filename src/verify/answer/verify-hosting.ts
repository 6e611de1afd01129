// `!` in this file only marks reads of arrays inside their bounds.
import { verifyOrder } from '../verify-order.ts';
import type { AskedSystem, AskedWaits } from './asked-system.ts';

/** A plan by names: service → its targets, and the container on each, where one is named. */
export interface HostedPlan {
  readonly plan: ReadonlyMap<string, readonly string[]>;
  readonly containers?: ReadonlyMap<string, readonly (string | undefined)[]> | undefined;
}

/**
 * A sentence for each service of a plan that goes into a container which its candidates do not name there, or that
 * waits for itself to be activated, by way of the container of another one. O(places + waits).
 */
export function verifyHosting(system: AskedSystem, { plan, containers }: HostedPlan): readonly string[] {
  const labels = new Map(system.targets.map(({ name }, label) => [name, label]));
  const misplaced = system.services.flatMap(({ name }, service) => {
    const named = containers?.get(name);
    return (plan.get(name) ?? []).flatMap((target, i) => {
      const container = named?.[i];
      if (named === undefined || system.mayGoInto?.(service, labels.get(target) ?? -1, container) !== false) return [];
      const into = container === undefined ? 'no container that is named' : `container "${container}"`;
      return [`"${name}" goes into ${into} on "${target}", which its candidates do not say`];
    });
  });
  return [...misplaced, ...(system.waits === undefined ? [] : findCircles(system, system.waits, plan, labels))];
}

function findCircles(
  { services }: AskedSystem,
  { anyway, inContainers }: AskedWaits,
  plan: ReadonlyMap<string, readonly string[]>,
  labels: ReadonlyMap<string, number>,
): readonly string[] {
  const placesOf = services.map(({ name }) => new Set((plan.get(name) ?? []).map(target => labels.get(target) ?? -1)));
  const byPlan = services.map((): number[] => []);
  for (const { service, providers, targets } of inContainers) {
    const own = targets.filter(target => placesOf[service]!.has(target));
    byPlan[service]!.push(...providers.filter(provider => own.some(target => placesOf[provider]!.has(target))));
  }
  const nameOf = (number: string): string => `"${services[Number(number)]?.name ?? number}"`;
  return verifyOrder({ anyway, byPlan }).map(fault =>
    fault.replace(/node (\d+)/g, (_, number: string) => nameOf(number)).replace('its label', 'its target'),
  );
}
