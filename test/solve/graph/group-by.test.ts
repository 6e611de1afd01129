import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Grouping, groupBy, groupByLabel, groupEnds } from '../../../src/solve/graph/group-by.ts';

const groupCount = 7;
const member = fc.nat({ max: groupCount - 1 });

function listed({ start, items }: Grouping): number[][] {
  return Array.from({ length: start.length - 1 }, (_, g) => [...items.subarray(start[g], start[g + 1])]);
}

/** The plain way: a list a group, appended to. */
function plainly(pairs: readonly (readonly [number, number])[]): number[][] {
  const groups: number[][] = Array.from({ length: groupCount }, () => []);
  for (const [group, item] of pairs) groups[group]?.push(item);
  return groups;
}

it('groups items in the order in which they come, and only as many as it is told', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(member, fc.nat())), fc.nat(), (pairs, wish) => {
      const count = Math.min(wish, pairs.length);
      const groups = Int32Array.from(pairs, ([group]) => group);
      const items = Int32Array.from(pairs, ([, item]) => item);
      expect(listed(groupBy(groupCount, groups, items, count))).toEqual(plainly(pairs.slice(0, count)));
    }),
  );
});

it('gives each end of an edge the other one, and leaves out edges from a node to itself', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(member, member)), edges => {
      const from = Int32Array.from(edges, ([a]) => a);
      const to = Int32Array.from(edges, ([, b]) => b);
      const both = edges
        .filter(([a, b]) => a !== b)
        .flatMap(([a, b]): [number, number][] => [
          [a, b],
          [b, a],
        ]);
      expect(listed(groupEnds(groupCount, from, to))).toEqual(plainly(both));
    }),
  );
});

it('turns shared lists round: label to members', () => {
  const lists = {
    listOf: Int32Array.of(1, 0, 1),
    listStart: Int32Array.of(0, 1, 3),
    listLabels: Int32Array.of(2, 0, 2),
  };
  expect(listed(groupByLabel(3, lists))).toEqual([[0, 2], [], [0, 1, 2]]);
  expect(listed(groupByLabel(3, lists, Int32Array.of(2, 1)))).toEqual([[2], [], [2, 1]]);
});
