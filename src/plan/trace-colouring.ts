import { buildServiceAdjacency } from '../graph/service-adjacency.ts';
import type { ServicesModel } from '../model/service.ts';
import { colourByDsatur } from '../solve/colouring/dsatur.ts';

/** One step of DSATUR: the service whose turn it is, how many colours its neighbours have already, and the colour it gets. */
export interface ColouringStep {
  readonly service: string;
  readonly saturation: number;
  readonly colour: number;
}

/** How DSATUR colours the services, step by step: the first colouring, which later searches may improve. */
export function traceColouring(model: ServicesModel): readonly ColouringStep[] {
  const names = [...model.services.keys()];
  const { order, saturation, colours } = colourByDsatur(buildServiceAdjacency(model, names));
  return [...order].map(vertex => ({
    service: names[vertex] ?? '',
    saturation: saturation[vertex] ?? 0,
    colour: colours[vertex] ?? 0,
  }));
}
