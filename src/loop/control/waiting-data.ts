import { compareNames } from '../../base/order.ts';
import { type Placed, unitePlaced } from './deployed.ts';
import type { LoopState, WaitingData } from './loop-state.ts';
import type { PlanFacts } from './plan-facts.ts';

/** Where services are, with those whose data waits for a machine. O(places), and sorting. */
export function mergedPlaces({ deployed, waiting }: LoopState): readonly Placed[] {
  return unitePlaced(
    deployed ?? [],
    waiting.map(({ service, target, container }) => ({ service, places: [{ target, container }] })),
  );
}

/**
 * The data that waits when a plan is known. Data on a machine that is gone waits where the plan says so: if it does
 * not, the service has all that it needs elsewhere, or left the models. Data on a machine that came back is remembered
 * until the service runs there again. O(places).
 */
export function updateWaiting(state: LoopState, plan: PlanFacts, now: number): readonly WaitingData[] {
  const there = namesThere(state);
  const modelled = new Set(plan.services);
  const told = new Set(plan.waiting.flatMap(({ service, targets }) => targets.map(target => `${service}\0${target}`)));
  const since = new Map(state.waiting.map(data => [keyOf(data), data.since]));
  const remembered = state.waiting.filter(({ service, target }) => there.has(target) && modelled.has(service));
  const waits = mergedPlaces(state).flatMap(({ service, places }) =>
    places.flatMap(({ target, container }): readonly WaitingData[] => {
      if (there.has(target) || !told.has(`${service}\0${target}`)) return [];
      const data = { service, target, container };
      return [{ ...data, since: since.get(keyOf(data)) ?? now }];
    }),
  );
  return forgetReturned([...remembered, ...waits], state, there);
}

/** Data of services that run again where it is does not wait any more. */
export function forgetReturned(
  waiting: readonly WaitingData[],
  { deployed }: LoopState,
  there: ReadonlySet<string>,
): readonly WaitingData[] {
  const runs = new Set(
    (deployed ?? []).flatMap(({ service, places }) => places.map(place => keyOf({ service, ...place }))),
  );
  return waiting
    .filter(data => !there.has(data.target) || !runs.has(keyOf(data)))
    .sort((a, b) => compareNames(keyOf(a), keyOf(b)));
}

/** The machines that are there. */
export function namesThere({ machines }: Pick<LoopState, 'machines'>): ReadonlySet<string> {
  return new Set(machines.filter(({ isThere }) => isThere).map(({ name }) => name));
}

function keyOf({ service, target, container }: Omit<WaitingData, 'since'>): string {
  return `${service}\0${target}\0${container ?? ''}`;
}
