import type { GroupRule, NumberLists, PlaceProblem } from '../../src/solve/place/place-problem.ts';
import type { PlaceInstance, UnitGroup } from './place-instances.ts';

/** A plain system as a placement problem: links first, then targets used, then moves. */
export function toPlaceProblem(instance: PlaceInstance): PlaceProblem {
  const { targets, units } = instance;
  const zoneOf = Int32Array.from(targets, ({ zone }) => zone);
  const { listOf, lists } = shareLists(units.map(({ cand }) => cand));
  const counts = targets.some(({ max }) => max !== undefined);
  const resources = (targets[0]?.cap ?? []).map((_, r) => ({
    need: Float64Array.from(units, ({ need }) => need[r] ?? 0),
    have: Float64Array.from(targets, ({ cap }) => cap[r] ?? 0),
    loadWeight: 0,
    transient: false,
  }));
  const count = {
    need: new Float64Array(units.length).fill(1),
    have: Float64Array.from(targets, ({ max }) => max ?? units.length),
    loadWeight: 0,
    transient: false,
  };
  return {
    nodeCount: units.length,
    labelCount: targets.length,
    listOf,
    lists,
    labelWishes: [],
    partitions: [
      { zoneOf: Int32Array.from(targets, (_, t) => t), zoneCount: targets.length },
      { zoneOf, zoneCount: instance.zones },
    ],
    resources: counts ? [...resources, count] : resources,
    links: { ...mergeLinks(instance), levels: [0, 1], costs: instance.levels },
    nearest: [],
    rules: [
      ...instance.apart.map(group => toRule('apart', group)),
      ...instance.together.map(group => toRule('together', group)),
      ...instance.spread.map(
        ({ units: nodes, zones }): GroupRule => ({
          kind: 'spread',
          nodes: Int32Array.from(nodes).sort(),
          partition: 1,
          least: zones,
        }),
      ),
    ],
    moves: {
      classOf: Int32Array.from(units, (_, unit) => unit),
      homes: toLists(units.map(({ prev }) => (prev === undefined ? [] : [prev]))),
      weight: Float64Array.from(units, ({ move }) => move),
      newcomers: new Int32Array(units.length),
      distanceWeight: 0,
      groupWeight: 0,
    },
    labelCost: Float64Array.from(targets, ({ cost }) => cost),
    balances: [],
    stages: [{ links: 1 }, { labels: 1 }, { moves: 1 }],
  };
}

function toRule(kind: 'apart' | 'together', { units, by }: UnitGroup): GroupRule {
  return { kind, nodes: Int32Array.from(units).sort(), partition: by === 'target' ? 0 : 1 };
}

function mergeLinks({ links, units }: PlaceInstance): Pick<PlaceProblem['links'], 'u' | 'v' | 'weight'> {
  const weights = new Map<number, number>();
  for (const [a, b, weight] of links) {
    const key = Math.min(a, b) * units.length + Math.max(a, b);
    weights.set(key, (weights.get(key) ?? 0) + weight);
  }
  const sorted = [...weights].sort(([a], [b]) => a - b);
  return {
    u: Int32Array.from(sorted, ([key]) => Math.floor(key / units.length)),
    v: Int32Array.from(sorted, ([key]) => key % units.length),
    weight: Float64Array.from(sorted, ([, weight]) => weight),
  };
}

function shareLists(all: readonly (readonly number[])[]): { readonly listOf: Int32Array; readonly lists: NumberLists } {
  const known = new Map<string, number>();
  const distinct: (readonly number[])[] = [];
  const listOf = Int32Array.from(all, list => {
    const key = list.join();
    const number = known.get(key) ?? distinct.push(list) - 1;
    known.set(key, number);
    return number;
  });
  return { listOf, lists: toLists(distinct) };
}

function toLists(lists: readonly (readonly number[])[]): NumberLists {
  const start = new Int32Array(lists.length + 1);
  for (const [i, list] of lists.entries()) start[i + 1] = (start[i] ?? 0) + list.length;
  return { start, items: Int32Array.from(lists.flat()) };
}
