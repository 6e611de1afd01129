import { sortNames } from '../../base/order.ts';
import { didYouMean } from '../../base/suggest.ts';
import { textOf } from '../decode-value.ts';
import type { ServicesModel } from '../service.ts';
import type { PolicyReader } from './policy-reader.ts';

/** `groups = { gateways = [ "gateway1" "gateway2" ]; };`: names for some services. A service's name cannot be one. */
export function decodeGroups(policy: PolicyReader, { services }: ServicesModel): Map<string, readonly string[]> {
  const groups = new Map<string, readonly string[]>();
  for (const { name, value, position } of policy.entries('groups', 'groups = { web = [ "web1" "web2" ]; };')) {
    if (services.has(name)) {
      const hint = 'rules speak of services and groups alike, so a group needs a name of its own';
      policy.fail('policy-conflict', `group "${name}" has the name of a service`, position, hint);
      continue;
    }
    const members = new Set<string>();
    for (const element of policy.elements(value)) {
      const member = textOf(element);
      if (member === undefined) policy.wrong(`group "${name}"`, element, 'a list of names of services', position);
      else if (services.has(member)) members.add(member);
      else {
        const hint = didYouMean(member, services.keys());
        policy.fail('unknown-service', `group "${name}" names "${member}", which is no service`, position, hint);
      }
    }
    groups.set(name, sortNames(members));
  }
  return groups;
}
