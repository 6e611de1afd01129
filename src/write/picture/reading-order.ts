import { compareNaturally } from '../../base/natural-order.ts';
import type { Drawing } from '../../graph/drawing.ts';

type Edge = ReturnType<Drawing['edges']>[number];

/**
 * Nodes of a drawing as people read their names: s2 before s10. Nodes of each kind stay in the places of their kind, so
 * that hosts still follow services where a builder has put them so. O(n log n).
 */
export function orderNodes(drawing: Drawing, ids: readonly string[]): readonly string[] {
  return sortWithinKinds(ids, id => drawing.node(id).kind, compareNaturally);
}

/** Its edges, numbered as in the drawing, likewise: by where they begin, then by where they end. O(m log m). */
export function orderEdges(drawing: Drawing): readonly (readonly [number: number, edge: Edge])[] {
  const edges = drawing.edges().map((edge, number) => [number, edge] as const);
  const kindOf = ([, edge]: (typeof edges)[number]): string => `${drawing.edge(edge).kind} ${edge.name ?? ''}`;
  return sortWithinKinds(edges, kindOf, ([, a], [, b]) => compareNaturally(a.v, b.v) || compareNaturally(a.w, b.w));
}

/** Things sorted among those of their kind alone. */
function sortWithinKinds<Thing>(
  things: readonly Thing[],
  kindOf: (thing: Thing) => string,
  compare: (a: Thing, b: Thing) => number,
): readonly Thing[] {
  const places = new Map<string, number[]>();
  things.forEach((thing, i) => {
    const known = places.get(kindOf(thing));
    if (known === undefined) places.set(kindOf(thing), [i]);
    else known.push(i);
  });
  const ordered = [...things];
  for (const its of places.values()) {
    const sorted = its.flatMap(i => things.slice(i, i + 1)).sort(compare);
    for (const [i, thing] of sorted.entries()) {
      const place = its[i];
      if (place !== undefined) ordered[place] = thing;
    }
  }
  return ordered;
}
