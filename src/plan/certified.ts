import type { ColouringSolution, PlacementSolution, PlaceSolution } from '../solve/index.ts';
import type { Reason } from './reason.ts';

// What is proved, and which of it code that shares nothing with the search has recounted: from a certificate, by
// counting, or by trying all plans. The rest is by search, and not certified.

/** A plan by links alone. */
export interface CertifiedCut extends PlacementSolution {
  readonly certified: { readonly links: boolean; readonly labels: boolean; readonly moves: boolean };
}

/** A plan under a policy: objective → whether its bound is recounted. Where it is left out, as `boundBy` has it. */
export interface CertifiedPlace extends PlaceSolution {
  readonly certified?: readonly boolean[] | undefined;
}

/** A colouring, or that there is none. */
export interface CertifiedColours extends ColouringSolution {
  readonly certified: boolean;
}

/** Whether the bound of an objective is recounted. */
export function isCertified(
  { boundBy, certified }: Pick<CertifiedPlace, 'boundBy' | 'certified'>,
  stage: number,
): boolean {
  return certified?.[stage] ?? boundBy[stage] !== 'search';
}

/** Whether it is recounted that there is no plan; not where that is not even proved. */
export function isCertifiedReason(reason: Reason): boolean {
  switch (reason.kind) {
    case 'no-candidates':
    case 'self-dependency':
    case 'no-numbers':
    case 'pin-conflict':
      return true;
    case 'too-few-targets':
    case 'cannot-keep-apart':
    case 'shortage':
      return reason.certified;
    case 'demand-conflict':
      return reason.confirmedBy !== undefined;
    case 'colouring-undecided':
    case 'no-place-found':
    case 'no-plan-found':
      return false;
  }
}
