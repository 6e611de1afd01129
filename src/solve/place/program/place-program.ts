/**
 * The combined placement problem as an integer program.
 *
 * Columns: binary x[c,t]: cluster c has label t; y[t]: label t is used. Continuous ones are what x makes of them:
 * s[e,z], link e is saved in zone z of its level; what measures and soft rules need.
 * Rows: one label for each cluster; room, with what moves hold twice; rules (`program-rules.ts`); s[e,z] at most each
 * end in z; of a group among the neighbours of a cluster at most so many with it; and no more of them than fit beside
 * it: these two make its relaxation strong where there are replicas and little room; what is saved in the zones of a
 * level is saved in the zones around them, too. Measures are sums over columns, so that any of them can be an objective
 * or a limit.
 * Guarantee: each plan that keeps room and rules is a solution, with its measures; where nodes of one class may share a
 * label, the program may count less than the plan.
 * Size: a column for each candidate and each common zone of a link.
 * Typed arrays are indexed within bounds that the loops establish, hence `!`.
 */

import { type IntegerProgram, ProgramBuilder } from '../../integer-program.ts';
import type { BoundModel } from '../bound/bound-model.ts';
import type { Measures, Objective } from '../place-problem.ts';
import { type ProgramDraft, Sum } from './program-draft.ts';
import { addMeasures } from './program-measures.ts';
import { addRules } from './program-rules.ts';
import { addSavings } from './program-savings.ts';

export interface PlaceProgram {
  readonly program: IntegerProgram;
  /** What is added to its bound to have the objective. */
  readonly constant: number;
  readonly columnOf: Int32Array;
}

export interface ProgramOptions {
  readonly objective: Objective;
  /** Objectives that may not be more than so much. */
  readonly limits: readonly { readonly objective: Objective; readonly most: number }[];
  /** A plan to start from. */
  readonly label: Int32Array;
  /** Candidate by candidate of the clusters: 1 where it need not be looked at. */
  readonly closed?: Uint8Array | undefined;
  /** Solutions nearer than this to the bound are as good. */
  readonly gap: number;
}

/** How many columns the program has, but for measures and rules. O(links). */
export function countColumns({ clusters, links }: BoundModel): number {
  const { start } = clusters.lists;
  return clusters.listOf.reduce((sum, list) => sum + start[list + 1]! - start[list]!, links.shareCount);
}

export function writePlaceProgram(model: BoundModel, options: ProgramOptions): PlaceProgram {
  const costs = costOfColumns(model, options);
  const draft = draftProgram(model, options, costs);
  const objective = sumOf(draft, options.objective);
  return { program: draft.rows.build(options.gap), constant: objective.constant, columnOf: draft.columnOf };
}

/**
 * Columns get their cost when they are made, so the program is written twice: first without, to learn the objective.
 */
function costOfColumns(model: BoundModel, options: ProgramOptions): ReadonlyMap<number, number> {
  const draft = draftProgram(model, options, new Map());
  return sumOf(draft, options.objective).factors;
}

function draftProgram(
  model: BoundModel,
  { objective, limits, label, closed }: ProgramOptions,
  costs: ReadonlyMap<number, number>,
): ProgramDraft {
  const { clusters, problem } = model;
  const rows = new CostedBuilder(costs);
  const wanted = (measure: keyof Measures): boolean =>
    [objective, ...limits.map(({ objective: other }) => other)].some(one => (one[measure] ?? 0) > 0);
  const chosen = new Int32Array(clusters.count);
  label.forEach((at, node) => {
    chosen[clusters.of[node]!] = at;
  });
  const columnOf = new Int32Array(clusters.count + 1);
  for (let c = 0, at = 0; c < clusters.count; c++) {
    const list = clusters.listOf[c]!;
    const end = clusters.lists.start[list + 1]!;
    for (let i = clusters.lists.start[list]!; i < end; i++, at++) {
      rows.addBinary(0, clusters.lists.items[i] === chosen[c] ? 1 : 0, closed?.[at] !== 1);
    }
    columnOf[c + 1] = at;
  }
  const used = new Set(label);
  const usedColumn =
    wanted('labels') || wanted('cost')
      ? Int32Array.from({ length: problem.labelCount }, (_, t) => rows.addBinary(0, used.has(t) ? 1 : 0))
      : undefined;
  for (let c = 0; c < clusters.count; c++) {
    const columns = Array.from({ length: columnOf[c + 1]! - columnOf[c]! }, (_, i) => columnOf[c]! + i);
    rows.addRow(1, 1, columns);
  }
  const limit: ProgramDraft['limit'] = (lower, { factors, constant }, upper) => {
    rows.addRow(lower - constant, upper - constant, [...factors.keys()], [...factors.values()]);
  };
  const inZone: ProgramDraft['inZone'] = (cluster, partition, zone) => {
    const { zoneOf } = problem.partitions[partition]!;
    const sum = new Sum();
    const begin = clusters.lists.start[clusters.listOf[cluster]!]!;
    for (let i = 0; i < columnOf[cluster + 1]! - columnOf[cluster]!; i++) {
      if (zoneOf[clusters.lists.items[begin + i]!] === zone) sum.add(columnOf[cluster]! + i, 1);
    }
    return sum;
  };
  const measures = {
    links: new Sum(),
    labels: new Sum(),
    cost: new Sum(),
    moves: new Sum(),
    load: new Sum(),
    balance: new Sum(),
    wishes: new Sum(),
  };
  const draft: ProgramDraft = { model, rows, chosen, columnOf, usedColumn, measures, limit, inZone };
  addRules(draft, wanted('wishes'));
  addMeasures(draft, wanted);
  if (wanted('links')) addSavings(draft);
  for (const { objective: other, most } of limits) limit(-Infinity, sumOf(draft, other), most);
  return draft;
}

function sumOf({ measures }: ProgramDraft, objective: Objective): Sum {
  const sum = new Sum();
  for (const measure of Object.keys(objective) as (keyof Measures)[]) {
    sum.addSum(measures[measure], objective[measure] ?? 0);
  }
  return sum;
}

/** A builder that knows what columns cost. */
class CostedBuilder extends ProgramBuilder {
  readonly #costs: ReadonlyMap<number, number>;
  #count = 0;

  constructor(costs: ReadonlyMap<number, number>) {
    super();
    this.#costs = costs;
  }

  override addBinary(_cost: number, start?: number, isOpen = true): number {
    return super.addBinary(this.#costs.get(this.#count++) ?? 0, start, isOpen);
  }

  override addContinuous(_cost: number, upper: number, start?: number): number {
    return super.addContinuous(this.#costs.get(this.#count++) ?? 0, upper, start);
  }
}
