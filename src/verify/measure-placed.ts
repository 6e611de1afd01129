/**
 * Measures of a plan, and what it breaks, straight from the definitions and without any running count.
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */

import { listedIn, type PlacedMeasures, type PlacedProblem, type PlacedRule } from './placed-problem.ts';

/** Counts every measure of a plan anew. O(nodes · resources + links · levels + rules). */
export function measurePlaced(problem: PlacedProblem, plan: Int32Array): PlacedMeasures {
  const used = new Set(plan);
  const soft = problem.rules.filter(({ weight }) => weight !== undefined);
  return {
    links: countLinks(problem, plan),
    labels: used.size,
    cost: [...used].reduce((sum, label) => sum + problem.labelCost[label]!, 0),
    moves: countMoves(problem, plan).weight,
    load: countLoad(problem, plan),
    balance: countBalance(problem, plan),
    wishes:
      soft.reduce((sum, rule) => sum + rule.weight! * countViolations(problem, plan, rule), 0) +
      problem.labelWishes.reduce((sum, { node, label, weight }) => sum + (plan[node] === label ? weight : 0), 0),
  };
}

/** A sentence for each demand that a plan does not keep. */
export function findBroken(problem: PlacedProblem, plan: Int32Array): string[] {
  const faults: string[] = [];
  if (plan.length !== problem.nodeCount) return [`a plan for ${plan.length} nodes, of ${problem.nodeCount}`];
  plan.forEach((label, node) => {
    if (!listedIn(problem.lists, problem.listOf[node]!).includes(label)) {
      faults.push(`node ${node} is on label ${label}, which is not among its candidates`);
    }
  });
  if (faults.length > 0) return faults;
  problem.resources.forEach((resource, r) => {
    holdings(problem, plan, r).forEach((held, label) => {
      if (held > resource.have[label]!) {
        faults.push(`label ${label} holds ${held} of resource ${r}, and has ${resource.have[label]}`);
      }
    });
  });
  problem.rules.forEach((rule, i) => {
    if (rule.weight !== undefined) return;
    const violations = countViolations(problem, plan, rule);
    if (violations > 0) faults.push(`rule ${i} (${rule.kind}) is broken ${violations} times`);
  });
  const moved = countMoves(problem, plan).count;
  const { atMost } = problem.moves;
  if (atMost !== undefined && moved > atMost) faults.push(`${moved} nodes move, and at most ${atMost} may`);
  return faults;
}

/** Label → what of a resource it holds at the worst moment: a home keeps its node's place while the node moves away. */
function holdings({ resources, moves, labelCount }: PlacedProblem, plan: Int32Array, r: number): Float64Array {
  const { need, transient } = resources[r]!;
  const held = new Float64Array(labelCount);
  plan.forEach((label, node) => {
    held[label]! += need[node]!;
  });
  if (!transient) return held;
  const there = new Set(Array.from(plan, (label, node) => moves.classOf[node]! * labelCount + label));
  const seen = new Set<number>();
  moves.classOf.forEach((its, node) => {
    if (seen.has(its)) return;
    seen.add(its);
    for (const home of listedIn(moves.homes, its)) if (!there.has(its * labelCount + home)) held[home]! += need[node]!;
  });
  return held;
}

/** What a link of weight 1 costs between two labels. */
function distanceBetween({ links: { levels, costs }, partitions }: PlacedProblem, a: number, b: number): number {
  let distance = 0;
  levels.forEach((level, i) => {
    const { zoneOf } = partitions[level]!;
    if (zoneOf[a] !== zoneOf[b]) distance = costs[i]!;
  });
  return distance;
}

function countLinks(problem: PlacedProblem, plan: Int32Array): number {
  const { u, v, weight } = problem.links;
  let sum = 0;
  for (let e = 0; e < u.length; e++) sum += weight[e]! * distanceBetween(problem, plan[u[e]!]!, plan[v[e]!]!);
  for (const { node, among, weight: each } of problem.nearest) {
    sum += each * Math.min(...Array.from(among, other => distanceBetween(problem, plan[node]!, plan[other]!)));
  }
  return sum;
}

function countMoves({ moves, labelCount }: PlacedProblem, plan: Int32Array): { weight: number; count: number } {
  const awayOf = new Map<number, number>();
  const inGroup = new Map<number, number>();
  const weightOf = new Map<number, number>();
  let weight = 0;
  plan.forEach((label, node) => {
    const its = moves.classOf[node]!;
    const homes = listedIn(moves.homes, its);
    if (homes.length === 0) return;
    if (moves.distance) weight += moves.distanceWeight * moves.distance[homes[0]! * labelCount + label]!;
    weightOf.set(its, moves.weight[node]!);
    if (homes.includes(label)) return;
    awayOf.set(its, (awayOf.get(its) ?? 0) + 1);
    const group = moves.groupOf?.[node];
    if (group !== undefined) inGroup.set(group, (inGroup.get(group) ?? 0) + 1);
  });
  let count = 0;
  for (const [its, away] of awayOf) {
    const moved = Math.max(0, away - moves.newcomers[its]!);
    count += moved;
    weight += moved * weightOf.get(its)!;
  }
  return { weight: weight + moves.groupWeight * Math.max(0, ...inGroup.values()), count };
}

function usage({ resources, labelCount }: PlacedProblem, plan: Int32Array, r: number): Float64Array {
  const used = new Float64Array(labelCount);
  plan.forEach((label, node) => {
    used[label]! += resources[r]!.need[node]!;
  });
  return used;
}

function countLoad(problem: PlacedProblem, plan: Int32Array): number {
  let sum = 0;
  problem.resources.forEach(({ comfortable, loadWeight }, r) => {
    if (!comfortable) return;
    usage(problem, plan, r).forEach((used, label) => {
      sum += loadWeight * Math.max(0, used - comfortable[label]!);
    });
  });
  return sum;
}

function countBalance(problem: PlacedProblem, plan: Int32Array): number {
  let sum = 0;
  for (const { of, against, ratio, weight } of problem.balances) {
    const [first, second] = [usage(problem, plan, of), usage(problem, plan, against)];
    for (let label = 0; label < problem.labelCount; label++) {
      const left = problem.resources[of]!.have[label]! - first[label]!;
      const other = problem.resources[against]!.have[label]! - second[label]!;
      sum += weight * Math.max(0, ratio * left - other);
    }
  }
  return sum;
}

function countViolations(problem: PlacedProblem, plan: Int32Array, rule: PlacedRule): number {
  const { zoneOf } = problem.partitions[rule.partition]!;
  const zones = Array.from(rule.nodes, node => zoneOf[plan[node]!]!);
  const distinct = new Set(zones).size;
  switch (rule.kind) {
    case 'apart':
      return zones.length - distinct;
    case 'together':
      return Math.max(0, distinct - 1);
    case 'spread':
      return Math.max(0, (rule.least ?? 0) - distinct);
    case 'near': {
      const wanted = new Set(Array.from(rule.to ?? [], node => zoneOf[plan[node]!]!));
      const isFree = (node: number): boolean => rule.free?.includes(plan[node]!) === true;
      return rule.nodes.filter((node, i) => !isFree(node) && !wanted.has(zones[i]!)).length;
    }
    case 'skew': {
      const open = new Set<number>(rule.zones);
      for (const node of rule.zones === undefined ? rule.nodes : []) {
        for (const label of listedIn(problem.lists, problem.listOf[node]!)) open.add(zoneOf[label]!);
      }
      const counts = [...open].map(zone => zones.filter(other => other === zone).length);
      return Math.max(0, Math.max(...counts) - Math.min(...counts) - (rule.most ?? 0));
    }
  }
}
