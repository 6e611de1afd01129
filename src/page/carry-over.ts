import { toBytes } from '../base/bytes.ts';
import type { PlainDistribution } from '../library/planning/plain-distribution.ts';
import type { DocumentPlan, PlanDocument } from '../write/cards/plan-document.ts';
import type { PageEdit } from './edit-places.ts';
import type { OpenedPlan, Places } from './opened-plan.ts';
import type { NoAnswer, PlanReply } from './plan-call.ts';

/*
 * From one version of the models to the next: services and machines have other numbers there, and the same names.
 */

/** Places of an earlier version by the numbers of a later one, without what is gone. O(services). */
export function carryPlaces(from: OpenedPlan, places: Places, to: OpenedPlan): Places {
  return to.document.services.key.map(key => {
    const old = from.service(key);
    const list = old === undefined ? [] : (places[old] ?? []);
    return list.flatMap(machine => to.machine(from.document.machines.name[machine] ?? '') ?? []);
  });
}

/** Edits of an earlier version; those about what is gone are gone, too. O(edits). */
export function carryEdits(from: OpenedPlan, edits: readonly PageEdit[], to: OpenedPlan): readonly PageEdit[] {
  return edits.flatMap(edit => carryEdit(from, edit, to) ?? []);
}

function carryEdit(from: OpenedPlan, edit: PageEdit, to: OpenedPlan): PageEdit | undefined {
  const { document } = from;
  const service = 'service' in edit ? to.service(document.services.key[edit.service] ?? '') : 0;
  const machineOf = (number: number) => to.machine(document.machines.name[number] ?? '');
  const machine = 'machine' in edit ? machineOf(edit.machine) : 0;
  if (service === undefined || machine === undefined) return undefined;
  switch (edit.kind) {
    case 'pin': {
      const machines = edit.machines.flatMap(number => machineOf(number) ?? []);
      return machines.length < edit.machines.length ? undefined : { kind: 'pin', service, machines };
    }
    case 'move': {
      const [start, end] = [machineOf(edit.from), machineOf(edit.to)];
      return start === undefined || end === undefined ? undefined : { kind: 'move', service, from: start, to: end };
    }
    case 'capacity': {
      const property = document.resources[edit.resource]?.property;
      const resource = to.document.resources.findIndex(one => one.property === property);
      return resource < 0 ? undefined : { ...edit, machine, resource };
    }
    case 'forbid':
      return { kind: 'forbid', service, machine };
    case 'drain':
      return { kind: 'drain', machine };
    case 'without':
      return { kind: 'without', service };
  }
}

/** A document with one more plan: what it shows is told apart from `before`, where there is one. O(services). */
export function withPlans(
  document: PlanDocument,
  before: Places | undefined,
  planned?: Partial<Pick<DocumentPlan, 'bound' | 'optimal' | 'endedByClock'>> & { readonly places: Places },
): PlanDocument {
  const lists = [...document.lists];
  const place = (places: Places): number[] => places.map(list => (list.length === 0 ? -1 : lists.push(list) - 1));
  const own = planned && {
    ...{ title: 'plan', place: place(planned.places) },
    ...(planned.bound !== undefined && { bound: planned.bound }),
    optimal: planned.optimal ?? false,
    ...(planned.endedByClock && { endedByClock: true }),
  };
  const shown = own ?? document.plans.at(-1);
  const plans = [
    ...(before === undefined ? [] : [{ title: 'before', place: place(before) }]),
    ...(shown ? [shown] : []),
  ];
  return { ...document, lists, plans };
}

/** The places that a planner answers, by number. O(size of the plan). */
export function placesOfReply(
  plan: OpenedPlan,
  { distribution }: Extract<PlanReply, { readonly kind: 'planned' }>,
): Places {
  return plan.names.services.map(name =>
    (Object.hasOwn(distribution, name) ? (distribution[name] ?? []) : []).flatMap(
      place => plan.machine(toBytes(typeof place === 'string' ? place : place.target)) ?? [],
    ),
  );
}

/** The services that an answer without a plan is about, by number; without those that the plan does not know. */
export function servicesOfReply(plan: OpenedPlan, { services }: Pick<NoAnswer, 'services'>): readonly number[] {
  return services.flatMap(name => plan.service(toBytes(name)) ?? []);
}

/** Places as planners take them. O(services). */
export function toPlainPlaces({ names }: OpenedPlan, places: Places): PlainDistribution {
  return Object.fromEntries(
    places.flatMap((list, service) =>
      list.length === 0 ? [] : [[names.services[service] ?? '', list.map(machine => names.machines[machine] ?? '')]],
    ),
  );
}
