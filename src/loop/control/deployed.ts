import { compareNames } from '../../base/order.ts';

/** Where a service runs: a target, and the container where one is named. */
export interface LoopPlace {
  readonly target: string;
  readonly container: string | null;
}

/** A service and all places where it runs, in byte order. */
export interface Placed {
  readonly service: string;
  readonly places: readonly LoopPlace[];
}

/** What is found to be deployed. */
export type DeployedReading =
  | { readonly kind: 'failed'; readonly reason: string }
  | {
      readonly kind: 'read';
      /** `machines`: they were asked what runs; `record`: what was written down when it was deployed. */
      readonly source: 'machines' | 'record';
      /** The machines that it speaks of; null for all. */
      readonly covers: readonly string[] | null;
      readonly services: readonly Placed[];
    };

/** A reading that says something. */
export type GoodReading = Extract<DeployedReading, { kind: 'read' }>;

/** What is known: on machines that the reading speaks of what it says, on others what was known before. O(places). */
export function mergeReading(
  before: readonly Placed[],
  reading: GoodReading,
  isCovered: (target: string) => boolean,
): readonly Placed[] {
  const kept = keepPlaces(before, ({ target }) => !isCovered(target));
  const found = keepPlaces(reading.services, ({ target }) => isCovered(target));
  return unitePlaced(kept, found);
}

/** Only some of the places; services that are left none are left out. */
export function keepPlaces(
  placed: readonly Placed[],
  isKept: (place: LoopPlace, service: string) => boolean,
): readonly Placed[] {
  return placed.flatMap(({ service, places }) => {
    const left = places.filter(place => isKept(place, service));
    return left.length === 0 ? [] : [{ service, places: left }];
  });
}

/** All places of both, each once, everything in byte order. O(places), and sorting. */
export function unitePlaced(...lists: readonly (readonly Placed[])[]): readonly Placed[] {
  const byService = new Map<string, Map<string, LoopPlace>>();
  for (const { service, places } of lists.flat()) {
    const own = byService.get(service) ?? new Map<string, LoopPlace>();
    byService.set(service, own);
    for (const place of places) own.set(keyOf(place), place);
  }
  return [...byService]
    .sort(([a], [b]) => compareNames(a, b))
    .flatMap(([service, own]) => {
      const places = [...own].sort(([a], [b]) => compareNames(a, b)).map(([, place]) => place);
      return places.length === 0 ? [] : [{ service, places }];
    });
}

/** The places of the first list that the second one does not have. O(places). */
export function missingPlaces(wanted: readonly Placed[], found: readonly Placed[]): readonly Placed[] {
  const known = new Map(found.map(({ service, places }) => [service, new Set(places.map(keyOf))]));
  return keepPlaces(wanted, (place, service) => known.get(service)?.has(keyOf(place)) !== true);
}

function keyOf({ target, container }: LoopPlace): string {
  return `${target}\0${container ?? ''}`;
}
