import { toBytes } from '../../base/bytes.ts';
import { countNouns } from '../../base/count-nouns.ts';
import { nameSome } from '../../base/name-some.ts';
import { html, joinLines, type Markup, noMarkup } from '../html/html.ts';
import { fontName } from '../picture/drawing-style.ts';
import { styleSheet } from '../picture/finish-svg.ts';
import { inks, inksOfTarget } from '../picture/palette.ts';
import { type CardBoxes, type Lens, listBoxes, orderBoxes, orderServices, shortenName } from './card-boxes.ts';
import { type Figures, measureFigures, placesOf } from './figures.ts';
import type { Rectangle } from './geometry.ts';
import { measureGroupLinks } from './group-links.ts';
import { type CardLayout, layoutCards, margin } from './layout-cards.ts';
import { inksOfLoad, overloadMark } from './load-inks.ts';
import { type MatrixPlace, makeMatrix, sizeOfMatrix, writeMatrix } from './matrix-svg.ts';
import type { PlanDocument } from './plan-document.ts';
import { drawBox, drawLabel } from './svg-marks.ts';

/** How large a picture may become. */
export interface CardPictureOptions {
  readonly lens: Lens;
  /** No side is longer, in points: names are folded to numbers before. */
  readonly mostSide: number;
  /** The page that tells more of a group: a URL, already encoded. */
  readonly linkOf?: ((group: string) => string) | undefined;
}

const sizes = { card: 190, head: 22, bar: 13, chip: 15, foot: 6, title: 40, legend: 26, line: 12 } as const;

/** No picture is narrower, and a letter of its legend takes so much, in points. */
const [leastWidth, legendLetter] = [480, 5.2] as const;

const faint = inks.outline.light;

/** What the parts of a picture are written from. */
interface Scene {
  readonly document: PlanDocument;
  readonly figures: Figures;
  /** What leads from box to box. */
  readonly links: Pick<Figures, 'leaving' | 'bundles' | 'crossing'>;
  readonly linkOf: CardPictureOptions['linkOf'];
  readonly boxes: CardBoxes;
  /** Box → its number among all, the empty ones included. */
  readonly machines: readonly number[];
  /** Zone → names of boxes that are empty. */
  readonly empty: readonly (readonly string[])[];
  readonly lens: Lens;
  readonly layout: CardLayout;
  readonly columns: number;
  readonly isFolded: boolean;
}

/**
 * A plan, or services by group, as cards: the SVG (a byte string), legible at any number of services. Each card has
 * its name, its bars and all its services; below stands a table of the links between cards. O(services + links +
 * machines²).
 */
export function drawCards(document: PlanDocument, options: CardPictureOptions): { svg: string; note?: string } {
  const figures = measureFigures(document, placesOf(document, document.plans.length - 1));
  const { boxes, empty, machines } = leaveOutEmpty(listBoxes(document, figures, options.lens), document);
  const longest = document.services.key.reduce((most, key) => Math.max(most, key.length), 0);
  const columns = longest <= 14 ? 2 : 1;
  const links = options.lens === 'machine' ? figures : measureGroupLinks(document);
  const known = { document, figures, links, linkOf: options.linkOf, boxes, empty, machines };
  let scene = lay(known, { ...options, columns, isFolded: false });
  const matrix = placeMatrix(scene);
  if (Math.max(scene.layout.width, heightOf(scene, matrix)) > options.mostSide) {
    scene = lay(known, { ...options, columns, isFolded: true });
  }
  const svg = writeSvg(scene, placeMatrix(scene));
  return scene.isFolded
    ? { svg, note: 'names of services are folded to numbers: the picture would be too large' }
    : { svg };
}

/** Boxes with something in them, and zone → the names of the others: they are named, and take no room. */
function leaveOutEmpty(
  { names, zones, zoneOf, on }: CardBoxes,
  document: PlanDocument,
): Pick<Scene, 'boxes' | 'empty' | 'machines'> {
  const isEmpty = (box: number): boolean => (on[box] ?? []).length === 0;
  const all = orderBoxes({ names });
  const machines = all.filter(box => !isEmpty(box));
  const empty = zones.map((_, zone) =>
    all.flatMap(box => (zoneOf[box] === zone && isEmpty(box) ? (names[box] ?? '') : [])),
  );
  const boxes = {
    zones,
    names: machines.map(box => names[box] ?? ''),
    zoneOf: machines.map(box => zoneOf[box] ?? 0),
    on: machines.map(box => orderServices(document, on[box] ?? [])),
  };
  return { boxes, empty, machines };
}

function lay(
  known: Pick<Scene, 'document' | 'figures' | 'links' | 'linkOf' | 'boxes' | 'empty' | 'machines'>,
  { lens, mostSide, columns, isFolded }: CardPictureOptions & Pick<Scene, 'columns' | 'isFolded'>,
): Scene {
  const { document, boxes } = known;
  const bars = lens === 'machine' ? document.resources.length : 0;
  const heights = boxes.on.map(({ length }) => {
    const chips = isFolded ? 0 : Math.ceil(length / columns);
    return sizes.head + bars * sizes.bar + chips * sizes.chip + sizes.foot;
  });
  const toLay = { zoneOf: boxes.zoneOf, zones: boxes.zones.length, heights };
  const layout = layoutCards(toLay, { cardWidth: sizes.card, aspect: 1.4, mostWidth: mostSide });
  return { ...known, lens, layout, columns, isFolded };
}

function placeMatrix({ document, links, lens, layout }: Scene): MatrixPlace | undefined {
  if (links.bundles.length === 0) return undefined;
  return sizeOfMatrix(makeMatrix(document, links, lens), { x: margin, y: layout.height + sizes.title });
}

function heightOf(scene: Scene, matrix: MatrixPlace | undefined): number {
  const legend = sizes.legend + (legendLines(scene).length - 1) * sizes.line;
  return scene.layout.height + sizes.title + legend + (matrix?.height ?? 0);
}

function writeSvg(scene: Scene, matrix: MatrixPlace | undefined): string {
  const { document, layout } = scene;
  const width = Math.ceil(Math.max(layout.width, matrix?.right ?? 0, leastWidth));
  const height = Math.ceil(heightOf(scene, matrix));
  const legend = legendLines(scene);
  const body = joinLines([
    drawLabel(margin, 24, document.title, { size: 15, bold: true }),
    drawLabel(margin, 38, summarise(scene), { size: 10, ink: faint }),
    html`<g transform="translate(0 ${sizes.title})">`,
    ...layout.zones.map((frame, zone) => (frame === undefined ? noMarkup : writeZone(scene, zone, frame))),
    ...layout.cards.map((_, card) => writeCard(scene, card)),
    html`</g>`,
    matrix === undefined ? noMarkup : writeMatrix(matrix),
    ...legend.map((line, i) =>
      drawLabel(margin, height - sizes.legend / 2 - (legend.length - 1 - i) * sizes.line, line, {
        size: 9,
        ink: faint,
      }),
    ),
  ]);
  const text = body.toString();
  const size = html`width="${width}pt" height="${height}pt" viewBox="0 0 ${width} ${height}"`;
  const kind = html`xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${document.title}"`;
  return `<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<svg ${size} ${kind} font-family="${fontName}, Verdana, sans-serif">
<style>
${styleSheet(text)}</style>
<rect width="${width}" height="${height}" fill="${inks.paper.light}"/>
${text}
</svg>
`;
}

function summarise({ document, figures, links, lens }: Scene): string {
  const services = countNouns(document.services.key.length, 'service');
  if (lens === 'group') {
    const { count } = links.crossing;
    const between = `${count} of ${countNouns(document.links.a.length, 'link')} lead from group to group`;
    return `${services} in ${countNouns(document.groups.length, 'group')}; ${between}`;
  }
  const { used, crossing, all, overloaded } = figures;
  const over = overloaded.length === 0 ? '' : `; ${countNouns(overloaded.length, 'machine')} overloaded`;
  const cut = `${crossing.count} of ${countNouns(all.count, 'link')} cross the network (weight ${crossing.weight})`;
  return `${services} on ${used} of ${countNouns(document.machines.name.length, 'machine')}; ${cut}${over}`;
}

function writeZone({ boxes, empty }: Scene, zone: number, { x, y, width, height }: Rectangle): Markup {
  const name = boxes.zones[zone] ?? '';
  const idle = empty[zone] ?? [];
  const beside = idle.length === 0 ? '' : `empty: ${nameSome(idle, Math.max(1, Math.floor(width / 120) - 1))}`;
  return joinLines([
    drawBox({ x, y, width, height }, { fill: inks.plain.light, radius: 8 }),
    drawLabel(x + 10, y + 19, name, { size: 12, bold: true }),
    drawLabel(x + width - 10, y + 19, beside, { size: 9, ink: faint, anchor: 'end' }),
  ]);
}

function writeCard(scene: Scene, card: number): Markup {
  const { boxes, machines, document, links, linkOf, layout, lens, isFolded } = scene;
  const box = layout.cards[card];
  if (box === undefined) return noMarkup;
  const { x, y, width } = box;
  const on = boxes.on[card] ?? [];
  const leaving = links.leaving[machines[card] ?? card] ?? 0;
  const counts = `${on.length}${leaving === 0 ? '' : toBytes(` · ${leaving}⇄`)}`;
  const name = boxes.names[card] ?? '';
  const title = drawLabel(x + 7, y + 14, toBytes(shortenName(name, 20)), { size: 11, bold: true, title: name });
  const group = lens === 'group' ? (document.groups[machines[card] ?? card] ?? '') : '';
  return joinLines([
    drawBox(box, { fill: inks.paper.light, stroke: inks.quiet.light, radius: 5 }),
    linkOf === undefined || group === '' ? title : html`<a href="${linkOf(group)}">${title}</a>`,
    drawLabel(x + width - 7, y + 14, counts, { size: 9, ink: faint, anchor: 'end' }),
    ...(lens === 'machine' ? document.resources.map((_, resource) => writeBar(scene, card, resource, box)) : []),
    ...(isFolded ? [] : on.map((service, number) => writeChip(scene, service, number, box))),
  ]);
}

function writeBar(
  { document, figures, machines }: Scene,
  card: number,
  resource: number,
  { x, y, width }: Rectangle,
): Markup {
  const share = figures.shares[resource]?.[machines[card] ?? card];
  const [top, long] = [y + sizes.head + resource * sizes.bar, width - 90];
  const fill = share === undefined ? 0 : Math.min(1, share);
  const { width: wide, beyond, ink: mark } = overloadMark;
  const name = document.resources[resource]?.name ?? '';
  const track = { x: x + 7, y: top, width: long, height: 5 };
  return joinLines([
    drawBox(track, { fill: inks.plain.light, radius: 2.5 }),
    drawBox({ ...track, width: fill * long }, { fill: inksOfLoad(share ?? 0).line.light, radius: 2.5 }),
    share !== undefined && share > 1
      ? drawBox(
          { x: track.x + long - wide, y: top - beyond, width: wide, height: track.height + 2 * beyond },
          { fill: mark.light, radius: 0 },
        )
      : noMarkup,
    drawLabel(x + 12 + long, top + 6, `${showShare(share)} ${toBytes(shortenName(name, 11))}`, { size: 8, ink: faint }),
  ]);
}

function writeChip({ document, columns, lens }: Scene, service: number, number: number, box: Rectangle): Markup {
  const bars = lens === 'machine' ? document.resources.length : 0;
  const step = (box.width - 12) / columns;
  const x = box.x + 6 + (number % columns) * step;
  const y = box.y + sizes.head + bars * sizes.bar + Math.floor(number / columns) * sizes.chip;
  const { services } = document;
  const name = services.key[service] ?? '';
  const { fill, line } = inksOfTarget(services.group[service] ?? 0);
  const mark = services.stateful[service] === 1 ? toBytes('● ') : '';
  const room = Math.floor((step - 10) / 5.6) - (mark === '' ? 0 : 2);
  const chip = { x, y, width: step - 2, height: sizes.chip - 2 };
  return joinLines([
    drawBox(chip, { fill: fill.light, stroke: line.light, radius: 3 }),
    drawLabel(x + 4, y + 10, mark + toBytes(shortenName(name, room)), { size: 10, title: name }),
  ]);
}

/** The legend, in as many lines as the width of the cards asks for. */
function legendLines({ document, lens, layout }: Scene): readonly string[] {
  const words = ['colours tell groups apart', toBytes('● has data')];
  words.push(toBytes(`n · m⇄: n services, links of weight m leave the ${lens}`));
  if (lens === 'machine' && document.resources.length > 0)
    words.push('bars: the part that is used; red where more is asked than there is');
  const most = (Math.max(layout.width, leastWidth) - 2 * margin) / legendLetter;
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length + 2 > most) lines.push(word);
    else lines[lines.length - 1] = `${last}; ${word}`;
  }
  return lines;
}

function showShare(share: number | undefined): string {
  if (share === undefined) return toBytes('–');
  return Number.isFinite(share) ? `${Math.round(100 * share)} %` : toBytes('∞');
}
