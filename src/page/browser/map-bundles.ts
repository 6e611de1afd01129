import type { CardLink } from './lay-ways.ts';
import type { MapScene } from './map-scene.ts';

interface MapBundles {
  /** Links between two cards, the heaviest first. */
  readonly all: readonly CardLink[];
  /** Card → which of them are its own. */
  readonly ofCard: readonly (readonly number[])[];
}

const known = new WeakMap<MapScene, MapBundles>();

/** The bundles of a map: there may be thousands, and each card with a pointer on it asks. O(bundles) the first time. */
export function bundlesOf(scene: MapScene): MapBundles {
  const found = known.get(scene) ?? listBundles(scene);
  known.set(scene, found);
  return found;
}

function listBundles({ figures, cardOf, ids }: MapScene): MapBundles {
  const all: CardLink[] = [];
  const ofCard: number[][] = ids.map(() => []);
  for (const { a, b, weight } of figures.bundles) {
    const [from, to] = [cardOf.get(a), cardOf.get(b)];
    if (from === undefined || to === undefined) continue;
    ofCard[from]?.push(all.length);
    ofCard[to]?.push(all.length);
    all.push([from, to, weight]);
  }
  return { all, ofCard };
}
