import type { ColouringGraph } from '../graph/problem-graph.ts';
import { colourByDsatur, freezeColouring } from '../solve/index.ts';

/**
 * One step of DSATUR: the service whose turn it is, how many colours its neighbours have already, and the colour it
 * gets.
 */
export interface ColouringStep {
  readonly service: string;
  readonly saturation: number;
  readonly colour: number;
}

/** How DSATUR colours a problem graph, step by step: the first colouring, which later searches may improve. */
export function traceColouring(problem: ColouringGraph): readonly ColouringStep[] {
  const { graph, adjacency } = freezeColouring(problem);
  const { order, saturation, colours } = colourByDsatur(adjacency);
  return Array.from(order, vertex => ({
    service: graph.nodeAt(vertex).name,
    saturation: saturation[vertex] ?? 0,
    colour: colours[vertex] ?? 0,
  }));
}
