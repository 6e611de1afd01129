import type { GroupRule, NearestLink, NumberLists, PlaceProblem } from '../../../src/solve/place/place-problem.ts';
import { Random } from '../random.ts';

/** Lists as numbers one after the other. */
export function listNumbers(lists: readonly (readonly number[])[]): NumberLists {
  const start = new Int32Array(lists.length + 1);
  lists.forEach((list, i) => {
    start[i + 1] = (start[i] ?? 0) + list.length;
  });
  return { start, items: Int32Array.from(lists.flat()) };
}

/**
 * A small random problem in which anything may occur: every kind of rule, hard and soft, resources, transient ones, levels of
 * links, links to the nearest, classes of nodes with homes, at most so many moves, balances.
 */
export function randomProblem(seed: number, mostNodes: number, mostLabels: number): PlaceProblem {
  const random = new Random(seed);
  const chance = (p: number): boolean => random.next() < p;
  const labelCount = 1 + random.below(mostLabels);
  const zoneCount = 1 + random.below(Math.min(3, labelCount));
  const regionOf = Array.from({ length: zoneCount }, () => random.below(2));
  const zoneOf = Int32Array.from({ length: labelCount }, (_, label) =>
    label < zoneCount ? label : random.below(zoneCount),
  );
  const classes: number[][] = [];
  let nodeCount = 0;
  const wanted = 1 + random.below(mostNodes);
  while (nodeCount < wanted) {
    const size = chance(0.25) && nodeCount + 2 <= wanted ? 2 : 1;
    classes.push(Array.from({ length: size }, () => nodeCount++));
  }
  const classOf = Int32Array.from(classes.flatMap((nodes, c) => nodes.map(() => c)));
  const labels = Array.from({ length: labelCount }, (_, label) => label);
  const lists = classes.map(() => {
    const list = labels.filter(() => chance(0.7));
    return list.length > 0 ? list : [random.below(labelCount)];
  });
  const subset = (least: number): Int32Array => {
    const picked = random.permutation(nodeCount).slice(0, least + random.below(3));
    return Int32Array.from(picked.sort((a, b) => a - b));
  };
  const homes = lists.map((_, c) =>
    chance(0.6) ? random.permutation(labelCount).slice(0, classes[c]?.length ?? 1) : [],
  );
  const perClass = (most: number): Float64Array => {
    const value = classes.map(() => random.below(most + 1));
    return Float64Array.from(classOf, c => value[c] ?? 0);
  };
  const newcomers = Int32Array.from(homes, (its, c) => (its.length === 0 ? 0 : (classes[c]?.length ?? 0) - its.length));
  return {
    nodeCount,
    labelCount,
    listOf: classOf,
    lists: listNumbers(lists),
    labelWishes: chance(0.2) ? [{ node: 0, label: random.below(labelCount), weight: 1 + random.below(3) }] : [],
    partitions: [
      { zoneOf: Int32Array.from(labels), zoneCount: labelCount },
      { zoneOf, zoneCount },
      { zoneOf: zoneOf.map(zone => regionOf[zone] ?? 0), zoneCount: 2 },
    ],
    resources: Array.from({ length: random.below(3) }, () => {
      const need = perClass(4);
      const have = Float64Array.from(labels, () => 2 + random.below(8));
      const isComfortable = chance(0.3);
      return {
        need,
        have,
        comfortable: isComfortable ? have.map(amount => Math.floor(amount * 0.6)) : undefined,
        loadWeight: isComfortable ? 1 + random.below(2) : 0,
        transient: chance(0.3),
      };
    }),
    links: randomLinks(random, nodeCount),
    nearest: randomNearest(random, nodeCount),
    rules: randomRules(random, classes, subset),
    moves: {
      classOf,
      homes: listNumbers(homes.map(list => list.sort((a, b) => a - b))),
      weight: perClass(3),
      newcomers,
      atMost: chance(0.3) ? random.below(3) : undefined,
      distanceWeight: 0,
      groupWeight: 0,
    },
    labelCost: Float64Array.from(labels, () => 1 + random.below(5)),
    balances: [],
    stages: [{ links: 1 }, { labels: 1 }, { moves: 1 }],
  };
}

function randomLinks(random: Random, nodeCount: number): PlaceProblem['links'] {
  const pairs = new Map<string, [number, number]>();
  for (let i = random.below(3 * nodeCount); i > 0; i--) {
    const [a, b] = [random.below(nodeCount), random.below(nodeCount)];
    if (a !== b) pairs.set(`${Math.min(a, b)} ${Math.max(a, b)}`, [Math.min(a, b), Math.max(a, b)]);
  }
  const list = [...pairs.values()].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const heaviest = [1, 4, 9][random.below(3)] ?? 1;
  const deep = random.below(3);
  return {
    u: Int32Array.from(list, ([u]) => u),
    v: Int32Array.from(list, ([, v]) => v),
    weight: Float64Array.from(list, () => 1 + random.below(heaviest)),
    levels: [[0], [0, 1], [0, 1, 2]][deep] ?? [0],
    costs: [[1], [1, 4], [1, 1, 3]][deep] ?? [1],
  };
}

function randomNearest(random: Random, nodeCount: number): NearestLink[] {
  if (nodeCount < 3 || random.next() < 0.6) return [];
  const [node = 0, ...among] = random.permutation(nodeCount).slice(0, 3);
  return [{ node, among: Int32Array.from(among), weight: 1 + random.below(3) }];
}

function randomRules(
  random: Random,
  classes: readonly (readonly number[])[],
  subset: (least: number) => Int32Array,
): GroupRule[] {
  const rules: GroupRule[] = classes
    .filter(nodes => nodes.length > 1)
    .map(nodes => ({ kind: 'apart', nodes: Int32Array.from(nodes), partition: random.below(2) }));
  for (let i = random.below(4); i > 0; i--) {
    const partition = random.below(3);
    const soft = random.next() < 0.25 ? { weight: 1 + random.below(3) } : {};
    const nodes = subset(2);
    if (nodes.length < 2) continue;
    const to = subset(1);
    const free = random.next() < 0.3 ? { free: Int32Array.of(0) } : {};
    const kinds: GroupRule[] = [
      { kind: 'apart', nodes: nodes.slice(0, 2), partition, ...soft },
      { kind: 'together', nodes: nodes.slice(0, 2), partition, ...soft },
      { kind: 'spread', nodes, partition, least: 2, ...soft },
      { kind: 'skew', nodes, partition, most: random.below(2), ...soft },
      { kind: 'near', nodes, to, partition, ...free, ...soft },
    ];
    rules.push(kinds[random.below(kinds.length)] ?? { kind: 'together', nodes, partition });
  }
  return rules;
}
