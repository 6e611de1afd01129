import type { ColouringOptions } from '../solve/index.ts';
import { solveColouring } from '../solve/index.ts';
import { certifyColouring } from '../verify/certify-colouring.ts';
import { verifyColouring } from '../verify/verify-colouring.ts';
import type { CertifiedColours } from './certified.ts';
import { requireCertified, solveAndVerify } from './solve-and-verify.ts';

/** A verified colouring of a graph that comes from no models; vertices and colours are numbered from 0. */
export function colourPlainGraph(
  graph: Parameters<typeof solveColouring>[0],
  options: ColouringOptions,
): CertifiedColours {
  const solution = solveAndVerify(
    'colouring',
    () => solveColouring(graph, options),
    found => verifyColouring(graph, found),
  );
  return { ...solution, certified: requireCertified('colouring', certifyColouring(graph, solution)) };
}
