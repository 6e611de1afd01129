import type { CertifiedColours } from './certified.ts';
import type { PreparedRequest } from './prepare-request.ts';
import type { Reason } from './reason.ts';

/** Why there is no colouring, or why none is known, from what the solver says. */
export function findColouringReason(
  { kind, lowerBound, count, clique, conflict, boundBy, certified }: CertifiedColours,
  available: number,
  namesOf: (vertices: Int32Array) => readonly string[],
  prepared: PreparedRequest,
): Reason {
  if (kind === 'unknown') {
    return { kind: 'colouring-undecided', needed: lowerBound, available, best: count > 0 ? count : undefined };
  }
  const isCrowded = clique.length > available;
  const services = namesOf(isCrowded ? clique : conflict);
  const pins = prepared.pinsOf(services);
  if (!isCrowded && (boundBy === 'candidates' || count === 0))
    return { kind: 'cannot-keep-apart', services, pins, certified };
  const isShape = boundBy === 'odd cycle' || boundBy === 'mycielskian';
  const because = isCrowded ? 'clique' : isShape ? boundBy : 'search';
  return { kind: 'too-few-targets', needed: lowerBound, available, because, services, pins, certified };
}
