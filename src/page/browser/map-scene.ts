import { type CardBoxes, type Lens, listBoxes, orderBoxes, orderServices } from '../../write/cards/card-boxes.ts';
import { chipPlace, fitChips } from '../../write/cards/chip-grid.ts';
import type { Figures } from '../../write/cards/figures.ts';
import type { Rectangle } from '../../write/cards/geometry.ts';
import { type CardLayout, layoutCards } from '../../write/cards/layout-cards.ts';
import type { OpenedPlan } from '../opened-plan.ts';

/** A map that is laid out. */
export interface MapScene {
  readonly plan: OpenedPlan;
  readonly figures: Figures;
  readonly lens: Lens;
  readonly boxes: CardBoxes;
  readonly layout: CardLayout;
  /** Card → the number of its machine or group; cards may be hidden. */
  readonly ids: readonly number[];
  /** Machine or group → its card. */
  readonly cardOf: ReadonlyMap<number, number>;
  readonly bars: number;
  /** Card → the largest share of what its machine has that is used; nothing of a group. */
  readonly fullest: readonly number[];
  /** Zones that have no frame: it would say nothing, or what its only card says. */
  readonly unframed: ReadonlySet<number>;
}

/** Of a card: its room for chips begins below its name and bars. */
export const cardSize = { width: 156, height: 116, head: 22, bar: 11, side: 6 } as const;

/** Higher than wide zones stand below each other. */
const mostAspectOfPhone = 0.75;

/** Lays out the cards of a lens. All are of one size, so that they stay where they are whatever is on them. */
export function makeScene(
  plan: OpenedPlan,
  figures: Figures,
  lens: Lens,
  { aspect, hidesEmpty }: { readonly aspect: number; readonly hidesEmpty: boolean },
): MapScene {
  const all = listBoxes(plan.document, figures, lens);
  const ids = orderBoxes(all).filter(id => !hidesEmpty || (all.on[id] ?? []).length > 0);
  const boxes: CardBoxes = {
    zones: all.zones,
    names: ids.map(id => all.names[id] ?? ''),
    zoneOf: ids.map(id => all.zoneOf[id] ?? 0),
    on: ids.map(id => all.on[id] ?? []),
  };
  const isStacked = aspect <= mostAspectOfPhone;
  const heights = ids.map(() => cardSize.height);
  const toLay = { zoneOf: boxes.zoneOf, zones: boxes.zones.length, heights };
  const layout = layoutCards(toLay, { cardWidth: cardSize.width, aspect, mostWidth: 1e6, isStacked });
  const bars = lens === 'machine' ? plan.document.resources.length : 0;
  const cardOf = new Map(ids.map((id, card) => [id, card]));
  const shares = lens === 'machine' ? figures.shares : [];
  const fullest = ids.map(id => shares.reduce((most, column) => Math.max(most, column[id] ?? 0), 0));
  const unframed = findUnframed(boxes, lens);
  return { plan, figures, lens, boxes, layout, ids, cardOf, bars, fullest, unframed };
}

/** One zone without a name is none, and a group with one card of its own name is that card. O(cards). */
function findUnframed({ zones, names, zoneOf }: CardBoxes, lens: Lens): ReadonlySet<number> {
  if (lens === 'machine') return new Set(zones.length === 1 && zones[0] === '' ? [0] : []);
  const counts = zones.map(() => 0);
  for (const zone of zoneOf) counts[zone] = (counts[zone] ?? 0) + 1;
  const isSame = (card: number): boolean => names[card] === zones[zoneOf[card] ?? 0];
  return new Set(zoneOf.filter((zone, card) => counts[zone] === 1 && isSame(card)));
}

const ordered = new WeakMap<readonly number[], readonly number[]>();

/** The services of a card as its chips show them. O(n log n) the first time: what is too small is not sorted. */
export function servicesOn({ boxes, plan }: MapScene, card: number): readonly number[] {
  const on = boxes.on[card] ?? [];
  const known = ordered.get(on) ?? orderServices(plan.document, on);
  ordered.set(on, known);
  return known;
}

/** Where the chips of a card stand. */
export function chipsOf({ boxes, layout, bars }: MapScene, card: number): readonly Rectangle[] {
  const box = layout.cards[card];
  if (box === undefined) return [];
  const top = cardSize.head + bars * cardSize.bar;
  const count = boxes.on[card]?.length ?? 0;
  const grid = fitChips(count, cardSize.width - 2 * cardSize.side, cardSize.height - top - 5);
  return Array.from({ length: count }, (_, i) => chipPlace(grid, i, box.x + cardSize.side, box.y + top));
}

/** Whether the names of chips can be read, at a scale: where they cannot, groups are counted instead. O(chips). */
export function areLegible(scene: MapScene, card: number, scale: number): boolean {
  const [chip] = chipsOf(scene, card);
  return chip === undefined || chip.height * scale >= 6.5;
}

/** What is at a point of the picture: a card, and perhaps one of its chips. */
export function findAt(
  scene: MapScene,
  x: number,
  y: number,
  scale: number,
): { card: number; service: number | undefined } | undefined {
  const isIn = (box: Rectangle): boolean => x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height;
  const card = scene.layout.cards.findIndex(isIn);
  if (card < 0) return undefined;
  if (!areLegible(scene, card, scale)) return { card, service: undefined };
  const chip = chipsOf(scene, card).findIndex(isIn);
  return { card, service: servicesOn(scene, card)[chip] };
}

/** The nearest card in a direction: less far aside than ahead. */
export function cardBeside({ layout }: MapScene, from: number, dx: number, dy: number): number {
  const start = layout.cards[from];
  if (start === undefined) return 0;
  let [best, least] = [from, Number.POSITIVE_INFINITY];
  layout.cards.forEach((card, number) => {
    const [right, down] = [card.x - start.x, card.y - start.y];
    const [ahead, aside] = dx === 0 ? [down * dy, Math.abs(right)] : [right * dx, Math.abs(down)];
    const far = ahead + 2 * aside;
    if (ahead > 0 && far < least) [best, least] = [number, far];
  });
  return best;
}
