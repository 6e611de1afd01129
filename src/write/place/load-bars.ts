import { toBytes } from '../../base/bytes.ts';
import type { Look } from '../../base/look.ts';
import { sortNaturallyBy } from '../../base/natural-order.ts';
import type { CapacityLoads, TargetLoad } from '../../plan/index.ts';
import { alignColumns, type Cell, lengthOf, shorten } from './text-columns.ts';

/** So many targets are shown: those with most of their room used. */
const mostTargets = 20;
const widths = { least: 8, most: 40, name: 24 } as const;
const filled = toBytes('█');
const empty = toBytes('░');
/** Used beyond the comfortable share. */
const over = toBytes('▓');

/**
 * A table for each capacity: on each target that has or uses any, what is used of what there is, with a bar as wide as
 * the line allows. What is beyond the comfortable share stands out, and so does what is too much.
 */
export function writeLoads(loads: readonly CapacityLoads[], look: Look): readonly string[] {
  return loads.flatMap(({ capacity, targets }) => ['', ...writeCapacity(capacity, targets, look)]);
}

function writeCapacity(capacity: string, all: readonly TargetLoad[], look: Look): readonly string[] {
  const { paint, width } = look;
  const used = sortNaturallyBy(all, ({ target }) => target).filter(({ share }) => share > 0);
  const shown = used.length <= mostTargets ? used : selectFullest(used);
  const numbers = shown.map(load => ({ load, text: describeUse(load) }));
  const name = Math.max(0, ...shown.map(({ target }) => Math.min(widths.name, lengthOf(target))));
  const numberWidth = Math.max(0, ...numbers.map(({ text }) => lengthOf(text)));
  // Two blanks before the line and between columns, and `100 %`.
  const room = width - name - numberWidth - 6 - 2 - 6;
  const bar = Math.max(widths.least, Math.min(widths.most, room));
  const rows = numbers.map(({ load, text }): readonly Cell[] => {
    const tone = load.isOverloaded ? 'error' : load.isComfortable ? undefined : 'warning';
    const dye = (one: string): string => (tone === undefined ? one : paint(tone, one));
    return [
      { text: `  ${shorten(load.target, widths.name)}` },
      { text: drawBar(load, bar), paint: tone === undefined ? one => paint('hint', one) : dye },
      { text: toPercent(load.share), right: true, paint: dye },
      { text },
    ];
  });
  const rest = [
    ...(used.length > shown.length ? [`  and ${used.length - shown.length} more with less of it used`] : []),
    ...(all.length > used.length ? [`  ${all.length - used.length} of ${all.length} targets: none used`] : []),
  ];
  return [paint('place', shorten(capacity, width)), ...alignColumns(rows), ...rest];
}

/** In the order of their names. */
function selectFullest(loads: readonly TargetLoad[]): readonly TargetLoad[] {
  const fullest = new Set([...loads].sort((a, b) => b.share - a.share).slice(0, mostTargets));
  return loads.filter(load => fullest.has(load));
}

function describeUse({ used, have, comfortable, whileMoving, isComfortable, isOverloaded }: TargetLoad): string {
  const notes = [
    ...(isComfortable || comfortable === undefined ? [] : [`comfortable: ${comfortable}`]),
    ...(whileMoving === undefined ? [] : [`${whileMoving} while moving`]),
    ...(isOverloaded ? ['too much'] : []),
  ];
  return `${used} of ${have}${notes.length === 0 ? '' : `, ${notes.join(', ')}`}`;
}

/** Filled as far as the room is used; what is beyond the comfortable share in another shade. */
function drawBar({ share, comfortable, have }: TargetLoad, width: number): string {
  const used = Math.max(share > 0 ? 1 : 0, Math.min(width, Math.floor(share * width + 1e-9)));
  const easy = comfortable === undefined ? width : Math.floor((Number(comfortable) / Number(have)) * width);
  const calm = Math.min(used, Math.max(0, easy));
  return filled.repeat(calm) + over.repeat(used - calm) + empty.repeat(width - used);
}

/** Rounded down, so that only what is full says 100 %. */
export function toPercent(share: number): string {
  return Number.isFinite(share) ? `${Math.floor(100 * share + 1e-9)} %` : '-';
}
