/**
 * Whether there is a plan, by integer programming.
 *
 * Problem    As `find-witness.ts`, with an answer either way.
 * Input      A problem and what is open in it, who solves integer programs, seconds.
 * Result     A plan, `none`, or nothing where there was no answer in time, or the program would be too large.
 * Model      x[g,l]: so many nodes of group g have label l, Σ x[g,·] = size. Nodes of a group are alike: the same
 *            labels, needs and homes, and no rules. Rows for room, rules and moves. Nodes without a label, and zones
 *            that a spread lacks, cost 1 each, so that there is always a solution; where each costs more than 0, there
 *            is no plan.
 * Guarantee  As good as HiGHS (floating point, tolerances of 1e-6): a plan is checked later, a refutation is believed.
 * Time       Exponential at worst, ended by the seconds.
 * Source     The assignment model; solved by whoever solves integer programs: HiGHS.
 *
 * `!` in this file only marks reads of arrays inside their bounds.
 */
import type { IntegerProgramSolver } from '../../integer-program.ts';
import { isHome } from '../is-home.ts';
import type { GroupRule, PlaceProblem } from '../place-problem.ts';
import { PlaceState } from '../place-state.ts';
import type { TreeAnswer } from './decide-by-tree.ts';
import type { OpenLabels } from './open-labels.ts';
import { PlanRows } from './plan-rows.ts';

/** A bound above this is above 0. */
const allowance = 1e-4;
/** Programs with more columns are not tried. */
const mostColumns = 30_000;

export function decideByProgram(labels: OpenLabels, programs: IntegerProgramSolver, seconds: number): TreeAnswer {
  const rows = new PlanRows(labels);
  if (rows.columnCount > mostColumns || seconds <= 0) return undefined;
  addRoom(labels, rows);
  addMoves(labels, rows);
  for (const rule of labels.problem.rules) addRule(labels.problem, rule, rows);
  if (labels.room.some(room => room.some(amount => amount < 0))) return 'none';
  const answer = rows.columnCount === 0 ? { bound: 0, values: new Float64Array(0) } : programs(rows.build(), seconds);
  if (answer === undefined) return undefined;
  if (answer.bound > allowance) return 'none';
  if (answer.values === undefined) return undefined;
  const label = rows.read(answer.values);
  return new PlaceState(labels.problem, label).isFeasible ? label : undefined;
}

function addRoom(labels: OpenLabels, rows: PlanRows): void {
  const { resources, labelCount } = labels.problem;
  const crowds = resources.some(({ transient }) => transient) ? listStanding(labels.problem, rows) : [];
  resources.forEach(({ need, transient }, r) => {
    for (let label = 0; label < labelCount; label++) {
      const room = labels.room[r]![label]!;
      if (room === Number.POSITIVE_INFINITY) continue;
      const sum = rows.at(label, node => labels.needAt(r, node, label));
      for (const { node, columns } of transient ? (crowds[label] ?? []) : []) {
        // The home is held for one of them anyway; the others come on top.
        const further = rows.addContinuous();
        rows.limit(-Infinity, new Map(columns).set(further, -1), 1);
        sum.set(further, need[node]!);
      }
      rows.limit(-Infinity, sum, room);
    }
  });
}

/** Label → by class, the columns of nodes that stand on it as a home, and one of them: where several may. */
function listStanding(
  { moves, nodeCount, labelCount }: PlaceProblem,
  rows: PlanRows,
): readonly (readonly { readonly node: number; readonly columns: ReadonlyMap<number, number> }[])[] {
  const sizes = new Int32Array(moves.newcomers.length);
  for (let node = 0; node < nodeCount; node++) sizes[moves.classOf[node]!]!++;
  const found = Array.from(
    { length: labelCount },
    () => new Map<number, { node: number; columns: Map<number, number> }>(),
  );
  rows.visitColumns((column, node, label) => {
    const its = moves.classOf[node]!;
    if (sizes[its]! < 2 || !isHome(moves, node, label)) return;
    const standing = found[label]!.get(its) ?? { node, columns: new Map<number, number>() };
    found[label]!.set(its, standing);
    standing.columns.set(column, 1);
  });
  return found.map(byClass => [...byClass.values()]);
}

/** Nodes away from home, without those that are new, are at most so many. */
function addMoves({ problem }: OpenLabels, rows: PlanRows): void {
  const { atMost, classOf, homes, newcomers } = problem.moves;
  if (atMost === undefined) return;
  const moved = new Map<number, number>();
  const byClass = new Map<number, number[]>();
  rows.visitColumns((column, node, label) => {
    const its = classOf[node]!;
    if (homes.start[its] === homes.start[its + 1] || isHome(problem.moves, node, label)) return;
    byClass.set(its, [...(byClass.get(its) ?? []), column]);
  });
  for (const [its, columns] of byClass) {
    if (newcomers[its] === 0) for (const column of columns) moved.set(column, 1);
    else {
      // Only what is beyond the new ones has moved.
      const beyond = rows.addContinuous();
      const sum = new Map(columns.map((column): [number, number] => [column, 1]));
      rows.limit(-Infinity, sum.set(beyond, -1), newcomers[its]!);
      moved.set(beyond, 1);
    }
  }
  rows.limit(-Infinity, moved, atMost);
}

function addRule(problem: PlaceProblem, rule: GroupRule, rows: PlanRows): void {
  const { zoneOf, zoneCount } = problem.partitions[rule.partition]!;
  const inZone = (nodes: Iterable<number>, zone: number, isFree?: ReadonlySet<number>): Map<number, number> => {
    const sum = new Map<number, number>();
    for (const node of nodes) {
      rows.visitNode(node, (column, label) => {
        if (zoneOf[label] === zone && isFree?.has(label) !== true) sum.set(column, 1);
      });
    }
    return sum;
  };
  const used: Map<number, number> = new Map();
  for (let zone = 0; zone < zoneCount; zone++) {
    switch (rule.kind) {
      case 'apart':
        rows.limit(-Infinity, inZone(rule.nodes, zone), 1);
        break;
      case 'together': {
        const first = inZone(rule.nodes.subarray(0, 1), zone);
        for (const node of rule.nodes.subarray(1)) rows.limit(0, minus(inZone([node], zone), first), 0);
        break;
      }
      case 'near': {
        const isFree = new Set(rule.free);
        const wanted = inZone(rule.to, zone);
        for (const node of rule.nodes) rows.limit(-Infinity, minus(inZone([node], zone, isFree), wanted), 0);
        break;
      }
      case 'spread': {
        const one = rows.addContinuous(1);
        used.set(one, 1);
        rows.limit(-Infinity, minus(new Map([[one, 1]]), inZone(rule.nodes, zone)), 0);
        break;
      }
      case 'skew':
        break;
    }
  }
  if (rule.kind === 'spread') {
    used.set(rows.addContinuous(rule.least, 1), 1);
    rows.limit(rule.least, used, Number.POSITIVE_INFINITY);
  }
  if (rule.kind !== 'skew') return;
  const [fullest, emptiest] = [rows.addContinuous(), rows.addContinuous()];
  for (const zone of rule.zones ?? []) {
    const count = inZone(rule.nodes, zone);
    rows.limit(-Infinity, minus(count, new Map([[fullest, 1]])), 0);
    rows.limit(0, minus(count, new Map([[emptiest, 1]])), Number.POSITIVE_INFINITY);
  }
  rows.limit(-Infinity, minus(new Map([[fullest, 1]]), new Map([[emptiest, 1]])), rule.most);
}

function minus(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): Map<number, number> {
  const sum = new Map(a);
  for (const [column, factor] of b) sum.set(column, (sum.get(column) ?? 0) - factor);
  return sum;
}
