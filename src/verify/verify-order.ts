// `!` in this file only marks reads of arrays inside their bounds.

/** Who waits for whom. */
export interface PlacedOrder {
  /** Node → those that it waits for, wherever it is. */
  readonly anyway: readonly (readonly number[])[];
  /** Node → those that it waits for since a plan has both on one label. */
  readonly byPlan: readonly (readonly number[])[];
}

/**
 * A sentence for each node that a plan lets wait for itself: it waits for another one by the plan, and that one, by way
 * of others, for it. Nodes that wait for each other anyway are not the plan's fault. O(nodes + waits), and as often as
 * there are waits by the plan among those that are in circles.
 */
export function verifyOrder({ anyway, byPlan }: PlacedOrder): string[] {
  const waits = anyway.map((list, node) => [...list, ...byPlan[node]!]);
  const tangled = findTangled(waits);
  return byPlan.flatMap((others, node) =>
    others.flatMap(other => {
      if (!tangled.has(node) || !tangled.has(other) || !reaches(waits, other, node, tangled)) return [];
      if (reaches(anyway, other, node, tangled) && reaches(anyway, node, other, tangled)) return [];
      return [`node ${node} waits for node ${other} on its label, which waits for it`];
    }),
  );
}

/** The nodes left when those that wait for nobody, or for whom nobody waits, are taken away one after the other. */
function findTangled(waits: readonly (readonly number[])[]): ReadonlySet<number> {
  const back: number[][] = waits.map(() => []);
  waits.forEach((others, node) => {
    for (const other of others) back[other]!.push(node);
  });
  const left = new Set(waits.keys());
  for (const [out, into] of [
    [waits, back],
    [back, waits],
  ] as const) {
    const open = out.map(others => others.filter(other => left.has(other)).length);
    const free = [...left].filter(node => open[node] === 0);
    for (const node of free) {
      left.delete(node);
      for (const other of into[node]!) if (--open[other]! === 0 && left.has(other)) free.push(other);
    }
  }
  return left;
}

/** Whether a node waits for another one, by way of others. */
function reaches(waits: readonly (readonly number[])[], from: number, to: number, among: ReadonlySet<number>): boolean {
  const seen = new Set([from]);
  for (const node of seen) {
    if (node === to) return true;
    for (const other of waits[node]!) if (among.has(other)) seen.add(other);
  }
  return false;
}
