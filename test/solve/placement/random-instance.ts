import {
  buildPlacementInstance,
  type PlacementInstance,
  type PlacementParts,
} from '../../../src/solve/placement/placement-instance.ts';
import { randomFrom } from '../../bench/placement-instances.ts';

/** The parts of a small random instance: 1 to `most` nodes, up to 5 labels, doubles and self-edges included. */
export function randomParts(seed: number, most: number): PlacementParts {
  const random = randomFrom(seed);
  const below = (bound: number): number => Math.floor(random() * bound);
  const nodes = 1 + below(most);
  const labelCount = 1 + below(5);
  const candidates = Array.from({ length: nodes }, () => {
    const list = Array.from({ length: labelCount }, (_, h) => h).filter(() => random() < 0.5);
    return list.length > 0 ? [...list, ...list.slice(0, below(2))] : [below(labelCount)];
  });
  const edgeCount = below(2 * nodes + 1);
  const heaviest = 1 + 5 * below(2);
  const edges = Array.from({ length: edgeCount }, () => [below(nodes), below(nodes), 1 + below(heaviest)]);
  const isNew = random() < 0.4;
  return {
    labelCount,
    candidates,
    edgeU: edges.map(([u = 0]) => u),
    edgeV: edges.map(([, v = 0]) => v),
    edgeWeight: edges.map(([, , weight = 1]) => weight),
    previous: Array.from({ length: nodes }, () => (isNew ? -1 : below(labelCount + 2) - 1)),
  };
}

export function randomInstance(seed: number, most: number): PlacementInstance {
  return buildPlacementInstance(randomParts(seed, most));
}
