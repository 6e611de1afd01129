import type { LiteralPort } from '../../model/literal-ports.ts';
import { type Port, portsConflict, showPort } from '../../model/port.ts';
import type { AskedRule } from '../../verify/answer/asked-system.ts';

/**
 * Services that say ports which conflict are on different targets: those that say the very same port in one rule, and a
 * rule for each two others. O(ports · log ports + pairs that conflict).
 * @param portsOf service → the ports that it says
 */
export function askPorts(portsOf: readonly (readonly LiteralPort[])[]): readonly AskedRule[] {
  const groups = new Map<string, { readonly port: Port; readonly services: Set<number> }>();
  for (const [service, ports] of portsOf.entries()) {
    for (const { port } of ports) {
      const key = [port.from, port.to, port.protocols, port.address].join(' ');
      const group = groups.get(key) ?? { port, services: new Set<number>() };
      groups.set(key, group);
      group.services.add(service);
    }
  }
  const sorted = [...groups.values()].sort((a, b) => a.port.from - b.port.from);
  const rules: AskedRule[] = [];
  for (const [i, { port, services }] of sorted.entries()) {
    const demand = { kind: 'port', name: showPort(port) };
    if (services.size > 1) rules.push({ kind: 'apart', services: [...services], way: 0, demand });
    for (const other of sorted.slice(i + 1)) {
      if (other.port.from > port.to) break;
      if (!portsConflict(port, other.port)) continue;
      for (const a of services) {
        for (const b of other.services) if (a !== b) rules.push({ kind: 'apart', services: [a, b], way: 0, demand });
      }
    }
  }
  return rules;
}
