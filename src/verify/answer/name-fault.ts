import type { AskedDemand, AskedSystem } from './asked-system.ts';
import { tellHeld } from './check-room.ts';
import type { NumberedSystem } from './number-system.ts';

/** A fault of a plan in numbers, in the names of the models: rules by those that the policy has for them. */
export function nameFault(
  fault: string,
  { services, targets, room }: AskedSystem,
  { nodesOf, demands }: NumberedSystem,
): string {
  const [, label, held, resource] = /^label (\d+) holds (\d+) of resource (\d+)/.exec(fault) ?? [];
  const its = room?.[Number(resource)];
  if (held !== undefined && its !== undefined) {
    const target = targets[Number(label)]?.name ?? '';
    return tellHeld(target, its.showUnits(BigInt(held)), its.name, its.written[Number(label)]);
  }
  const [, rule, kind = '', times] = /^rule (\d+) \((\w+)\) is broken (\d+) times/.exec(fault) ?? [];
  const posed = demands[Number(rule)];
  if (rule !== undefined && posed !== undefined) {
    const names = posed.services.map(service => `"${services[service]?.name ?? service}"`);
    return tellBroken(posed.demand, names, kind, Number(times));
  }
  const owner = new Map(nodesOf.flatMap((nodes, service) => nodes.map(node => [node, service] as const)));
  return fault
    .replace(/^node (\d+)/, (whole, node: string) => `"${services[owner.get(Number(node)) ?? -1]?.name ?? whole}"`)
    .replace(/label (\d+)/, (whole, label: string) => `target "${targets[Number(label)]?.name ?? whole}"`)
    .replace(/^(\d+) nodes move/, (_, count: string) => (count === '1' ? '1 service moves' : `${count} services move`));
}

function tellBroken(demand: AskedDemand | undefined, names: readonly string[], kind: string, times: number): string {
  const often = times === 1 ? 'once' : `${times} times`;
  switch (demand?.kind) {
    case 'rule':
      return `rule "${demand.name}" (${kind}) is broken ${often}`;
    case 'port':
      return `${joinAll(names)} listen on port ${demand.name}, and are on one target (apart) ${often}`;
    case 'container':
      return `${names[0]} is on a target without its container, and without who provides it, ${often}`;
    case 'link':
      return `${joinAll(names)} depend on each other, and are on one target`;
    default:
      return `replicas of ${joinAll(names)} share a target ${often}`;
  }
}

/** The first few names. */
function joinAll(names: readonly string[]): string {
  return names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');
}
