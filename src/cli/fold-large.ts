import type { Drawing } from '../graph/drawing.ts';
import { countDrawnServices, foldDrawing } from '../graph/fold-drawing.ts';
import type { ServicesModel } from '../model/service.ts';
import { readGroup } from '../model/service-details.ts';
import type { CommandWorld } from './command.ts';

/** Between more services nobody follows arrows: as SVG they are drawn as cards. */
export const mostInBoxes = 60;
/** Of a picture with more services nobody reads anything. */
export const mostServices = 200;

/** What is said of very many services that are drawn as they are. */
export const nothingFolds = (count: number): string =>
  `${count} services: too many for a picture, and without groups (property group) nothing folds them`;

/** Folds the drawings of one run as `foldLarge` does, and says so once. */
export function foldingOnce(services: ServicesModel, world: CommandWorld): (drawing: Drawing) => Drawing {
  const said = new Set<string>();
  return drawing => {
    const shown = foldLarge(drawing, services, world);
    if (shown.note !== undefined && !said.has(shown.note)) world.note(shown.note);
    if (shown.note !== undefined) said.add(shown.note);
    return shown.drawing;
  };
}

/** A drawing as it is shown, and what is to be said of that: nothing where it is shown as it is. */
interface ShownDrawing {
  readonly drawing: Drawing;
  readonly note: string | undefined;
}

/**
 * What is drawn for people of many services: one node for those of a group, or of a target, that belong together. Few
 * are drawn as they are, and so are all where they say `isWhole`. O(nodes + edges).
 * @param most so many are few
 */
export function foldLarge(
  drawing: Drawing,
  { services }: ServicesModel,
  { isWhole }: { readonly isWhole: boolean },
  most = mostServices,
): ShownDrawing {
  const count = countDrawnServices(drawing);
  if (isWhole || count <= most) return { drawing, note: undefined };
  const groupOf = new Map([...services].map(([key, service]) => [key, readGroup(service)[0]]));
  const folded = foldDrawing(drawing, service => groupOf.get(service));
  const left = folded.nodeCount();
  const note =
    left === drawing.nodeCount()
      ? nothingFolds(count)
      : `${count} services: those of a group or a target are drawn as one; --all draws every service`;
  return { drawing: folded, note };
}
