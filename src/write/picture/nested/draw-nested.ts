import { countNouns } from '../../../base/count-nouns.ts';
import type { Drawing } from '../../../graph/drawing.ts';
import { displayText } from '../../display-text.ts';
import { escapeXml } from '../../escape-xml.ts';
import { fontName, styleOfBox } from '../drawing-style.ts';
import { inks } from '../palette.ts';
import type { Renderer } from '../renderer.ts';
import { widthInEms } from '../stand-in.ts';
import { describeBundle } from './describe-bundle.ts';
import { type NestedDrawing, type Size, writeLevelDot } from './level-dot.ts';
import type { Level } from './levels.ts';
import { readDrawn, replaceNodes } from './read-drawn.ts';

/** A drawing that was drawn box by box, as Graphviz would have: ids tell which node, edge and bundle an element is. */
interface NestedSvg {
  readonly svg: string;
  /** What is said of each bundle on hovering. */
  readonly bundles: readonly string[];
}

/** How it is drawn. */
interface NestedOptions {
  readonly plain: boolean;
  readonly renderer: Renderer;
  /** Milliseconds for each box. */
  readonly timeLimit: number;
}

/**
 * Draws each box by itself, the innermost first, and puts it as one thing into the box around it; what leads from box
 * to box is one arrow with a number. So no picture is wider than its widest box and those beside it. Two layouts for
 * each box.
 */
export function drawNested(
  drawing: Drawing,
  levels: ReadonlyMap<string, Level>,
  { plain, renderer, timeLimit }: NestedOptions,
): NestedSvg | { readonly failure: string } {
  const bundles = [...levels.values()].flatMap(level => level.bundles);
  const numbers = new Map(drawing.nodes().map((id, number) => [id, number]));
  const nested = { drawing, plain, levels, edges: drawing.edges(), numbers, bundles };
  const drawn = drawLevel(nested, '', dot => renderer(dot, { engine: 'dot', timeLimit }));
  if ('failure' in drawn) return drawn;
  return { svg: writeWhole(drawn), bundles: bundles.map(bundle => describeBundle(drawing, bundle).title) };
}

/** What stands in a box, with the way to move it to its upper left corner. */
interface DrawnLevel extends Size {
  readonly body: string;
}

type Failure = { readonly failure: string };
type Render = (dot: string) => { readonly svg: string } | Failure;

function drawLevel(nested: NestedDrawing, box: string, render: Render): DrawnLevel | Failure {
  const level = nested.levels.get(box);
  if (level === undefined) return { failure: 'has no such box' };
  const insides = new Map<string, DrawnLevel>();
  for (const inner of level.boxes) {
    const drawn = drawLevel(nested, inner, render);
    if ('failure' in drawn) return drawn;
    insides.set(inner, drawn);
  }
  const sizes = new Map([...insides].map(([id, inside]) => [id, sizeOfBox(nested.drawing, id, inside)]));
  const legend = box === '' ? writeLegend(nested) : undefined;
  const ways = level.boxes.length === 0 ? (['TB'] as const) : (['TB', 'LR'] as const);
  let best: ReturnType<typeof readDrawn> | undefined;
  for (const rankdir of ways) {
    const rendering = render(writeLevelDot(nested, level, sizes, { rankdir, legend }));
    if ('failure' in rendering) return rendering;
    const drawn = readDrawn(rendering.svg);
    if (best === undefined || sizeOnScreen(drawn) < sizeOnScreen(best)) best = drawn;
  }
  if (best === undefined) return { failure: 'has no layout' };
  const frames = new Map(
    [...insides].map(([id, inside]) => [`n${nested.numbers.get(id) ?? 0}`, frameWriter(nested, id, inside)]),
  );
  return { ...best, body: replaceNodes(best.body, frames) };
}

/** How much a picture has to be made smaller to be seen at once on a screen. */
function sizeOnScreen({ width, height }: Size): number {
  return Math.max(width, height * 1.4);
}

const [head, side, nameSize, smallSize] = [20, 2, 13, 10] as const;

function sizeOfBox(drawing: Drawing, id: string, { width, height }: Size): Size {
  const { name, more } = namesOfBox(drawing, id);
  const title = widthInEms(name) * nameSize + widthInEms(more) * smallSize + 34;
  return { width: Math.max(width + 2 * side, title), height: height + head };
}

/** What a box is called, and what else is said of it. */
function namesOfBox(drawing: Drawing, id: string): { readonly name: string; readonly more: string } {
  const [name = '', ...more] = drawing.node(id).lines.map(line => displayText(line).replaceAll('\n', ' '));
  return { name, more: more.join(', ') };
}

/** Writes a box with its name and what stands in it, where its upper left corner is there. */
function frameWriter(nested: NestedDrawing, id: string, inside: DrawnLevel) {
  const { drawing, numbers } = nested;
  const { width, height } = sizeOfBox(drawing, id, inside);
  const { class: kind, fillcolor, color } = styleOfBox(drawing.node(id), nested);
  const font = `font-family="${fontName}" font-size="${nameSize}" font-weight="bold" fill="${inks.text.light}"`;
  const paint = `fill="${String(fillcolor)}" stroke="${String(color)}"`;
  const { name, more } = namesOfBox(drawing, id);
  const rest =
    more === '' ? '' : ` <tspan font-size="${smallSize}" font-weight="normal" dx="6">${escapeXml(more)}</tspan>`;
  return (x: number, y: number): string =>
    [
      `<g id="n${numbers.get(id) ?? 0}" class="box ${String(kind)}">`,
      `<rect x="${x}" y="${y}" width="${round(width)}" height="${round(height)}" rx="8" ${paint}/>`,
      `<text x="${x + 10}" y="${y + 19}" ${font}>${escapeXml(name)}${rest}</text>`,
      '</g>',
      `<g transform="translate(${round(x + (width - inside.width) / 2)} ${y + head})">`,
      `${inside.body.trimEnd()}\n</g>\n`,
    ].join('\n');
}

/** What a reader of the picture wants to know first, and what is not told elsewhere. */
function writeLegend({ drawing, bundles }: NestedDrawing): string {
  const services = new Set(drawing.nodes().flatMap(id => drawing.node(id).service ?? [])).size;
  const counts = [countNouns(services, 'service'), countNouns(drawing.edgeCount(), 'arrow')].join(', ');
  if (bundles.length === 0) return counts;
  const number = bundles.some(({ kind }) => kind === 'network') ? 'how much they weigh' : 'how many they are';
  return `${counts}; a thick one stands for all from box to box, its number tells ${number}`;
}

function writeWhole({ body, width, height }: DrawnLevel): string {
  const size = `width="${Math.ceil(width)}pt" height="${Math.ceil(height)}pt"`;
  return `<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<svg ${size}
 viewBox="0 0 ${Math.ceil(width)} ${Math.ceil(height)}" xmlns="http://www.w3.org/2000/svg">
<g class="graph">
<rect width="100%" height="100%" fill="${inks.paper.light}" stroke="none"/>
${body}</g>
</svg>
`;
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}
