import { shortenName } from '../../write/cards/card-boxes.ts';
import type { Point, Rectangle } from '../../write/cards/geometry.ts';
import { gutter } from '../../write/cards/layout-cards.ts';
import { inksOfLoad, overloadMark } from '../../write/cards/load-inks.ts';
import { placeLabels } from '../../write/cards/place-labels.ts';
import { type Ink, inks, inksOfTarget } from '../../write/picture/palette.ts';
import { type Brush, type Camera, fillBox, font, type MapLight } from './brush.ts';
import type { Way } from './lay-ways.ts';
import { areLegible, cardSize, chipsOf, servicesOn } from './map-scene.ts';
import { paintGroups } from './paint-groups.ts';

/** Draws a map; what is too small to be read is left out or becomes a fill. */
export function paintMap(
  context: CanvasRenderingContext2D,
  size: { readonly width: number; readonly height: number; readonly ratio: number },
  scene: Brush['scene'],
  camera: Camera,
  light: MapLight,
): void {
  const ink = (one: Ink): string => (light.isDark ? one.dark : one.light);
  context.setTransform(size.ratio, 0, 0, size.ratio, 0, 0);
  context.clearRect(0, 0, size.width, size.height);
  context.setTransform(
    camera.scale * size.ratio,
    0,
    0,
    camera.scale * size.ratio,
    camera.x * size.ratio,
    camera.y * size.ratio,
  );
  const brush: Brush = { context, camera, ink, light, scene };
  const view = {
    x: -camera.x / camera.scale,
    y: -camera.y / camera.scale,
    width: size.width / camera.scale,
    height: size.height / camera.scale,
  };
  scene.layout.zones.forEach((frame, zone) => {
    if (frame !== undefined && !scene.unframed.has(zone) && meets(frame, view))
      paintZone(brush, frame, scene.boxes.zones[zone] || 'no zone');
  });
  scene.layout.cards.forEach((card, number) => {
    if (meets(card, view)) paintCard(brush, number, card);
  });
  context.globalAlpha = 1;
  paintWays(brush);
}

/** Links and moves over the cards, then their numbers over all of them. */
function paintWays(brush: Brush): void {
  const { light, camera } = brush;
  const { ways } = light;
  // The more there are, the thinner: they lie beside each other in the same gutters.
  const thick = 5 * Math.min(1, 4 / ways.length);
  for (const way of ways) paintWay(brush, way, thick);
  brush.context.globalAlpha = 1;
  const radius = Math.min(24, Math.max(8, 8 / camera.scale));
  // From so far away numbers would lie on the names of cards: only who chooses a card wants them.
  const isFar = 2 * radius > gutter.row && light.selectedCard === undefined;
  if (light.isMoving || isFar) return;
  const places = placeLabels(
    ways.map(({ points }) => points),
    2 * radius + 2,
  );
  ways.forEach((way, i) => {
    const place = places[i];
    if (place !== undefined) paintLabel(brush, way, place, radius);
  });
}

function meets(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function paintZone({ context, ink, camera }: Brush, box: Rectangle, name: string): void {
  context.globalAlpha = 1;
  fillBox(context, box, 10, ink(inks.plain));
  if (camera.scale * 12 < 4) return;
  const size = Math.min(30, Math.max(13, 11 / camera.scale));
  context.fillStyle = ink(inks.text);
  context.font = `bold ${size}px ${font}`;
  context.textBaseline = 'middle';
  context.fillText(shortenName(name, Math.floor(box.width / size / 0.7)), box.x + 10, box.y + 15);
}

function paintCard(brush: Brush, number: number, box: Rectangle): void {
  const { context, camera, ink, light, scene } = brush;
  context.globalAlpha = light.cards === undefined || light.cards.has(number) ? 1 : 0.25;
  const id = scene.ids[number] ?? 0;
  const height = box.height * camera.scale;
  const worst = scene.fullest[number] ?? 0;
  if (height < 34) paintTile(brush, number, box, worst);
  else {
    fillBox(context, box, 6, ink(inks.paper));
    paintHead(brush, number, box, worst > 1);
    paintBars(brush, id, box);
    if (areLegible(scene, number, camera.scale)) paintChips(brush, number);
    else paintGroups(brush, number, box);
  }
  if (light.selectedCard === number || worst > 1) {
    context.lineWidth = Math.max(1.5, 2 / camera.scale);
    context.strokeStyle = ink(light.selectedCard === number ? inksOfTarget(0).line : inks.loud);
    context.strokeRect(box.x, box.y, box.width, box.height);
  }
}

/** From far away: how full it is, and how many services there are. */
function paintTile({ context, ink, scene, light, camera }: Brush, number: number, box: Rectangle, worst: number): void {
  fillBox(context, box, 0, ink(inks.paper));
  const share = Math.min(1, worst);
  const level = { ...box, y: box.y + box.height * (1 - share), height: box.height * share };
  fillBox(context, level, 0, ink(inksOfLoad(worst).fill));
  if (light.isMoving || box.height * camera.scale < 14) return;
  context.fillStyle = ink(inks.text);
  context.font = `bold 44px ${font}`;
  context.textBaseline = 'middle';
  const count = `${worst > 1 ? '\u25b2' : ''}${scene.boxes.on[number]?.length ?? 0}`;
  context.fillText(count, box.x + 10, box.y + box.height / 2);
}

function paintHead(
  { context, ink, scene, light, camera }: Brush,
  number: number,
  box: Rectangle,
  isOver: boolean,
): void {
  if (light.isMoving && camera.scale < 0.5) return;
  const id = scene.ids[number] ?? 0;
  context.textBaseline = 'middle';
  context.fillStyle = ink(inks.text);
  context.font = `bold 11px ${font}`;
  // A sign, and not the colour of the frame alone, tells that more is asked than there is.
  const [sign, room] = isOver ? ['\u25b2 ', 11] : ['', 13];
  context.fillText(sign + shortenName(scene.boxes.names[number] ?? '', room), box.x + 7, box.y + 12);
  const [come, go] = light.changes.get(number) ?? [0, 0];
  const leaving = scene.lens === 'machine' ? (scene.figures.leaving[id] ?? 0) : 0;
  const changed = come + go === 0 ? '' : `+${come} \u2212${go}  `;
  context.font = `9px ${font}`;
  context.textAlign = 'right';
  context.fillStyle = ink(come + go === 0 ? inks.outline : inks.loud);
  const counts = `${scene.boxes.on[number]?.length ?? 0}${leaving === 0 ? '' : ` \u00b7 ${leaving}\u21c4`}`;
  context.fillText(changed + counts, box.x + box.width - 7, box.y + 12);
  context.textAlign = 'left';
}

function paintBars({ context, ink, scene, camera }: Brush, id: number, box: Rectangle): void {
  for (let resource = 0; resource < scene.bars; resource++) {
    const share = scene.figures.shares[resource]?.[id];
    const [y, width] = [box.y + cardSize.head + resource * cardSize.bar, box.width - 56];
    fillBox(context, { x: box.x + 7, y, width, height: 4 }, 2, ink(inks.plain));
    const used = share === undefined ? 0 : Math.min(1, share);
    const over = share !== undefined && share > 1;
    fillBox(context, { x: box.x + 7, y, width: width * used, height: 4 }, 2, ink(inksOfLoad(share ?? 0).line));
    if (over) {
      const { width: wide, beyond, ink: mark } = overloadMark;
      fillBox(
        context,
        { x: box.x + 7 + width - wide, y: y - beyond, width: wide, height: 4 + 2 * beyond },
        0,
        ink(mark),
      );
    }
    if (camera.scale < 0.75) continue;
    context.fillStyle = ink(inks.outline);
    context.font = `8px ${font}`;
    const shown = share === undefined ? '\u2013' : Number.isFinite(share) ? `${Math.round(share * 100)} %` : '\u221e';
    context.fillText(over ? `\u25b2 ${shown}` : shown, box.x + 12 + width, y + 2.5);
  }
}

function paintChips({ context, ink, scene, light, camera }: Brush, number: number): void {
  const { services } = scene.plan.document;
  const on = servicesOn(scene, number);
  const alpha = context.globalAlpha;
  chipsOf(scene, number).forEach((chip, i) => {
    const service = on[i] ?? 0;
    const { fill, line } = inksOfTarget(services.group[service] ?? 0);
    const isLit = light.services.has(service);
    context.globalAlpha = isLit ? 1 : alpha;
    const high = chip.height * camera.scale;
    fillBox(context, chip, high < 7 ? 0 : 3, ink(fill));
    if (isLit || light.moved.has(service)) {
      context.lineWidth = isLit ? 1.8 : 1.2;
      context.setLineDash(isLit ? [] : [3, 2]);
      context.strokeStyle = ink(isLit ? inks.text : inks.loud);
      outline(context, chip, high);
      context.setLineDash([]);
    } else if (high > 9) {
      context.lineWidth = 0.5;
      context.strokeStyle = ink(line);
      outline(context, chip, high);
    }
    if (high < 6.5 || (light.isMoving && services.key.length > 1500)) return;
    const size = Math.min(10, chip.height * 0.72);
    context.fillStyle = ink(inks.text);
    context.font = `${size}px ${font}`;
    context.textBaseline = 'middle';
    const mark = services.stateful[service] === 1 ? '\u25cf ' : '';
    const room = Math.floor((chip.width - 5) / (size * 0.62)) - mark.length;
    context.fillText(mark + shorten(services.key[service] ?? '', room), chip.x + 3, chip.y + chip.height / 2 + 0.3);
  });
  context.globalAlpha = alpha;
}

/** Round where the box that was filled last is. */
function outline(context: CanvasRenderingContext2D, chip: Rectangle, high: number): void {
  if (high < 7) context.strokeRect(chip.x, chip.y, chip.width, chip.height);
  else context.stroke();
}

const shortened = new Map<string, string>();

/** Names are the same in each frame. */
function shorten(name: string, most: number): string {
  const key = `${most} ${name}`;
  let text = shortened.get(key);
  if (text === undefined) {
    if (shortened.size > 100_000) shortened.clear();
    text = shortenName(name, most);
    shortened.set(key, text);
  }
  return text;
}

function paintWay({ context, ink, camera }: Brush, { points, colour, part, isMove }: Way, thick: number): void {
  const [first, ...rest] = points;
  if (first === undefined) return;
  context.globalAlpha = 0.8;
  context.strokeStyle = ink(colour);
  context.lineWidth = Math.max(1 / camera.scale, 1.5 + thick * part);
  context.lineJoin = 'round';
  if (isMove) context.setLineDash([8, 5]);
  context.beginPath();
  context.moveTo(first.x, first.y);
  for (const { x, y } of rest) context.lineTo(x, y);
  context.stroke();
  context.setLineDash([]);
}

function paintLabel({ context, ink }: Brush, { text, colour }: Way, { x, y }: Point, radius: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = ink(inks.paper);
  context.fill();
  context.strokeStyle = ink(colour);
  context.lineWidth = 1;
  context.stroke();
  context.fillStyle = ink(inks.text);
  // Long numbers are written smaller, so that they stay in the circle.
  context.font = `bold ${Math.min(radius * 1.1, (radius * 2.6) / Math.max(1, text.length))}px ${font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(text, x, y);
  context.textAlign = 'left';
}
