import { hostId, type NodeId } from '../../graph/node-id.ts';
import type { Replica } from '../../graph/place-graph.ts';
import type { ProblemCaption } from '../../graph/problem-graph.ts';
import type { CountedCapacity, CountedCost } from './read-capacities.ts';
import { showUnits } from './whole-numbers.ts';

/** Of more capacities than these a picture does not tell. */
const mostCapacities = 4;

/**
 * What a picture of the problem of a policy says on its nodes, in the numbers of the models: what replicas need, what
 * is handed out on targets, and what they cost. Nothing is put into words before somebody draws.
 */
export function captionPlace(posed: {
  readonly replicas: ReadonlyMap<string, readonly Replica[]>;
  readonly targets: readonly string[];
  readonly capacities: readonly CountedCapacity[];
  readonly cost: CountedCost | undefined;
}): ProblemCaption {
  let lines: ReadonlyMap<NodeId, readonly string[]> | undefined;
  return {
    name: 'place',
    linesOf(node) {
      lines ??= listLines(posed);
      return lines.get(node) ?? [];
    },
  };
}

/** O(capacities · (replicas + targets)). */
function listLines({
  replicas,
  targets,
  capacities,
  cost,
}: Parameters<typeof captionPlace>[0]): ReadonlyMap<NodeId, readonly string[]> {
  const shown = capacities.length > mostCapacities ? [] : capacities;
  const lines = new Map<NodeId, readonly string[]>();
  for (const [service, list] of replicas) {
    const needs = shown.flatMap(({ capacity, unit, needs }) => {
      const need = needs.get(service) ?? 0n;
      return need === 0n ? [] : [`${capacity.name} ${showUnits(need, unit)}`];
    });
    for (const { id } of list) lines.set(id, needs);
  }
  for (const name of targets) {
    const has = shown.flatMap(({ capacity, handedOut }) => {
      const amount = handedOut.get(name);
      return amount === undefined ? [] : [`${capacity.name} ${showUnits(1n, amount)}`];
    });
    const price = cost === undefined ? [] : [`cost ${showUnits(cost.costs.get(name) ?? 0n, cost.unit)}`];
    lines.set(hostId(name), [...has, ...price]);
  }
  return lines;
}
