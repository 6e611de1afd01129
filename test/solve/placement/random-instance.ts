import {
  buildPlacementInstance,
  type PlacementInstance,
  type PlacementParts,
} from '../../../src/solve/placement/placement-instance.ts';
import { randomFrom } from '../../bench/placement-instances.ts';

/** The parts of a small random instance: 1 to `most` services, up to 5 targets, doubles and self-dependencies included. */
export function randomParts(seed: number, most: number): PlacementParts {
  const random = randomFrom(seed);
  const below = (bound: number): number => Math.floor(random() * bound);
  const services = 1 + below(most);
  const targetCount = 1 + below(5);
  const candidates = Array.from({ length: services }, () => {
    const list = Array.from({ length: targetCount }, (_, h) => h).filter(() => random() < 0.5);
    return list.length > 0 ? [...list, ...list.slice(0, below(2))] : [below(targetCount)];
  });
  const edgeCount = below(2 * services + 1);
  const heaviest = 1 + 5 * below(2);
  const edges = Array.from({ length: edgeCount }, () => [below(services), below(services), 1 + below(heaviest)]);
  const isNew = random() < 0.4;
  return {
    targetCount,
    candidates,
    edgeU: edges.map(([u = 0]) => u),
    edgeV: edges.map(([, v = 0]) => v),
    edgeWeight: edges.map(([, , weight = 1]) => weight),
    previous: Array.from({ length: services }, () => (isNew ? -1 : below(targetCount + 2) - 1)),
  };
}

export function randomInstance(seed: number, most: number): PlacementInstance {
  return buildPlacementInstance(randomParts(seed, most));
}
