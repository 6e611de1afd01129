/**
 * Problem    Take nodes out of a placement problem whose best candidate is clear once those of their neighbours are
 *            known.
 * Input      A core.
 * Result     A smaller core with the same components, and the way back for choices and for shares.
 * Rules      For a node v whose edges weigh W together, and whose gains are G(h), the largest G₁ and the next G₂:
 *            fixed   where G₁ ≥ G₂ + W, v takes its best gain: whatever it had from its edges elsewhere is no more;
 *            follow  where an edge {u, v} weighs at least G₁ + the rest of W, and v may take whatever u may, v goes
 *            with u;
 *            leaf    where v has one edge {u, v} only, of weight w: with u where G(h) + w ≥ G₁, else to its best gain.
 *            Rounds in which no two neighbours go, until few do; what a node had becomes gains and edges of its
 *            neighbours.
 * Guarantee  Each choice of the smaller core stands for one of the core that saves as much more as all nodes gone save
 *            for certain, the best for a best one. Any shares of the smaller core unfold to shares of the core that
 *            prove the same, in whole units: a node that goes collects a constant (G₁; G₁ and its other edges where it
 *            follows), its neighbours what they do without it.
 * Time       A round is O(edges + gains); rounds shrink geometrically in practice. `widen` is O(shares).
 * Ties       Nodes in ascending order; the first of equal gains, the first of equal edges.
 */

import { type CommonCandidates, meetCandidates } from './common-candidates.ts';
import { type ContractionRound, contractOnce, unfoldChoice } from './contraction-round.ts';
import type { PlacementCore } from './core.ts';
import { LinkSearch } from './link-search.ts';
import { chooseUnit } from './shares/share-store.ts';
import { unfoldShares } from './unfold-shares.ts';

/** The rounds that made a core smaller, and the way back. */
export class Contraction {
  readonly #core: PlacementCore;
  readonly #rounds: ContractionRound[] = [];
  readonly #unit: number;
  /** Of the smallest core. */
  readonly #common: CommonCandidates;

  constructor(core: PlacementCore) {
    this.#core = core;
    this.#unit = chooseUnit(core);
    let common = meetCandidates(core);
    for (let round = contractOnce(core, common); round; round = contractOnce(round.coarse, common)) {
      this.#rounds.push(round);
      common = meetCandidates(round.coarse);
    }
    this.#common = common;
  }

  /** A search in the smaller core. Its unit divides that of the shares to which its own unfold. */
  begin(): LinkSearch {
    return new LinkSearch(this.#rounds.at(-1)?.coarse ?? this.#core, this.#unit, this.#common);
  }

  /** What is known of the smaller core, said of the whole one. The shares of `search` are used up. */
  widen(search: LinkSearch): LinkSearch {
    let reached = search;
    search.release();
    for (let round = this.#rounds.pop(); round; round = this.#rounds.pop()) {
      const finer = new LinkSearch(round.fine, this.#unit, round.common);
      unfoldShares(round, reached, finer);
      finer.continueFrom(reached, unfoldChoice(round, reached.choice));
      reached = finer;
    }
    return reached;
  }
}
