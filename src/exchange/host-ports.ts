import { sortNames } from '../base/order.ts';
import type { ImportedData, ImportedPort } from './imported-models.ts';
import type { RuleBook } from './rule-book.ts';

/**
 * The properties of a service that say which ports of its machine it takes: `tcp8080Port = 8080`. Commands know two
 * services apart by these. They know no protocols and no addresses, so only ports of TCP on all addresses have one;
 * see `keepPortsApart` for the others.
 */
export function hostPortProperties(ports: readonly ImportedPort[]): readonly (readonly [string, ImportedData])[] {
  const numbers = new Set(ports.flatMap(port => (isPlain(port) && typeof port.host === 'number' ? [port.host] : [])));
  return [...numbers].sort((a, b) => a - b).map(number => [`tcp${number}Port`, number]);
}

/** Rules for services that take the same port in a way that no property says: of UDP, or on one address. */
export function keepPortsApart(ports: ReadonlyMap<string, readonly ImportedPort[]>, rules: RuleBook): void {
  const users = new Map<string, { readonly service: string; readonly port: ImportedPort }[]>();
  for (const service of sortNames(ports.keys())) {
    for (const port of ports.get(service) ?? []) {
      if (typeof port.host !== 'number') continue;
      const key = `${port.protocol} port ${port.host}`;
      users.set(key, [...(users.get(key) ?? []), { service, port }]);
    }
  }
  for (const [name, all] of users) {
    if (all.every(({ port }) => isPlain(port))) continue;
    all.forEach(({ service, port }, i) => {
      const clashing = all.slice(i + 1).filter(other => clash(port, other.port) && other.service !== service);
      for (const other of clashing)
        rules.group('apart', [service, other.service], undefined, { name: `${name}: ${service}, ${other.service}` });
    });
  }
}

function isPlain({ protocol, address }: ImportedPort): boolean {
  return protocol === 'tcp' && address === undefined;
}

function clash(a: ImportedPort, b: ImportedPort): boolean {
  if (isPlain(a) && isPlain(b)) return false;
  return a.address === undefined || b.address === undefined || a.address === b.address;
}
