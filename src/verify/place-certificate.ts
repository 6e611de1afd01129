import type { PlacedFillings } from './placed-fillings.ts';
import type { PlacedShares } from './placed-shares.ts';

/**
 * What proves a bound on links under a policy, with the problem that its numbers speak of, by names: whoever recounts
 * it poses that problem anew from the models, and puts it into this order.
 */
export interface PlaceCertificate {
  readonly problem: CertifiedProblem;
  readonly shares: HalvedShares;
  /** Given where prices of places prove more than shares do. */
  readonly fillings?: PlacedFillings | undefined;
}

/** Shares, those of the lower end of each link alone: the upper one has what is left of the weight. */
export interface HalvedShares extends Omit<PlacedShares, 'shares'> {
  readonly lower: Int32Array | Float64Array;
}

/** What numbers of a certificate stand for. */
export interface CertifiedProblem {
  /** Label → target. */
  readonly targets: readonly string[];
  /** Node → service, one a replica. */
  readonly services: readonly string[];
  readonly resources: readonly CertifiedResource[];
  /** Way to group targets, from the second on (the first is the targets themselves) → label → zone. */
  readonly zones: readonly (readonly number[])[];
  /** Ways from the inside outwards, and what a link of weight 1 across each costs in whole numbers. */
  readonly levels: readonly number[];
  readonly costs: readonly number[];
  readonly rules: readonly CertifiedRule[];
}

/** A capacity, and what 1 of it in the problem stands for: `over / under`. */
export interface CertifiedResource {
  readonly name: string;
  readonly over: bigint;
  readonly under: bigint;
}

/** A demand on nodes; which zones a skew is about, the candidates say. */
export interface CertifiedRule {
  readonly kind: 'apart' | 'together' | 'spread' | 'skew' | 'near';
  readonly nodes: readonly number[];
  readonly way: number;
  readonly to?: readonly number[] | undefined;
  readonly free?: readonly number[] | undefined;
  readonly least?: number | undefined;
  readonly most?: number | undefined;
}
