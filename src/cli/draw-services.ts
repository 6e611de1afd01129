import { buildServicesGraph } from '../graph/services-graph.ts';
import type { ServicesModel } from '../model/service.ts';
import { readGroup, splitGroup } from '../model/service-details.ts';
import { buildDocument } from '../write/cards/build-document.ts';
import { drawCards } from '../write/cards/cards-svg.ts';
import { mostSide } from '../write/picture/limit-sides.ts';
import { suitsBoxes } from '../write/picture/nested/levels.ts';
import type { Picture } from '../write/picture/picture.ts';
import type { CommandWorld } from './command.ts';
import { drawPicture } from './draw-picture.ts';
import { mostInBoxes, mostServices, nothingFolds } from './fold-large.ts';

/** Services to be drawn: those of a group, or around one of them. */
interface DrawnServices {
  readonly services: ServicesModel;
  readonly group: string | undefined;
  readonly focus?: string | undefined;
  /** Whether groups are to be folded, however few services there are. */
  readonly groupSubservices: boolean;
  readonly format: 'dot' | 'svg';
  readonly plain: boolean;
  /** From the picture to that of a group inside it. */
  readonly linkOf?: ((group: string) => string) | undefined;
}

/** A picture of services, and whether its groups had to be folded. */
interface ServicesPicture extends Picture {
  readonly isFolded: boolean;
}

/** Draws services in the way that shows the most of what can still be read. */
export function drawServices(drawn: DrawnServices, world: Pick<CommandWorld, 'isWhole'>): ServicesPicture {
  const { services, group, focus } = drawn;
  const way = chooseWay(drawn, world);
  if (way === 'cards') return drawByGroup(drawn);
  const isFolded = way === 'folds';
  const drawing = buildServicesGraph(services, { group, focus, foldGroups: drawn.groupSubservices || isFolded });
  if (way === 'boxes' && !suitsBoxes(drawing)) return drawByGroup(drawn);
  const picture = drawPicture(drawing, drawn, world);
  const said = way === 'crowd' ? [nothingFolds(services.services.size)] : [];
  if (picture.note !== undefined) said.push(picture.note);
  return { ...picture, note: said.length > 0 ? said.join('; ') : undefined, isFolded };
}

function drawByGroup({ services, group, linkOf }: DrawnServices): ServicesPicture {
  const nowhere = { infrastructure: { targets: new Map() }, plans: [] };
  const document = buildDocument({ title: group ?? 'Services', services, ...nowhere, weightOf: () => 1 });
  const { svg, note } = drawCards(document, { lens: 'group', mostSide, linkOf });
  return { text: svg, note, isFolded: false };
}

/**
 * Arrows between all of them; cards by group, or groups as one node, where there are too many for arrows, and groups to
 * tell them apart: without groups they are a crowd. As SVG arrows may be too many for groups as boxes, too.
 */
function chooseWay(
  { services: { services }, group = '', focus, groupSubservices, format }: DrawnServices,
  { isWhole }: Pick<CommandWorld, 'isWhole'>,
): 'arrows' | 'boxes' | 'cards' | 'crowd' | 'folds' {
  if (focus !== undefined || isWhole) return 'arrows';
  const depth = splitGroup(group).length;
  const hasGroups = [...services.values()].some(service => readGroup(service).length > depth);
  if (!hasGroups) return services.size > mostServices ? 'crowd' : 'arrows';
  if (groupSubservices) return 'arrows';
  if (format === 'dot') return services.size <= mostServices ? 'arrows' : 'folds';
  return services.size <= mostInBoxes ? 'boxes' : 'cards';
}
