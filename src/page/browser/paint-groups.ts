import { shortenName } from '../../write/cards/card-boxes.ts';
import type { Rectangle } from '../../write/cards/geometry.ts';
import { inks, inksOfTarget } from '../../write/picture/palette.ts';
import { type Brush, fillBox, font } from './brush.ts';
import { cardSize } from './map-scene.ts';

/** How high a line is on the screen, and its letters. */
const [lineHeight, letterHeight] = [11, 8];

/**
 * What is on a card whose names are too small to be read: how many services of which groups, the largest first, and how
 * many of them are lit or moved.
 */
export function paintGroups({ context, ink, scene, light, camera }: Brush, number: number, box: Rectangle): void {
  const top = box.y + cardSize.head + scene.bars * cardSize.bar;
  const step = lineHeight / camera.scale;
  const lines = Math.floor((box.y + box.height - 4 - top) / step);
  if (lines < 1) return;
  const groups = countGroups({ scene, light }, number);
  const shown = groups.length > lines ? groups.slice(0, lines - 1) : groups;
  const size = letterHeight / camera.scale;
  const most = Math.floor((box.width - 16) / (size * 0.62));
  const write = (text: string, line: number): void => {
    if (light.isMoving) return;
    context.fillStyle = ink(inks.text);
    context.font = `${size}px ${font}`;
    context.textBaseline = 'middle';
    context.fillText(shortenName(text, most), box.x + cardSize.side + 4, top + (line + 0.5) * step);
  };
  shown.forEach(({ group, count, marked }, line) => {
    const { fill } = inksOfTarget(group);
    const place = {
      x: box.x + cardSize.side,
      y: top + line * step,
      width: box.width - 2 * cardSize.side,
      height: step * 0.9,
    };
    fillBox(context, place, 0, ink(fill));
    if (marked > 0) {
      context.lineWidth = 1.5 / camera.scale;
      context.strokeStyle = ink(light.services.size > 0 ? inks.text : inks.loud);
      context.strokeRect(place.x, place.y, place.width, place.height);
    }
    const name = scene.plan.names.groups[group] || 'no group';
    write(`${marked > 0 ? `${marked} of ` : ''}${count} ${name.split('/').at(-1) ?? name}`, line);
  });
  const left = groups.slice(shown.length);
  if (left.length > 0) write(`+${left.reduce((sum, { count }) => sum + count, 0)} more`, shown.length);
}

function countGroups({ scene, light }: Pick<Brush, 'scene' | 'light'>, number: number) {
  const counts = new Map<number, { group: number; count: number; marked: number }>();
  for (const service of scene.boxes.on[number] ?? []) {
    const group = scene.plan.document.services.group[service] ?? 0;
    const sum = counts.get(group) ?? { group, count: 0, marked: 0 };
    sum.count++;
    if (light.services.has(service) || light.moved.has(service)) sum.marked++;
    counts.set(group, sum);
  }
  return [...counts.values()].sort((a, b) => b.marked - a.marked || b.count - a.count || a.group - b.group);
}
