import { buildAdjacency } from '../graph/adjacency.ts';
import { listServiceLinks } from '../graph/service-links.ts';
import type { ServicesModel } from '../model/service.ts';
import { colourByDsatur } from '../solve/colouring/dsatur.ts';

/** One step of DSATUR: the service whose turn it is, how many colours its neighbours have already, and the colour it gets. */
export interface ColouringStep {
  readonly service: string;
  readonly saturation: number;
  readonly colour: number;
}

/** How DSATUR colours the services, step by step: the first colouring, which later searches may improve. */
export function traceColouring({ services }: ServicesModel): readonly ColouringStep[] {
  const names = [...services.keys()];
  const numbers = new Map(names.map((name, number) => [name, number]));
  const links = listServiceLinks({ services });
  const from = Int32Array.from(links, ([a]) => numbers.get(a) ?? 0);
  const to = Int32Array.from(links, ([, b]) => numbers.get(b) ?? 0);
  const { order, saturation, colours } = colourByDsatur(buildAdjacency(names.length, from, to));
  return [...order].map(vertex => ({
    service: names[vertex] ?? '',
    saturation: saturation[vertex] ?? 0,
    colour: colours[vertex] ?? 0,
  }));
}
