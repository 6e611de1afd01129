import {
  buildPlacementInstance,
  type PlacementInstance,
  type PlacementParts,
} from '../../../src/solve/placement/placement-instance.ts';
import { Random } from '../random.ts';

/** The parts of a small random instance: 1 to `most` nodes, up to 5 labels, doubles and self-edges included. */
export function randomParts(seed: number, most: number): PlacementParts {
  const random = new Random(seed);
  const nodes = 1 + random.below(most);
  const labelCount = 1 + random.below(5);
  const candidates = Array.from({ length: nodes }, () => {
    const list = Array.from({ length: labelCount }, (_, h) => h).filter(() => random.next() < 0.5);
    return list.length > 0 ? [...list, ...list.slice(0, random.below(2))] : [random.below(labelCount)];
  });
  const edgeCount = random.below(2 * nodes + 1);
  const heaviest = 1 + 5 * random.below(2);
  const edges = Array.from({ length: edgeCount }, () => [
    random.below(nodes),
    random.below(nodes),
    1 + random.below(heaviest),
  ]);
  const isNew = random.next() < 0.4;
  return {
    labelCount,
    candidates,
    edgeU: edges.map(([u = 0]) => u),
    edgeV: edges.map(([, v = 0]) => v),
    edgeWeight: edges.map(([, , weight = 1]) => weight),
    previous: Array.from({ length: nodes }, () => (isNew ? -1 : random.below(labelCount + 2) - 1)),
  };
}

export function randomInstance(seed: number, most: number): PlacementInstance {
  return buildPlacementInstance(randomParts(seed, most));
}
