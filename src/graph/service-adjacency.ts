import type { ServicesModel } from '../model/service.ts';
import { type Adjacency, buildAdjacency } from '../solve/graph/adjacency.ts';
import { listServiceLinks } from './service-links.ts';

/** The links among the services named, as a graph of their numbers in that list: what colouring works on. O(services + dependencies) and sorting. */
export function buildServiceAdjacency(model: ServicesModel, names: readonly string[]): Adjacency {
  const numbers = new Map(names.map((name, number) => [name, number]));
  const links = listServiceLinks(model).filter(([a, b]) => numbers.has(a) && numbers.has(b));
  const from = Int32Array.from(links, ([a]) => numbers.get(a) ?? -1);
  const to = Int32Array.from(links, ([, b]) => numbers.get(b) ?? -1);
  return buildAdjacency(names.length, from, to);
}
