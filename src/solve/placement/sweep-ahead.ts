/**
 * Problem    The dual bound of `WeightShares` with fewer sweeps: their progress slows down to a crawl in one direction.
 * Method     Now and then all shares go on in the direction in which the last sweeps moved them, several times as far;
 *            two sweeps repair what that broke. Any shares are a feasible dual, so nothing can go wrong: where the
 *            bound is worse than before, the shares go back, and the next step is shorter; where it is better than
 *            sweeps alone would have made it, longer.
 * Guarantee  After `settle` the bound is no worse than at any time before.
 * Time       A sixth more than sweeps alone; two copies of the shares.
 * Source     Extrapolation of a fixed-point iteration, safeguarded, as in Yu. Nesterov, Soviet Math. Dokl. 27(2), 1983
 *            (the momentum) and A. C. Aitken, Proc. Roy. Soc. Edinburgh 46, 1927; the factor adapts as a trust region's
 *            radius does.
 */
import type { Shares } from './core.ts';
import type { WeightShares } from './shares/weight-shares.ts';

const sweepsBetween = 4;
const sweepsToRepair = 2;
const firstFactor = 4;
const largestFactor = 40;
const smallestFactor = 0.5;

/** Sweeps over the shares of some components that now and then go further than a sweep would. */
export class SweepAhead {
  readonly #shares: WeightShares;
  readonly #from: number;
  readonly #to: number;
  /** The shares before the last step; where they were when the step was made, while it is not judged yet. */
  #earlier: Shares | undefined;
  #before: Shares | undefined;
  #boundEarlier = Infinity;
  #boundBefore = Infinity;
  #factor = firstFactor;
  #sweeps = 0;

  /** The nodes `from` to `to - 1`, whole components. */
  constructor(shares: WeightShares, from: number, to: number) {
    this.#shares = shares;
    this.#from = from;
    this.#to = to;
  }

  /** One sweep, and what is due with it. */
  sweep(goOn: () => boolean): void {
    this.#shares.sweep(this.#from, this.#to, goOn);
    this.#sweeps++;
    if (this.#before) {
      if (this.#sweeps === sweepsToRepair) this.settle();
    } else if (this.#sweeps === sweepsBetween) this.#step();
  }

  #step(): void {
    this.#sweeps = 0;
    const now = this.#shares.snapshot(this.#from, this.#to);
    this.#boundEarlier = this.#boundBefore;
    this.#boundBefore = this.#bound();
    if (this.#earlier) {
      this.#shares.extrapolate(this.#from, this.#to, this.#earlier, this.#factor);
      this.#before = now;
    }
    this.#earlier = now;
  }

  /** Judges a step that is not judged yet. */
  settle(): void {
    if (!this.#before) return;
    const bound = this.#bound();
    const bySweeps = ((this.#boundEarlier - this.#boundBefore) * sweepsToRepair) / sweepsBetween;
    if (bound < this.#boundBefore - bySweeps) this.#factor = Math.min(1.4 * this.#factor, largestFactor);
    else this.#factor = Math.max(0.6 * this.#factor, smallestFactor);
    if (bound > this.#boundBefore) this.#shares.restore(this.#from, this.#to, this.#before);
    this.#before = undefined;
    this.#sweeps = 0;
  }

  #bound(): number {
    return this.#shares.savedAtMost(this.#from, this.#to);
  }
}
