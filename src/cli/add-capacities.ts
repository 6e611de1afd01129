import type { Findings } from '../base/findings.ts';
import { compareNames } from '../base/order.ts';
import { didYouMean } from '../base/suggest.ts';
import type { InfrastructureModel } from '../model/infrastructure.ts';
import { type Capacity, type Policy, plainCapacity } from '../model/policy.ts';
import type { ServicesModel } from '../model/service.ts';

/** A capacity as the command line says it: what a property of services and one of targets are called. */
export interface NamedResource {
  readonly serviceProperty: string;
  readonly targetProperty: string;
}

/**
 * The policy with the capacities that the command line names beside it. One that the policy has already, with the same
 * properties, stays as the policy says it; one that the policy counts otherwise is a mistake, and so is a property that
 * nobody has. O(resources · capacities + attributes).
 */
export function addCapacities(
  policy: Policy,
  resources: readonly NamedResource[],
  { services, infrastructure }: { readonly services: ServicesModel; readonly infrastructure: InfrastructureModel },
  findings: Findings,
): Policy {
  const added: Capacity[] = [];
  for (const { serviceProperty: need, targetProperty: have } of resources) {
    const own = policy.capacities.find(capacity => capacity.need === need || capacity.have === have);
    if (own !== undefined) tellOther(own, need, have, findings);
    else if (!added.some(capacity => capacity.need === need && capacity.have === have)) {
      added.push({ ...plainCapacity, name: freeName(need, [...policy.capacities, ...added]), need, have });
    }
  }
  const sets = [...services.services.values()].map(({ attributes }) => attributes);
  const targets = [...infrastructure.targets.values()].map(({ properties }) => properties);
  for (const { need, have } of added) {
    tellUnknown('--service-property', need, 'service', sets, findings);
    tellUnknown('--target-property', have, 'target', targets, findings);
  }
  const capacities = [...policy.capacities, ...added].sort((a, b) => compareNames(a.name, b.name));
  return added.length === 0 ? policy : { ...policy, capacities };
}

function tellOther({ name, need, have, position }: Capacity, needed: string, had: string, findings: Findings): void {
  if (need === needed && have === had) return;
  const said = `--service-property ${needed} with --target-property ${had}`;
  const show = (side: Capacity['need']): string => (typeof side === 'string' ? `"${side}"` : 'a number');
  const counted = `${show(need)} against ${show(have)}`;
  const message = `capacity "${name}" of the policy counts ${counted}, but the command line says ${said}`;
  findings.error('policy-conflict', message, {
    position,
    hint: 'say it once, or the same twice',
    subject: { kind: 'capacity', name },
  });
}

function tellUnknown(
  option: string,
  property: string | Capacity['need'],
  kind: string,
  sets: readonly { readonly shape: { readonly names: readonly string[] } }[],
  findings: Findings,
): void {
  const known = new Set(sets.flatMap(({ shape }) => shape.names));
  if (typeof property !== 'string' || sets.length === 0 || known.has(property)) return;
  const message = `${option} is "${property}", a property that no ${kind} has`;
  findings.error('unknown-property', message, { hint: didYouMean(property, known) });
}

/** Capacities are told apart by their names: the property of services, with a number where the policy has taken it. */
function freeName(wanted: string, taken: readonly Capacity[]): string {
  let name = wanted;
  for (let number = 2; taken.some(capacity => capacity.name === name); number++) name = `${wanted} (${number})`;
  return name;
}
