import { fromBytes } from '../../base/bytes.ts';
import { sortNaturallyBy } from '../../base/natural-order.ts';
import type { Figures } from './figures.ts';
import type { PlanDocument } from './plan-document.ts';

/** What a card stands for: machines with their services, or groups with theirs. */
export type Lens = 'machine' | 'group';

/** The cards of a lens, and what is on each. */
export interface CardBoxes {
  readonly names: readonly string[];
  readonly zones: readonly string[];
  /** Card → its zone. */
  readonly zoneOf: readonly number[];
  /** Card → its services. */
  readonly on: readonly (readonly number[])[];
}

/**
 * The cards that a lens shows: by machine in their zones, by group in the groups above them; what is on a card is in
 * ascending order, see `orderServices`. O(services + cards).
 */
export function listBoxes(document: PlanDocument, { on }: Pick<Figures, 'on'>, lens: Lens): CardBoxes {
  if (lens === 'machine') {
    const { name, zone } = document.machines;
    return { names: name, zones: document.zones, zoneOf: zone, on };
  }
  const members: number[][] = document.groups.map(() => []);
  document.services.group.forEach((group, service) => {
    members[group]?.push(service);
  });
  const tops = document.groups.map(group => group.split('/')[0] ?? '');
  const zones = [...new Set(tops)];
  return {
    names: document.groups.map(nameInZone),
    zones: zones.map(zone => (zone === '' ? 'no group' : zone)),
    zoneOf: tops.map(top => zones.indexOf(top)),
    on: members,
  };
}

/** Services as people read their names. O(n log n). */
export function orderServices({ services }: Pick<PlanDocument, 'services'>, on: readonly number[]): readonly number[] {
  return sortNaturallyBy(on, service => services.key[service] ?? '');
}

/** The numbers of cards as people read their names: machines stand so on a map, m2 before m10. O(n log n). */
export function orderBoxes({ names }: Pick<CardBoxes, 'names'>): readonly number[] {
  return sortNaturallyBy(names.keys(), box => names[box] ?? '');
}

/** What is left of a group inside the one above it. */
function nameInZone(group: string): string {
  const rest = group.split('/').slice(1).join('/');
  return rest === '' ? group || 'no group' : rest;
}

/** A name as people read it, shortened in its middle: the ends tell names apart. At most `most` characters. */
export function shortenName(name: string, most: number): string {
  const characters = [...fromBytes(name)];
  if (characters.length <= most) return characters.join('');
  if (most < 2) return characters.slice(0, Math.max(0, most)).join('');
  const head = Math.floor((most - 1) / 2);
  const tail = characters.length - (most - 1 - head);
  return [...characters.slice(0, head), '\u2026', ...characters.slice(tail)].join('');
}
