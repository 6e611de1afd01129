import type { ColouringOptions, ColouringSolution } from '../solve/index.ts';
import { solveColouring } from '../solve/index.ts';
import { verifyColouring } from '../verify/verify-colouring.ts';
import { solveAndVerify } from './solve-and-verify.ts';

/** A verified colouring of a graph that comes from no models; vertices and colours are numbered from 0. */
export function colourPlainGraph(
  graph: Parameters<typeof solveColouring>[0],
  options: ColouringOptions,
): ColouringSolution {
  return solveAndVerify(
    'colouring',
    () => solveColouring(graph, options),
    found => verifyColouring(graph, found),
  );
}
