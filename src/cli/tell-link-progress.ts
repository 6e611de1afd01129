import type { World } from '../load/world.ts';
import type { PlacementProgress } from '../solve/index.ts';

/** Shows how far a search for few links is, while somebody waits for it. */
export function tellLinkProgress({ progress }: World): (reached: PlacementProgress) => void {
  return ({ stage, links, lowerBound, seconds }) =>
    progress(`${seconds.toFixed(1)} s, ${stage}: links of weight ${links}, at least ${lowerBound}`);
}
