import { toBytes } from '../../../base/bytes.ts';
import { countNouns } from '../../../base/count-nouns.ts';
import type { Drawing } from '../../../graph/drawing.ts';
import type { EdgeBundle } from './levels.ts';

/** So many links are named on hovering. */
const mostNamed = 12;

/**
 * What an arrow that stands for several says: beside it how much they weigh, or how many they are where nothing weighs
 * anything, and on hovering which they are. Byte strings. O(edges).
 */
export function describeBundle(
  drawing: Drawing,
  { kind, edges }: EdgeBundle,
): { readonly label: string; readonly title: string } {
  const all = drawing.edges();
  const own = edges.flatMap(number => all[number] ?? []);
  const labels = own.flatMap(edge => drawing.edge(edge).label ?? []);
  const weight = labels.reduce((sum, label) => sum + Number(label), 0);
  const nameOf = (id: string): string => drawing.node(id).lines.join(' ');
  const arrow = toBytes(drawing.isDirected() ? ' → ' : ' – ');
  const named = own.slice(0, mostNamed).map(edge => nameOf(edge.v) + arrow + nameOf(edge.w));
  const more = own.length > mostNamed ? [`and ${own.length - mostNamed} more`] : [];
  const isWeighed = kind === 'network' && labels.length > 0;
  const sum = `${countNouns(own.length, 'link')}${isWeighed ? `, weight ${weight}` : ''}`;
  return { label: String(isWeighed ? weight : own.length), title: [sum, ...named, ...more].join('\n') };
}
