import { nameSome } from '../base/name-some.ts';
import type { AssignedPorts } from '../plan/index.ts';

/** Forms in which a port is one of all addresses of a machine. */
const withoutAddresses: readonly string[] = ['compose', 'nomad'];

/** What a form cannot say of ports that are on one address alone: a sentence for each address, without a full stop. */
export function untoldAddresses(form: string, ports: AssignedPorts): readonly string[] {
  if (!withoutAddresses.includes(form)) return [];
  const byAddress = new Map<string, Set<string>>();
  for (const [service, its] of ports) {
    for (const { number, uses } of its) {
      for (const { address } of uses) {
        if (address === undefined) continue;
        const there = byAddress.get(address) ?? new Set();
        byAddress.set(address, there.add(`${number} of ${service}`));
      }
    }
  }
  return [...byAddress].map(
    ([address, there]) => `ports are opened on all addresses, not on ${address} alone: ${nameSome([...there], 4)}`,
  );
}
