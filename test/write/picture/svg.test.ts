import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { fromBytes } from '../../../src/base/bytes.ts';
import { buildDistributionGraph } from '../../../src/graph/distribution-graph.ts';
import { drawResolvedColouring, drawResolvedPlacement } from '../../../src/graph/draw-problem.ts';
import type { Drawing } from '../../../src/graph/drawing.ts';
import { createDrawing } from '../../../src/graph/drawing.ts';
import { buildInfrastructureGraph } from '../../../src/graph/infrastructure-graph.ts';
import { buildServicesGraph } from '../../../src/graph/services-graph.ts';
import { describeFailure } from '../../../src/ports/graphviz/describe-failure.ts';
import { renderSvg } from '../../../src/ports/graphviz/render-svg.ts';
import { displayText } from '../../../src/write/display-text.ts';
import { chooseLayouts } from '../../../src/write/picture/layout.ts';
import { drawSvg as drawSvgWith, mostElements } from '../../../src/write/picture/svg.ts';
import { awkwardName } from '../../graph/awkward-name.ts';
import { distribution, example, infrastructureModel, servicesModel } from '../../graph/models.ts';
import { colouredGraph, cutGraph } from '../../graph/problems.ts';
import { rounds } from '../../rounds.ts';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  /** How far groups around it move it. */
  readonly moved: readonly [x: number, y: number];
  text: string;
}

/** The picture as a tree; fails where it is not well-formed XML. */
function parse(svg: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], moved: [0, 0], text: '' };
  const open = [root];
  const parser = new SaxesParser();
  parser.on('error', error => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const [, x = '0', y = '0'] = /translate\(([\d.-]+)[ ,]([\d.-]+)\)/.exec(attributes['transform'] ?? '') ?? [];
    const [left, top] = open.at(-1)?.moved ?? [0, 0];
    const moved = [left + Number(x), top + Number(y)] as const;
    const element = { name, attributes, children: [], moved, text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', text => {
    const element = open.at(-1);
    if (element) element.text += text;
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(fromBytes(svg)).close();
  return root;
}

function all(element: Element, name: string): Element[] {
  return element.children.flatMap(child => [...(child.name === name ? [child] : []), ...all(child, name)]);
}

function nodesOf(root: Element, kind = 'node'): Element[] {
  return all(root, 'g').filter(({ attributes }) => attributes['class']?.split(' ')[0] === kind);
}

function textsOf(element: Element): string[] {
  return all(element, 'text').map(({ text }) => text);
}

const drawSvg = (drawing: Drawing, options: { readonly timeLimit?: number; readonly mostSide?: number } = {}) =>
  drawSvgWith(drawing, { renderer: renderSvg, ...options });

const plan = distribution(['testService1', 'testService2', 'testService3'].map(key => [key, ['testtarget1']]));

describe('an SVG picture', () => {
  it('names its services, and says on hovering what an edge connects', () => {
    const { text, note } = drawSvg(buildServicesGraph(example.services));
    const root = parse(text);
    expect(note).toBeUndefined();
    expect(nodesOf(root).map(textsOf)).toContainEqual(['testService1', '(echo)']);
    expect(
      nodesOf(root, 'edge')
        .flatMap(edge => all(edge, 'title').map(({ text }) => text))
        .sort(),
    ).toEqual([
      'testService2 (echo) → testService1 (echo)',
      'testService3 (echo) → testService1 (echo)',
      'testService3 (echo) → testService2 (echo)',
    ]);
    expect(all(root, 'svg')[0]?.attributes).toMatchObject({ role: 'img', 'aria-label': 'services' });
  });

  it('is the same bytes every time', () => {
    const draw = () => drawSvg(buildDistributionGraph(example.services, example.infrastructure, plan)).text;
    expect(draw()).toBe(draw());
  });

  it('titles every edge after the services at its ends, in whatever order Graphviz drew them', () => {
    const names = Array.from({ length: 30 }, (_, i) => `s${i}`);
    const model = servicesModel(
      names.map((key, i) => [key, { dependsOn: names.filter((_, j) => j < i && (i * 7 + j * 3) % 11 === 0) }]),
    );
    const drawing = buildServicesGraph(model);
    const root = parse(drawSvg(drawing).text);
    const drawn = nodesOf(root, 'edge').map(edge => {
      const [, from, to] = /^(\S+) → (\S+)$/.exec(all(edge, 'title')[0]?.text ?? '') ?? [];
      const path = all(edge, 'path')[0]?.attributes['d']?.match(/-?[\d.]+,-?[\d.]+/g) ?? [];
      const place = (pair = '0,0') => pair.split(',').map((part, i) => Number(part) + (edge.moved[i] ?? 0));
      return { from, to, start: place(path[0]), end: place(path.at(-1)) };
    });
    expect(drawn.map(({ from, to }) => `${from} ${to}`).sort()).toEqual(
      drawing
        .edges()
        .map(({ v, w }) => `${v} ${w}`.replaceAll('service:', ''))
        .sort(),
    );
    const shapes = new Map(nodesOf(root).map(node => [textsOf(node)[0], shapeOf(node)]));
    for (const { from, to, start, end } of drawn) {
      expect(distance(shapes.get(from), start)).toBeLessThan(4);
      expect(distance(shapes.get(to), end)).toBeLessThan(14);
    }
  });

  it('gives every colour a night colour', () => {
    const fragile = distribution([
      ['testService1', ['testtarget1']],
      ['testService2', ['testtarget2']],
    ]);
    const root = parse(drawSvg(buildDistributionGraph(example.services, example.infrastructure, fragile)).text);
    const style = all(root, 'style')[0]?.text ?? '';
    const drawn = ['text', 'path', 'polygon', 'ellipse'].flatMap(name => all(root, name));
    for (const property of ['fill', 'stroke']) {
      const colours = new Set(drawn.map(({ attributes }) => attributes[property] ?? 'none'));
      colours.delete('none');
      expect(colours.size).toBeGreaterThan(3);
      for (const colour of colours) expect(style).toContain(`[${property}="${colour}"]{${property}:#`);
    }
  });

  it('falls back to a simpler layout where time runs out, and says so', () => {
    const names = Array.from({ length: 150 }, (_, i) => `s${i}`);
    const model = servicesModel(names.map((key, i) => [key, { dependsOn: names.slice(Math.max(0, i - 20), i) }]));
    const { text, note } = drawSvg(buildServicesGraph(model), { timeLimit: 500, mostSide: Number.POSITIVE_INFINITY });
    expect(note).toMatch(/^the layout by ranks took more than 0.5 s.*: drawn (by springs|on a grid) instead$/);
    expect(nodesOf(parse(text))).toHaveLength(150);
  });

  it('says what a library failed of, whatever it throws', () => {
    const exit = { name: 'ExitStatus', message: 'Program terminated with exit(1)', status: 1 };
    expect(describeFailure(exit)).toBe('ExitStatus: Program terminated with exit(1)');
    expect(describeFailure(new RangeError('out of bounds'))).toBe('RangeError: out of bounds');
    expect(describeFailure({ code: 1 })).toBe('for an unknown reason');
    expect(describeFailure(Object.create(null))).toBe('for an unknown reason');
    expect(describeFailure('abort')).toBe('abort');
    const { failure } = { failure: '', ...renderSvg('digraph {', { engine: 'dot', timeLimit: 10_000 }) };
    expect(failure).toMatch(/^failed \(.*syntax error/);
  });

  it('does not try what cannot end, and refuses what nobody could read', () => {
    const drawing = createDrawing('large', { directed: true });
    const add = (until: number) => {
      for (let i = drawing.nodeCount(); i < until; i++)
        drawing.setNode(`service:${i}`, { kind: 'service', lines: ['s'] });
    };
    add(20_000);
    drawing.setEdge('service:0', 'service:1', { kind: 'depends' });
    const { layouts, note } = chooseLayouts(drawing);
    expect(layouts.map(({ engine }) => engine)).toEqual(['osage']);
    expect(note).toBe('20000 nodes and 1 edges are too many for ranks or springs');
    add(mostElements);
    expect(() => drawSvg(drawing)).toThrow(
      'the picture is too large for SVG: 100000 nodes and 1 edges, where 100000 together are the most',
    );
  });

  it('is well-formed and shows every name as it is', () => {
    const samples = fc.sample(awkwardName, { seed: 20201008, numRuns: rounds({ short: 400, long: 1200 }) });
    const names = [...new Set(samples)];
    const model = servicesModel(names.map((name, i) => [name, { connectsTo: names.slice(0, i % 2) }]));
    const infrastructure = infrastructureModel(names.map((name, i) => [name, names.slice(i, i + 1 + (i % 2))]));
    for (const drawing of [buildServicesGraph(model), buildInfrastructureGraph(infrastructure)]) {
      const root = parse(drawSvg(drawing).text);
      const shown = textsOf(root).map(text => text.replaceAll('\u00a0', ' '));
      const said = drawing
        .nodes()
        .flatMap(id => drawing.node(id).lines.flatMap(line => fromBytes(displayText(line)).split('\n')));
      expect(
        shown
          .map(text => text.trim())
          .filter(Boolean)
          .sort(),
      ).toEqual(
        said
          .map(text => text.trim())
          .filter(Boolean)
          .sort(),
      );
    }
  });
});

interface Shape {
  readonly round: boolean;
  readonly x: number;
  readonly y: number;
  /** Half the width and height. */
  readonly rx: number;
  readonly ry: number;
}

function shapeOf(node: Element): Shape {
  const ellipse = node.children.find(({ name }) => name === 'ellipse')?.attributes;
  if (ellipse) {
    const [x, y, rx, ry] = ['cx', 'cy', 'rx', 'ry'].map(name => Number(ellipse[name])) as [
      number,
      number,
      number,
      number,
    ];
    return { round: true, x: x + node.moved[0], y: y + node.moved[1], rx, ry };
  }
  const rect = node.children.find(({ name }) => name === 'rect')?.attributes;
  if (rect) {
    const [x = 0, y = 0, width = 0, height = 0] = ['x', 'y', 'width', 'height'].map(name => Number(rect[name]));
    const [rx, ry] = [width / 2, height / 2];
    return { round: false, x: x + node.moved[0] + rx, y: y + node.moved[1] + ry, rx, ry };
  }
  const outline = node.children.find(({ name }) => name === 'polygon' || name === 'path')?.attributes;
  const points =
    (outline?.['points'] ?? outline?.['d'] ?? '')
      .match(/-?[\d.]+,-?[\d.]+/g)
      ?.map(pair => pair.split(',').map(Number)) ?? [];
  const [xs, ys] = [points.map(([x]) => x ?? 0), points.map(([, y]) => y ?? 0)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const [dx, dy] = node.moved;
  return {
    round: false,
    x: (left + right) / 2 + dx,
    y: (top + bottom) / 2 + dy,
    rx: (right - left) / 2,
    ry: (bottom - top) / 2,
  };
}

/** How far outside an oval a point lies, about. */
function distance(shape: Shape | undefined, point: readonly number[] | undefined): number {
  if (!shape || !point) return Number.POSITIVE_INFINITY;
  const [dx, dy] = [(point[0] ?? 0) - shape.x, (point[1] ?? 0) - shape.y];
  const radius = Math.hypot(dx / shape.rx, dy / shape.ry);
  return Math.abs(radius - 1) * Math.hypot(dx, dy);
}

const fonts = spawnSync('fc-match', ['DejaVu Sans']).stdout?.toString() ?? '';
const canMeasure = spawnSync('dot', ['-V']).status === 0 && fonts.startsWith('DejaVuSans.ttf');

/** The widths of texts in the real typeface, measured by Pango inside the program dot, in points. */
function measure(texts: readonly string[], size: number): Map<string, number> {
  const quoted = (text: string) => text.replace(/["\\]/g, '\\$&').replaceAll('&', '&amp;');
  const nodes = texts.map((text, i) => `n${i} [label="${quoted(text)}"]`);
  const style = `node [shape=box, margin=0, width=0, height=0, fontname="DejaVu Sans", fontsize=${size}]`;
  const input = `graph { layout=osage; ${style}; ${nodes.join('; ')} }`;
  const { stdout } = spawnSync('dot', ['-Tplain'], { input, maxBuffer: 2 ** 28 });
  const widths = new Map<string, number>();
  for (const [, number, width] of stdout.toString().matchAll(/^node n(\d+) \S+ \S+ (\S+)/gm)) {
    widths.set(texts[Number(number)] ?? '', Number(width) * 72);
  }
  return widths;
}

/** A system of `n` services on a tenth as many machines, with long and short names. */
function systemOf(n: number): { readonly name: string; readonly drawing: Drawing }[] {
  const kinds = ['web', 'Database-Master', 'iii', 'QUEUE_WORKER', 'mail@host', 'Zürich-API', '日本語サービス'].map(
    name => Buffer.from(name, 'utf8').toString('latin1'),
  );
  const names = Array.from({ length: n }, (_, i) => `${kinds[i % kinds.length]}-${i}`);
  const targets = Array.from(
    { length: Math.max(2, n / 10) },
    (_, i) => `${kinds[(i + 3) % kinds.length]}.example.org-${i}`,
  );
  const services = servicesModel(
    names.map((key, i) => [
      key,
      { type: 'process', dependsOn: [i >> 1, i - 7].filter(j => j >= 0 && j < i).map(j => names[j] ?? '') },
    ]),
  );
  const infrastructure = infrastructureModel(targets.map((target, i) => [target, kinds.slice(0, i % 5)]));
  const placed = distribution(names.map((key, i) => [key, [targets[(i >> 3) % targets.length] ?? '']]));
  const colours = new Map(names.map((key, i) => [key, i % targets.length]));
  const models = { services, infrastructure, candidates: placed };
  return [
    { name: 'services', drawing: buildServicesGraph(services) },
    { name: 'infrastructure', drawing: buildInfrastructureGraph(infrastructure) },
    { name: 'distribution', drawing: buildDistributionGraph(services, infrastructure, placed) },
    { name: 'colouring', drawing: drawResolvedColouring(colouredGraph(services, { colours, targets })) },
    { name: 'cut', drawing: drawResolvedPlacement(cutGraph(models, placed), infrastructure) },
  ];
}

describe.skipIf(!canMeasure)('legibility (needs the program dot and the typeface DejaVu Sans)', () => {
  it.each([5, 50, 500])('labels stay inside their shapes, shapes and boxes apart, at %i services', n => {
    for (const { name, drawing } of systemOf(n)) {
      const root = parse(drawSvg(drawing).text);
      const nodes = nodesOf(root).map(node => ({ texts: all(node, 'text'), shape: shapeOf(node) }));
      const widths = measure([...new Set(nodes.flatMap(({ texts }) => texts.map(({ text }) => text)))], 12);
      for (const { texts, shape } of nodes) {
        for (const { text, attributes, moved } of texts) {
          // The middle of the lower-case letters: there an oval must be wide enough.
          const dy = (Number(attributes['y']) + (moved[1] ?? 0) - 4 - shape.y) / shape.ry;
          const room = 2 * shape.rx * (shape.round ? Math.sqrt(1 - dy * dy) : 1);
          const inside = Math.abs(dy) < 1 && (widths.get(text) ?? Number.POSITIVE_INFINITY) <= room;
          if (!inside) expect.fail(`${name}: "${text}" is ${widths.get(text)} wide and has ${room}`);
        }
      }
      expectApart(nodes.map(({ shape }) => shape));
      // A box may stand inside a box, but two boxes never cross.
      expectNested([...nodesOf(root, 'cluster'), ...nodesOf(root, 'box')].map(shapeOf));
    }
  });
});

function expectApart(shapes: readonly Shape[]): void {
  const sorted = [...shapes].sort((a, b) => a.x - a.rx - (b.x - b.rx));
  sorted.forEach((a, i) => {
    for (const b of sorted.slice(i + 1)) {
      if (b.x - b.rx >= a.x + a.rx) break;
      const apart = Math.abs(a.y - b.y) >= a.ry + b.ry - 0.1;
      // Ovals whose boxes touch at the corners are apart.
      const [dx, dy] = [(a.x - b.x) / (a.rx + b.rx), (a.y - b.y) / (a.ry + b.ry)];
      const corners = a.round && b.round && dx * dx + dy * dy >= 0.98;
      if (!apart && !corners) expect.fail(`shapes overlap at ${a.x},${a.y} and ${b.x},${b.y}`);
    }
  });
}

function expectNested(shapes: readonly Shape[]): void {
  for (const a of shapes) {
    for (const b of shapes) {
      if (a === b) continue;
      const apart = Math.abs(a.x - b.x) >= a.rx + b.rx - 0.1 || Math.abs(a.y - b.y) >= a.ry + b.ry - 0.1;
      const inside = (p: Shape, q: Shape) =>
        Math.abs(p.x - q.x) + p.rx <= q.rx + 0.1 && Math.abs(p.y - q.y) + p.ry <= q.ry + 0.1;
      if (!apart && !inside(a, b) && !inside(b, a)) expect.fail(`boxes cross at ${a.x},${a.y} and ${b.x},${b.y}`);
    }
  }
}
