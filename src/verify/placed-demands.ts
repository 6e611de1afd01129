// `!` in this file only marks reads of arrays inside their bounds.

import { listedIn, type PlacedProblem } from './placed-problem.ts';

/** Something that a plan must keep, by what it says of a problem. */
export interface PlacedDemand {
  /** Rules, by number. */
  readonly rules: readonly number[];
  /** Nodes that may have some labels only. */
  readonly limits: readonly { readonly nodes: readonly number[]; readonly labels: readonly number[] }[];
  /** What labels have of resources. */
  readonly rooms: readonly { readonly resource: number; readonly label: number }[];
  /** Whether it is the limit on moves. */
  readonly moves: boolean;
}

/** A problem in which only some demands hold: labels without a demand on their room have no end of it. */
export function holdDemands(whole: PlacedProblem, held: readonly PlacedDemand[]): PlacedProblem {
  const lists = Array.from({ length: whole.nodeCount }, (_, node) => {
    const own = held.flatMap(({ limits }) => limits.filter(({ nodes }) => nodes.includes(node)));
    const labels = Array.from(listedIn(whole.lists, whole.listOf[node]!));
    return labels.filter(label => own.every(limit => limit.labels.includes(label)));
  });
  const start = new Int32Array(lists.length + 1);
  for (const [node, list] of lists.entries()) start[node + 1] = start[node]! + list.length;
  const rooms = held.flatMap(demand => demand.rooms);
  const { atMost, ...moves } = whole.moves;
  return {
    ...whole,
    listOf: Int32Array.from(lists, (_, node) => node),
    lists: { start, items: Int32Array.from(lists.flat()) },
    resources: whole.resources.map((resource, r) => {
      const have = new Float64Array(whole.labelCount).fill(Number.POSITIVE_INFINITY);
      for (const room of rooms) if (room.resource === r) have[room.label] = resource.have[room.label]!;
      return { ...resource, have };
    }),
    rules: held.flatMap(({ rules }) => rules.map(rule => whole.rules[rule]!)),
    moves: held.some(demand => demand.moves) ? { ...moves, atMost } : moves,
  };
}
