import { expect, test } from 'vitest';
import { verifyOrder } from '../../src/verify/verify-order.ts';
import { rounds } from '../rounds.ts';
import { Random } from '../solve/random.ts';

test('a circle that a plan closes is a fault; one that is there anyway, and waits that lead nowhere, are none', () => {
  expect(verifyOrder({ anyway: [[], [0], []], byPlan: [[1], [], []] })).toEqual([
    'node 0 waits for node 1 on its label, which waits for it',
  ]);
  expect(verifyOrder({ anyway: [[1], [0], []], byPlan: [[1], [], []] })).toEqual([]);
  expect(verifyOrder({ anyway: [[], [0], [0]], byPlan: [[], [2], []] })).toEqual([]);
  expect(verifyOrder({ anyway: [[], [2], []], byPlan: [[1], [], [0]] })).toHaveLength(2);
});

test('finds what the definition says: some node reaches itself by a wait of the plan, and does not without', () => {
  const seen = { none: 0, some: 0 };
  for (let seed = 1; seed <= rounds({ fast: 20, short: 400, long: 5000 }); seed++) {
    const random = new Random(seed);
    const nodes = Array.from({ length: 2 + random.below(5) }, (_, node) => node);
    const edges = (density: number): number[][] =>
      nodes.map(node => nodes.filter(other => other !== node && random.next() < density));
    const [anyway, byPlan] = [edges(0.2), edges(0.15)];
    const before = closure(anyway);
    const after = closure(nodes.map(node => [...(anyway[node] ?? []), ...(byPlan[node] ?? [])]));
    const faults = nodes.flatMap(node =>
      (byPlan[node] ?? []).filter(other => {
        const isCircle = after[other]?.[node] === true;
        return isCircle && !(before[other]?.[node] === true && before[node]?.[other] === true);
      }),
    );
    expect(verifyOrder({ anyway, byPlan }), `seed ${seed}`).toHaveLength(faults.length);
    seen[faults.length === 0 ? 'none' : 'some']++;
  }
  expect(Math.min(seen.none, seen.some)).toBeGreaterThan(5);
});

/** Which nodes reach which (Warshall). */
function closure(edges: readonly (readonly number[])[]): boolean[][] {
  const reach = edges.map((list, node) => edges.map((_, other) => node === other || list.includes(other)));
  for (const k of edges.keys()) {
    for (const row of reach) if (row[k] === true) for (const j of edges.keys()) row[j] ||= reach[k]?.[j] === true;
  }
  return reach;
}
