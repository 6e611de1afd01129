import { countNouns } from '../../base/count-nouns.ts';
import type { Look } from '../../base/look.ts';
import { nameSomeSorted } from '../../base/name-some.ts';
import { compareNaturally } from '../../base/natural-order.ts';
import { showControls } from '../../base/show-controls.ts';
import type { LinkLevel, MeasuredPlan, Move, PlaceReport } from '../../plan/index.ts';
import { describeProof, nameObjective } from './describe-objective.ts';
import { describeTime } from './describe-time.ts';
import { writeLoads } from './load-bars.ts';
import { alignColumns, type Cell } from './text-columns.ts';

/** More lines of one kind are only counted: `--json` has them all. */
const mostLines = 20;

/**
 * What a person wants to know of a plan under a policy: each objective with what is proved of it, links by how far they
 * go, the load of each target, moves with those of stateful services first, and wishes that are not met.
 */
export function writePlaceReport(report: PlaceReport, look: Look): string {
  const lines = [
    ...writeObjectives(report),
    ...writeLinks(report.links, look),
    ...writeLoads(report.loads, look),
    ...writeMoves(report, look),
    ...writeWishes(report, look),
  ];
  return `${lines.join('\n')}\n`;
}

function writeObjectives({ objectives, measures, targets, ...time }: PlaceReport): readonly string[] {
  const named = objectives.map((objective, i): readonly Cell[] => {
    return [
      { text: `${nameObjective(objective)}:` },
      { text: `${objective.value}; ${describeProof(objective, i === 0)}` },
    ];
  });
  const counted = new Set(objectives.flatMap(objective => objective.measures.map(({ name }) => name)));
  const parts = objectives.filter(objective => objective.measures.length > 1).flatMap(objective => objective.measures);
  const isPriced = targets.some(({ cost }) => cost !== undefined);
  const others = [
    ...parts.map(({ name }) => [name, measures[name]] as const),
    ...(counted.has('targets') ? [] : [['targets', measures.targets] as const]),
    ...(counted.has('cost') || !isPriced ? [] : [['cost', measures.cost] as const]),
  ].map(([name, text]): readonly Cell[] => [{ text: `${name}:` }, { text }]);
  return alignColumns([...named, ...others, [{ text: 'time:' }, { text: describeTime(time) }]], 1);
}

/** A line for each level that has any links; nothing where there are none. */
export function writeLinks(levels: readonly LinkLevel[], { paint }: Look): readonly string[] {
  const total = levels.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return [];
  const isWeighted = levels.some(({ count, weight }) => count !== weight);
  const rows = levels.map((level, i): readonly Cell[] => [
    { text: `  ${nameLevel(levels, i)}` },
    { text: String(level.count), right: true },
    ...(isWeighted ? [{ text: `weight ${level.weight}`, right: true }] : []),
    { text: i === 0 ? '' : `cost ${level.cost}`, right: true },
  ]);
  return ['', paint('place', `links: ${total} between replicas`), ...alignColumns(rows)];
}

/** `on one target`, `within a rack`, `between zones`; where there are no levels, `between targets`. */
export function nameLevel(levels: readonly LinkLevel[], i: number): string {
  const within = levels[i]?.within;
  if (i === 0) return 'on one target';
  if (within !== undefined) return `in one ${showControls(within)}`;
  const outer = levels[i - 1]?.within ?? 'target';
  return outer === 'target' ? 'between targets' : `beyond one ${showControls(outer)}`;
}

function writeMoves({ moves, hasPrevious }: MeasuredPlan, look: Look): readonly string[] {
  if (!hasPrevious || moves.length === 0) return [];
  return ['', ...listMoves(moves, look)];
}

/** Moves with those of stateful services first. */
export function listMoves(moves: readonly Move[], { paint }: Look): readonly string[] {
  const stateful = moves.filter(move => move.stateful).length;
  const of = stateful === 0 ? '' : `, ${stateful} of stateful services`;
  const rows = sortMoves(moves)
    .slice(0, mostLines)
    .map((move): readonly Cell[] => [
      { text: `  ${showControls(move.service)}`, paint: move.stateful ? one => paint('error', one) : undefined },
      { text: `${showControls(move.from)} -> ${showControls(move.to)}` },
      { text: move.stateful ? 'stateful' : '' },
    ]);
  return [paint('place', `moves: ${moves.length}${of}`), ...alignColumns(rows), ...countRest(moves.length)];
}

function sortMoves(moves: readonly Move[]): readonly Move[] {
  return moves.toSorted((a, b) => Number(b.stateful) - Number(a.stateful) || compareNaturally(a.service, b.service));
}

function writeWishes({ wishes }: MeasuredPlan, { paint }: Look): readonly string[] {
  if (wishes.length === 0) return [];
  const rows = wishes
    .slice(0, mostLines)
    .map((wish): readonly Cell[] => [
      { text: `  ${showControls(wish.rule)}`, paint: one => paint('warning', one) },
      { text: countNouns(wish.violations, 'time') },
      { text: `counts ${wish.counts}` },
      { text: showControls(nameSomeSorted(wish.services, 5)) },
    ]);
  return ['', paint('place', 'wishes that are not met'), ...alignColumns(rows), ...countRest(wishes.length)];
}

function countRest(count: number): readonly string[] {
  return count > mostLines ? [`  and ${count - mostLines} more`] : [];
}
