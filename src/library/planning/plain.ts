import { fromBytes, toBytes } from '../../base/bytes.ts';
import { sortNames } from '../../base/order.ts';
import type { Distribution, Mapping } from '../../model/distribution.ts';
import type { PlainDistribution } from './plain-distribution.ts';

/** An object with names of any kind as keys, in byte order: `__proto__` is one like others. */
export function toRecord<In, Out>(
  entries: Iterable<readonly [string, In]>,
  convert: (value: In) => Out,
): { [name: string]: Out } {
  const record = {};
  for (const [name, value] of entries) {
    const property = { value: convert(value), enumerable: true, writable: true, configurable: true };
    Object.defineProperty(record, fromBytes(name), property);
  }
  return record;
}

export function toTexts(names: Iterable<string>): string[] {
  return Array.from(names, fromBytes);
}

/** A distribution as callers outside see it. */
export function toPlainDistribution({ mappings }: Distribution): PlainDistribution {
  return toRecord(mappings, list =>
    list.map(({ target, container }) =>
      container === undefined ? fromBytes(target) : { target: fromBytes(target), container: fromBytes(container) },
    ),
  );
}

/** A distribution that comes from outside: its names are taken as they are. */
export function fromPlainDistribution(plain: PlainDistribution): Distribution {
  const mappings = new Map(
    Object.entries(plain).map(([service, places]): [string, readonly Mapping[]] => [
      toBytes(service),
      places.map(place =>
        typeof place === 'string'
          ? { target: toBytes(place) }
          : { target: toBytes(place.target), container: toBytes(place.container) },
      ),
    ]),
  );
  return { mappings: new Map(sortNames(mappings.keys()).map(service => [service, mappings.get(service) ?? []])) };
}
