/** What the solvers of this folder are asked, and what they answer. */

import type { Ending } from '../budget.ts';
import type { IntegerProgramSolver } from '../integer-program.ts';
import type { Timing } from '../timing.ts';

/** What is asked. */
export interface ColouringOptions extends Timing {
  /**
   * `dsatur`: DSATUR alone. `exact`: then a largest clique, and branch and bound until the fewest are proved. `auto`:
   * the same with a tabu search beside the branch and bound. All but the first stop at once where the bound is met.
   */
  readonly algorithm: 'auto' | 'dsatur' | 'exact';
  /** Seconds to spend on closing the gap; DSATUR and a first clique always run to their end. */
  readonly timeLimit: number;
  /** How many colours there are; as many as are needed when left out. */
  readonly available?: number | undefined;
  /** The colours that each vertex may take: all when left out. Needs `available`. */
  readonly candidates?: CandidateLists | undefined;
  /** Who solves integer programs; without it there are none, and less is decided of hard lists. */
  readonly programs?: IntegerProgramSolver | undefined;
  /** Starts the random numbers of the tabu search; 1 when left out. */
  readonly seed?: number | undefined;
}

/** For each vertex `v` the colours `colours[offsets[v]] … colours[offsets[v + 1] - 1]`, ascending, without doubles. */
export interface CandidateLists {
  readonly offsets: Int32Array;
  readonly colours: Int32Array;
}

/** A legal colouring, and how many colours it has. */
export interface CountedColouring {
  readonly colours: Int32Array;
  readonly count: number;
}

/** What was found, and what is proved. */
export interface ColouringSolution {
  /**
   * `coloured`: `colours` is legal and within what is available. `impossible`: proved that there is no such colouring.
   * `unknown`: none was found, and none was ruled out.
   */
  readonly kind: 'coloured' | 'impossible' | 'unknown';
  /**
   * The colour of each vertex. Without candidates colours are numbered in the order in which the vertices first use
   * them, and a colouring is given even where it takes more colours than are available. Empty when there is none.
   */
  readonly colours: Int32Array;
  /** How many colours are used; 0 when there is no colouring. */
  readonly count: number;
  /** No legal colouring uses fewer colours. */
  readonly lowerBound: number;
  readonly boundBy: ColouringBound;
  /** Given where the bound is by it. */
  readonly mycielskian?: Mycielskian | undefined;
  /** Given where the bound is by the lists; its kind is then `boundBy`. */
  readonly listProof?: ListProof | undefined;
  /** Whether `count` equals `lowerBound`. */
  readonly optimal: boolean;
  /** The largest clique found, ascending: no two of its vertices can share a colour. */
  readonly clique: Int32Array;
  /** Vertices, ascending, that cannot be coloured even on their own: the reason for `impossible`. Empty otherwise. */
  readonly conflict: Int32Array;
  /** What found the colouring. */
  readonly method: 'dsatur' | 'tabu search' | 'branch and bound' | 'annealing';
  readonly seconds: number;
  /**
   * What ended the search: there was nothing left to try, the work that the time limit stands for was done, the clock,
   * or an interruption. But for the last two the answer is the same on every machine.
   */
  readonly endedBy: 'done' | Ending;
}

/**
 * What proves a bound: the clique, a cycle of odd length, a Mycielskian, how many vertices can share a colour, a
 * complete search; with lists also what `ListProof` has, or a complete search over the candidates.
 */
export type ColouringBound =
  | 'clique'
  | 'odd cycle'
  | 'mycielskian'
  | 'stable sets'
  | 'search'
  | 'candidates'
  | ListProof['kind'];

/** Why lists ask for so many colours. */
export type ListProof =
  /** Each two of these vertices are neighbours or have no candidate in common. */
  | { readonly kind: 'apart'; readonly vertices: Int32Array }
  /**
   * Each two vertices of a group are such, and pay together for as many colours as they are. The prices of the groups
   * that list a colour come to at most `parts`; so their sum, times the members of each group, is a bound.
   */
  | {
      readonly kind: 'prices';
      readonly groups: readonly { readonly vertices: Int32Array; readonly price: number }[];
      readonly parts: number;
    }
  /**
   * Every set of fewer colours misses the whole list of some vertex, or all colours of a refusal: by exhaustive search.
   */
  | { readonly kind: 'hitting sets'; readonly refusals: readonly Refusal[] };

/** The vertices cannot be coloured, even on their own, without one of the colours, ascending. */
export interface Refusal {
  readonly vertices: Int32Array;
  readonly colours: Int32Array;
}

/**
 * A subgraph that needs more colours than its largest clique has vertices, with the reason; see `grow-mycielskian.ts`.
 */
export interface Mycielskian {
  /** The first subgraph. */
  readonly clique: Int32Array;
  /** Each makes a subgraph that needs one colour more than the one before. */
  readonly steps: readonly MycielskiStep[];
}

/** One vertex more, and twins of all before it. */
export interface MycielskiStep {
  /** The vertices of the subgraph before the step. */
  readonly members: Int32Array;
  /**
   * Copies of the members, in their order: each sees, of the layer before (at first: the members), the copies of its
   * original's neighbours.
   */
  readonly layers: readonly Int32Array[];
  /** A neighbour of all copies in the last layer. */
  readonly apex: number;
}
