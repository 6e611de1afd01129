import { candidatesOf, type PlacementOptions, solvePlacement } from '../solve/index.ts';
import { certifyPlacement } from '../verify/certify-placement.ts';
import { verifyPlacement } from '../verify/verify-placement.ts';
import type { CertifiedCut } from './certified.ts';
import { requireCertified, solveAndVerify } from './solve-and-verify.ts';

/** A verified plan of a problem in numbers, or the services that may go nowhere. */
export type PlainPlacementOutcome =
  | { readonly kind: 'planned'; readonly solution: CertifiedCut }
  | { readonly kind: 'impossible'; readonly withoutCandidates: readonly number[] };

/** The reliable plan of a problem that comes from no models; services and targets are numbered from 0. */
export function placePlainInstance(
  instance: Parameters<typeof solvePlacement>[0],
  options: PlacementOptions,
): PlainPlacementOutcome {
  const services = Array.from({ length: instance.nodeCount }, (_, service) => service);
  const withoutCandidates = services.filter(service => candidatesOf(instance, service).length === 0);
  if (withoutCandidates.length > 0) return { kind: 'impossible', withoutCandidates };
  const solution = solveAndVerify(
    'plan',
    () => solvePlacement(instance, options),
    found => verifyPlacement(instance, found),
  );
  const certified = requireCertified('plan', certifyPlacement(instance, solution));
  return { kind: 'planned', solution: { ...solution, certified } };
}
