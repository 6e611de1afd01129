import { type CommonCandidates, meetCandidates } from '../common-candidates.ts';
import { type Domain, mostCandidates, type PlacementCore, type Shares } from '../core.ts';
import { Collected } from './collected.ts';
import { boundSaved, decode, findDoubts, type ReadableShares } from './read-shares.ts';
import { ShareStore } from './share-store.ts';
import { Sweep } from './sweep.ts';

/**
 * The weight of each edge of a core, shared out between its ends: the dual bound of a placement problem. All that may
 * be done with it is here; no array of it is in anybody else's hands, but for those who take the shares for good.
 */
export class WeightShares {
  /** How many units make a weight of 1: a power of two. */
  readonly unit: number;
  /** How many shares there are. */
  readonly size: number;
  #parts: (ReadableShares & { readonly sweep: Sweep }) | undefined;

  /** All weights are shared out in halves. `finestUnit`: no finer unit than this, see `chooseUnit`. */
  constructor(core: PlacementCore, common: CommonCandidates = meetCandidates(core), finestUnit = Infinity) {
    const store = new ShareStore(core, common, finestUnit);
    const collected = new Collected(store);
    this.unit = store.unit;
    this.size = store.share.length;
    this.#parts = {
      store,
      collected,
      given: new Float64Array(mostCandidates(core)),
      sweep: new Sweep(store, collected),
    };
  }

  /** Work done so far, in shares read. */
  get work(): number {
    return this.#inside.store.work;
  }

  get #inside(): ReadableShares & { readonly sweep: Sweep } {
    if (this.#parts === undefined) throw new Error('the shares have been taken');
    return this.#parts;
  }

  /**
   * One pass upwards and one down over the nodes `from` to `to - 1`, which must be whole components. A long one asks
   * `goOn` now and then and ends where it says stop: the shares are a feasible dual at any moment.
   */
  sweep(from: number, to: number, goOn?: () => boolean): void {
    this.#inside.sweep.over(from, to, goOn);
  }

  /**
   * A pass up and down over some nodes, ascending, whose marks in `isInside` are 1: they give to each other only, and
   * what the edges to others give them stays as it is.
   */
  sweepAmong(nodes: Int32Array, isInside: Uint8Array): void {
    this.#inside.sweep.among(nodes, isInside);
  }

  /** The bound Σ_v max_h R_v(h) over the nodes `from` to `to - 1`, in units. */
  savedAtMost(from: number, to: number): number {
    return boundSaved(this.#inside, from, to);
  }

  /** R_v of a node, in units, by the position of the candidate: a view to read, which the next call overwrites. */
  collectedBy(node: number): ArrayLike<number> {
    const { collected, given } = this.#inside;
    collected.sumUp(node, given);
    return given;
  }

  /**
   * Reads a choice off the shares: each node in turn takes what is best, given the choices before it. Only nodes with a
   * mark in `isInside`, where that is given; the others keep what they have.
   */
  decode(choice: Int32Array, from: number, to: number, isInside?: Uint8Array): void {
    decode(this.#inside, choice, from, to, isInside);
  }

  /**
   * The nodes at which a choice saves less than the bound grants, by more than `tolerance` (in weight): their candidate
   * is not the one that collects most, or edges that the choice cuts give them something. All such differences together
   * are the gap between bound and choice. Only nodes with a mark in `isInside`, where that is given.
   */
  findDoubts(choice: ArrayLike<number>, from: number, to: number, tolerance: number, isInside?: Uint8Array): number[] {
    return findDoubts(this.#inside, choice, from, to, tolerance, isInside);
  }

  /**
   * From now on the marks in `domain` hold for all methods, which may be called for its nodes only; undefined ends
   * that.
   */
  restrictTo(domain: Domain | undefined): void {
    this.#inside.collected.restrictTo(domain);
  }

  /** A copy of the shares of all edges between the nodes `from` to `to - 1` (whole components), for `restore`. */
  snapshot(from: number, to: number): Shares {
    return this.#inside.store.snapshot(from, to);
  }

  /** Goes back to an earlier `snapshot` of the same nodes. */
  restore(from: number, to: number, snapshot: Shares): void {
    const { store, collected } = this.#inside;
    store.restore(from, snapshot);
    collected.renew(from, to);
  }

  /**
   * Moves the shares of all edges between the nodes `from` to `to - 1` (whole components) on in the direction in which
   * they went since `earlier`, `factor` times as far, as far as the weights allow.
   */
  extrapolate(from: number, to: number, earlier: Shares, factor: number): void {
    const { store, collected } = this.#inside;
    store.extrapolate(from, to, earlier, factor);
    collected.renew(from, to);
  }

  /**
   * Lends the shares to `write`, which may set them (between 0 and the weight of their edge, in units) and keeps no
   * hold of them. Those of edge e are `shares[startOf[e]]` to `shares[startOf[e + 1] - 1]`.
   */
  rewrite(write: (shares: Shares, startOf: Int32Array) => void): void {
    const { store, collected } = this.#inside;
    collected.forget();
    write(store.share, store.startOf);
  }

  /** Hands the shares over for good: nothing else can be done here afterwards. */
  takeShares(): { readonly shares: Shares; readonly startOf: Int32Array } {
    const { share, startOf } = this.#inside.store;
    this.#parts = undefined;
    return { shares: share, startOf };
  }
}
