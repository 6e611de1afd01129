import { compareNames } from '../base/order.ts';
import type { Service } from '../model/service.ts';

/** What links are read off. */
export interface LinkedServices {
  readonly services: ReadonlyMap<string, Pick<Service, 'key' | 'dependsOn' | 'connectsTo'>>;
}

/**
 * The unordered pairs of different services of which one depends on or connects to the other: each pair once, the
 * smaller key first, in byte order. A dependency of a service on itself is never a link. O(m log m).
 */
export function listServiceLinks(model: LinkedServices): (readonly [string, string])[] {
  const neighbours = new Map<string, Set<string>>();
  for (const key of model.services.keys()) neighbours.set(key, new Set());
  for (const service of model.services.values()) {
    for (const other of [...service.dependsOn, ...service.connectsTo]) {
      if (other < service.key) neighbours.get(other)?.add(service.key);
      else if (other > service.key) neighbours.get(service.key)?.add(other);
    }
  }
  const links: (readonly [string, string])[] = [];
  for (const [key, others] of neighbours) {
    for (const other of [...others].sort(compareNames)) links.push([key, other]);
  }
  return links;
}
