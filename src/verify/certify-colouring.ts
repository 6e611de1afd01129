/**
 * Says whether the bound of a colouring, or that there is none, is recounted here or rests on the search that claims
 * it. Where nothing but a search stands for it, and the graph is small, all colourings are tried, by code of its own.
 */
import { type ColouringAnswer, tryAllColourings } from './try-all-colourings.ts';
import type { ColouringClaim, VerifiedGraph } from './verify-colouring.ts';
import type { ColourLists } from './verify-list-bound.ts';

/** Looks at a vertex and a colour: some 0.02 seconds at worst. */
const workOfCheck = 200_000;

/** What `verifyColouring` recounts from what the claim has with it. */
const recounted = ['clique', 'odd cycle', 'mycielskian', 'apart', 'prices'];

/** Faults, a sentence each, and whether what is said of other colourings is recounted. */
export interface CertifiedColouring {
  readonly faults: readonly string[];
  readonly certified: boolean;
}

/** The claim itself has been verified. Of an impossible one the vertices in conflict alone are looked at. */
export function certifyColouring(
  graph: VerifiedGraph,
  claim: ColouringClaim & { readonly conflict: Int32Array },
  available: number = Number.POSITIVE_INFINITY,
  candidates?: ColourLists,
  work: number = workOfCheck,
): CertifiedColouring {
  const { kind, lowerBound, boundBy, conflict, count, clique } = claim;
  if (kind === 'unknown') return { faults: [], certified: false };
  const isRecounted = recounted.includes(boundBy) || lowerBound <= 1;
  if (kind === 'coloured') {
    if (isRecounted || count === 0) return { faults: [], certified: true };
    return judge(tryAllColourings(graph, undefined, lowerBound - 1, candidates, work), lowerBound - 1);
  }
  if ((isRecounted && lowerBound > available) || clique.length > available) return { faults: [], certified: true };
  const members = conflict.length > 0 ? conflict : undefined;
  return judge(tryAllColourings(graph, members, available, candidates, work), available);
}

function judge(answer: ColouringAnswer, most: number): CertifiedColouring {
  if (answer === 'a colouring')
    return { faults: [`there is said to be no colouring with ${most} colours, but there is`], certified: false };
  return { faults: [], certified: answer === 'none' };
}
