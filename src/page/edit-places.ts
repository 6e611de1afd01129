import { fromBytes } from '../base/bytes.ts';
import type { PlanDocument } from '../write/cards/plan-document.ts';
import type { Places } from './opened-plan.ts';

/** A change that is tried out; services, machines and resources by number. */
export type PageEdit =
  | { readonly kind: 'pin'; readonly service: number; readonly machines: readonly number[] }
  | { readonly kind: 'move'; readonly service: number; readonly from: number; readonly to: number }
  | { readonly kind: 'forbid'; readonly service: number; readonly machine: number }
  | { readonly kind: 'drain'; readonly machine: number }
  | { readonly kind: 'capacity'; readonly machine: number; readonly resource: number; readonly amount: string }
  | { readonly kind: 'without'; readonly service: number };

/**
 * Places after edits, at once and without planning: moves and pins are done, services that are left out are nowhere;
 * what else edits ask for (nobody on a drained machine) only planning anew can answer. O(services + edits).
 */
export function editPlaces(places: Places, edits: readonly PageEdit[]): Places {
  const edited = [...places];
  for (const edit of edits) {
    if (edit.kind === 'without') edited[edit.service] = [];
    if (edit.kind === 'pin') edited[edit.service] = edit.machines;
    if (edit.kind === 'move') {
      const places = edited[edit.service] ?? [];
      const moved = places.map(machine => (machine === edit.from ? edit.to : machine));
      edited[edit.service] = places.includes(edit.from) ? [...new Set(moved)] : [...new Set([...places, edit.to])];
    }
  }
  return edited;
}

/** Whether two lists have the same machines, in any order. */
export function haveSame(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every(machine => b.includes(machine));
}

/** A document in which machines have what edits say. O(machines · edits of capacities). */
export function editDocument(document: PlanDocument, edits: readonly PageEdit[]): PlanDocument {
  let { have } = document.machines;
  for (const edit of edits) {
    if (edit.kind !== 'capacity') continue;
    const { resource, machine, amount } = edit;
    const units = toUnits(amount, document.resources[resource]?.scale ?? 0);
    have = have.map((column, r) => (r === resource ? column.map((old, m) => (m === machine ? units : old)) : column));
  }
  return have === document.machines.have ? document : { ...document, machines: { ...document.machines, have } };
}

/** A decimal number in units of a scale; what is finer than the scale is cut off. */
function toUnits(amount: string, scale: number): string {
  const [whole = '0', fraction = ''] = amount.split('.');
  return String(BigInt(whole + fraction.padEnd(scale, '0').slice(0, scale)));
}

/** An edit in words. */
export function describeEdit({ services, machines, resources }: PlanDocument, edit: PageEdit): string {
  const machine = (number: number): string => fromBytes(machines.name[number] ?? '');
  const service = 'service' in edit ? fromBytes(services.key[edit.service] ?? '') : '';
  switch (edit.kind) {
    case 'pin':
      return `pin ${service} to ${edit.machines.map(machine).join(', ')}`;
    case 'move':
      return `move ${service} from ${machine(edit.from)} to ${machine(edit.to)}`;
    case 'forbid':
      return `keep ${service} off ${machine(edit.machine)}`;
    case 'drain':
      return `drain ${machine(edit.machine)}`;
    case 'capacity':
      return `${machine(edit.machine)} has ${edit.amount} of ${fromBytes(resources[edit.resource]?.name ?? '')}`;
    case 'without':
      return `without ${service}`;
  }
}
