import { toBytes } from '../../base/bytes.ts';
import { sortNaturallyBy } from '../../base/natural-order.ts';
import { joinLines, type Markup } from '../html/html.ts';
import { inks, inksOfTarget } from '../picture/palette.ts';
import { type Bundle, BundleSums } from './bundle-sums.ts';
import { type Lens, shortenName } from './card-boxes.ts';
import type { Figures } from './figures.ts';
import type { Point } from './geometry.ts';
import type { PlanDocument } from './plan-document.ts';
import { drawBox, drawLabel } from './svg-marks.ts';

/** How much goes between any two machines or groups; where there are too many, between zones or groups above. */
export interface LinkMatrix {
  readonly names: readonly string[];
  /** Pairs with `a` before `b`, or in a zone equal to it. */
  readonly cells: readonly Bundle[];
  readonly of: 'machines' | 'zones' | 'groups' | 'groups of groups';
}

/** Of more machines nobody reads a table. */
const mostNames = 60;

/**
 * Which machines, or zones, have links to others; by group, which groups. Those without any are left out.
 * O(bundles + machines), by group O(links + groups).
 */
export function makeMatrix(
  document: PlanDocument,
  { bundles }: Pick<Figures, 'bundles'>,
  lens: Lens = 'machine',
  most = mostNames,
): LinkMatrix {
  const { machines, zones, groups } = document;
  if (lens === 'machine') {
    const folded = { names: zones.map(zone => zone || 'no zone'), numberOf: machines.zone };
    const { isFolded, ...table } = tabulate(bundles, machines.name, folded, most);
    return { ...table, of: isFolded ? 'zones' : 'machines' };
  }
  const tops = groups.map(group => group.split('/')[0] ?? '');
  const above = new Map([...new Set(tops)].map((top, number) => [top, number]));
  const names = [...above.keys()].map(top => top || 'no group');
  const folded = { names, numberOf: tops.map(top => above.get(top) ?? 0) };
  const own = groups.map(group => group || 'no group');
  const { isFolded, ...table } = tabulate(bundles, own, folded, most);
  return { ...table, of: isFolded ? 'groups of groups' : 'groups' };
}

function tabulate(
  bundles: readonly Bundle[],
  all: readonly string[],
  folded: { readonly names: readonly string[]; readonly numberOf: readonly number[] },
  most: number,
): Pick<LinkMatrix, 'names' | 'cells'> & { readonly isFolded: boolean } {
  const linked = sortNaturallyBy(new Set(bundles.flatMap(({ a, b }) => [a, b])), one => all[one] ?? '');
  if (linked.length <= most) {
    const number = new Map(linked.map((one, i) => [one, i]));
    const cells = bundles.map(bundle => {
      const ends = [number.get(bundle.a) ?? 0, number.get(bundle.b) ?? 0] as const;
      return { ...bundle, a: Math.min(...ends), b: Math.max(...ends) };
    });
    return { names: linked.map(one => all[one] ?? ''), cells, isFolded: false };
  }
  const sums = new BundleSums(folded.names.length);
  for (const { a, b, ...sum } of bundles) sums.add(folded.numberOf[a] ?? 0, folded.numberOf[b] ?? 0, sum);
  return { names: folded.names, cells: sums.all(), isFolded: true };
}

/** Where a matrix stands in a picture, and how large it is. */
export interface MatrixPlace extends Point {
  readonly matrix: LinkMatrix;
  readonly height: number;
  /** Where it ends. */
  readonly right: number;
}

const cell = 18;
const [nameWidth, nameHeight] = [96, 86];

/** The room that a matrix takes from there on. */
export function sizeOfMatrix(matrix: LinkMatrix, { x, y }: Point): MatrixPlace {
  const side = matrix.names.length * cell;
  return { x, y, matrix, height: 24 + nameHeight + side + 10, right: x + nameWidth + side + 80 };
}

/** A matrix as SVG: the weight in each cell, the darker the heavier. */
export function writeMatrix({ x, y, matrix }: MatrixPlace): Markup {
  const { names, cells, of } = matrix;
  const [left, top] = [x + nameWidth, y + 24 + nameHeight];
  const heaviest = cells.reduce((most, { weight }) => Math.max(most, weight), 1);
  const label = (name: string): string => toBytes(shortenName(name, 16));
  const ink = inksOfTarget(24).fill.light;
  const square = (row: number, column: number) => ({
    ...{ x: left + column * cell, y: top + row * cell },
    ...{ width: cell - 1, height: cell - 1 },
  });
  const both = ({ a, b, weight }: Bundle) => [
    { row: a, column: b, weight },
    ...(a === b ? [] : [{ row: b, column: a, weight }]),
  ];
  return joinLines([
    drawLabel(x, y + 14, `Links between ${of} (weight)`, { size: 12, bold: true }),
    ...names.flatMap((name, i) => [
      drawLabel(left - 5, top + i * cell + 12, label(name), { size: 9, anchor: 'end' }),
      drawLabel(left + i * cell + 12, top - 5, label(name), { size: 9, turned: -60 }),
      drawBox(square(i, i), { fill: inks.plain.light }),
    ]),
    ...cells
      .flatMap(both)
      .flatMap(({ row, column, weight }) => [
        drawBox(square(row, column), { fill: ink, opacity: 0.3 + (0.7 * weight) / heaviest }),
        drawLabel(left + (column + 0.5) * cell, top + row * cell + 12, String(weight), { size: 8, anchor: 'middle' }),
      ]),
  ]);
}
