import { type PlaceProblem, shareLists, toLists } from '../../solve/index.ts';
import type { JsonReader } from '../json-reader.ts';
import type { JsonPath } from '../locate-in-json.ts';
import type { PlainInstance } from './read-instance.ts';

/**
 * The problem of an instance. Each unit is a class of its own: two that change places move. A limit on the number of
 * units is one more resource. Sums that would not be exact are told to the reader. O(size of the instance).
 */
export function poseInstance(instance: PlainInstance, reader: JsonReader): PlaceProblem {
  const { targets, units, levels } = instance;
  checkSums(instance, reader);
  const zones = new Map<number | string, number>();
  for (const { zone } of targets) if (!zones.has(zone)) zones.set(zone, zones.size);
  const { listOf, lists } = shareLists(units.length, unit => sorted(new Set(units[unit]?.candidates)));
  const homes = units.map(({ previous }) => (previous === undefined ? [] : [previous]));
  return {
    nodeCount: units.length,
    labelCount: targets.length,
    listOf,
    lists,
    labelWishes: [],
    partitions: [
      { zoneOf: Int32Array.from(targets, (_, target) => target), zoneCount: targets.length },
      { zoneOf: Int32Array.from(targets, ({ zone }) => zones.get(zone) ?? 0), zoneCount: zones.size },
    ],
    resources: poseResources(instance),
    links: poseLinks(instance.links, levels),
    nearest: [],
    rules: poseRules(instance),
    moves: {
      classOf: Int32Array.from(units, (_, unit) => unit),
      homes: toLists(homes),
      weight: Float64Array.from(units, ({ moveWeight }) => moveWeight),
      newcomers: new Int32Array(units.length),
      distanceWeight: 0,
      groupWeight: 0,
    },
    labelCost: Float64Array.from(targets, ({ cost }) => cost),
    balances: [],
    stages: [{ links: 1 }, { labels: 1 }, { moves: 1 }],
  };
}

function poseResources({ targets, units }: PlainInstance): PlaceProblem['resources'] {
  const kinds = targets[0]?.have.length ?? 0;
  const resources = Array.from({ length: kinds }, (_, r) => ({
    need: Float64Array.from(units, ({ needs }) => needs[r] ?? 0),
    have: Float64Array.from(targets, ({ have }) => have[r] ?? 0),
    loadWeight: 0,
    transient: false,
  }));
  if (targets.every(({ most }) => most === undefined)) return resources;
  const places = {
    need: new Float64Array(units.length).fill(1),
    have: Float64Array.from(targets, ({ most }) => most ?? units.length),
    loadWeight: 0,
    transient: false,
  };
  return [...resources, places];
}

function poseRules({ apart, together, spread }: PlainInstance): PlaceProblem['rules'] {
  return [
    ...apart.map(({ units, by }) => ({ kind: 'apart' as const, nodes: sorted(units), partition: partitionOf(by) })),
    ...together.map(({ units, by }) => ({
      kind: 'together' as const,
      nodes: sorted(units),
      partition: partitionOf(by),
    })),
    ...spread.map(({ units, zones }) => ({
      kind: 'spread' as const,
      nodes: sorted(units),
      partition: 1,
      least: zones,
    })),
  ];
}

function partitionOf(by: 'target' | 'zone'): number {
  return by === 'zone' ? 1 : 0;
}

/** Weights between the same two units add up; a link of a unit to itself costs nothing anywhere. */
function poseLinks(links: PlainInstance['links'], costs: readonly number[]): PlaceProblem['links'] {
  const ordered = links
    .filter(([u, v]) => u !== v)
    .map(([u, v, weight]): [number, number, number] => (u < v ? [u, v, weight] : [v, u, weight]))
    .sort((x, y) => x[0] - y[0] || x[1] - y[1]);
  const merged: [number, number, number][] = [];
  for (const link of ordered) {
    const last = merged.at(-1);
    if (last !== undefined && last[0] === link[0] && last[1] === link[1]) last[2] += link[2];
    else merged.push(link);
  }
  return {
    u: Int32Array.from(merged, ([u]) => u),
    v: Int32Array.from(merged, ([, v]) => v),
    weight: Float64Array.from(merged, ([, , weight]) => weight),
    levels: [0, 1],
    costs,
  };
}

function sorted(numbers: Iterable<number>): Int32Array {
  return Int32Array.from(numbers).sort();
}

/** Every sum that a plan can come to must be exact. */
function checkSums({ links, levels, units, targets }: PlainInstance, reader: JsonReader): void {
  const check = (path: JsonPath, what: string, sum: number): void => {
    if (sum <= Number.MAX_SAFE_INTEGER) return;
    reader.fault(path, `${what} can add up to more than ${Number.MAX_SAFE_INTEGER}, which is more than counts exactly`);
  };
  check(
    ['links'],
    'what links cost',
    links.reduce((sum, [, , weight]) => sum + weight * levels[1], 0),
  );
  check(
    ['units'],
    'moves',
    units.reduce((sum, { moveWeight }) => sum + moveWeight, 0),
  );
  check(
    ['targets'],
    'costs of targets',
    targets.reduce((sum, { cost }) => sum + cost, 0),
  );
  const kinds = targets[0]?.have.length ?? 0;
  for (let r = 0; r < kinds; r++) {
    check(
      ['units'],
      `needs of resource ${r}`,
      units.reduce((sum, { needs }) => sum + (needs[r] ?? 0), 0),
    );
  }
}
