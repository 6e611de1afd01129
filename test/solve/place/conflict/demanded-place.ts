import type { Demand, DemandedPlace } from '../../../../src/solve/place/conflict/demands.ts';
import type { GroupRule, PlaceProblem } from '../../../../src/solve/place/place-problem.ts';
import { listNumbers, randomProblem } from '../random-problem.ts';

/** A random problem with every list, room, rule and limit as a demand of its own; `scarce` leaves little room. */
export function randomDemands(seed: number, mostNodes: number, mostLabels: number, scarce: number): DemandedPlace {
  const problem = randomProblem(seed, mostNodes, mostLabels);
  const { labelCount, lists, listOf } = problem;
  const labels = Array.from({ length: labelCount }, (_, label) => label);
  const listAt = (list: number): number[] => [...lists.items.subarray(lists.start[list], lists.start[list + 1])];
  const rules = problem.rules
    .filter(({ weight }) => weight === undefined)
    .map((rule): GroupRule => (rule.kind === 'skew' ? { ...rule, zones: zonesOf(problem, rule) } : rule));
  const whole: PlaceProblem = {
    ...problem,
    rules,
    listOf: new Int32Array(problem.nodeCount),
    lists: listNumbers([labels]),
    resources: problem.resources.map(resource => ({
      ...resource,
      have: resource.have.map(amount => Math.floor(amount * scarce)),
    })),
  };
  const nothing: Demand = { rules: [], limits: [], rooms: [], moves: false };
  const classes = [...new Set(listOf)];
  const demands: Demand[] = [
    ...problem.resources.flatMap((_, resource) =>
      labels.map((label): Demand => ({ ...nothing, rooms: [{ resource, label }] })),
    ),
    ...classes.map((list): Demand => {
      const nodes = [...listOf.keys()].filter(node => listOf[node] === list);
      return { ...nothing, limits: [{ nodes, labels: listAt(list) }] };
    }),
    ...rules.map((_, rule): Demand => ({ ...nothing, rules: [rule] })),
    ...(problem.moves.atMost === undefined ? [] : [{ ...nothing, moves: true }]),
  ];
  return { whole, demands };
}

function zonesOf({ partitions, listOf, lists }: PlaceProblem, { nodes, partition }: GroupRule): Int32Array {
  const zones = new Set<number>();
  for (const node of nodes) {
    const list = listOf[node] ?? 0;
    for (const label of lists.items.subarray(lists.start[list], lists.start[list + 1])) {
      zones.add(partitions[partition]?.zoneOf[label] ?? 0);
    }
  }
  return Int32Array.from(zones).sort();
}
