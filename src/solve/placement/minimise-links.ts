/**
 * Problem    A choice that leaves the fewest links, and the proof of it.
 * Input      A search, fresh or begun; a budget.
 * Result     In `search`, the best choice found and what any choice can save at most, component by component.
 * Method     Rounds of three things in turn, until the bound meets the choice or the budget is spent: local search
 *            (forest moves, from the best choice and from perturbed ones), branch and bound with more steps each time,
 *            and further sweeps of the dual bound. Sweeps come before the first round.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import type { Budget } from '../budget.ts';
import { AlphaExpansion } from './alpha-expansion.ts';
import { branchAndBound } from './branch-and-bound.ts';
import type { LinkSearch } from './link-search.ts';
import { nearBest } from './near-best.ts';
import { perturb } from './perturb.ts';
import { sweepDoubts } from './sweep-doubts.ts';

const nextSweeps = 32;
const firstSteps = 200;
/** Forest moves in a round: so many, or fewer with very many nodes, so that sweeps get their turn. */
const mostForestMoves = 64;
const nodesToMove = 2_000_000;
/** Branch and bound has a chance on components of at most so many nodes and candidates, as far from proof as this. */
const mostNodesToBranch = 2000;
const widestGapToBranch = 0.02;

const stagnating = 0.9;
/**
 * Small components go to branch and bound as soon as the bound is good enough to begin with; sweeps where the gap is
 * come then, too.
 */
const sweepsBeforeBranching = 8;
const sweepsBeforeDoubts = 16;
const mostNodesOfSmall = 64;

const nearEnough = 0.1;
const movesAfterDecoding = 2;

/** Searches on in the open components until none is left or the budget is spent; `onRound` hears of each step. */
export function minimiseLinks(search: LinkSearch, budget: Budget, onRound: (stage: string) => void): void {
  for (let round = 0; search.openComponents().length > 0 && !budget.isSpent(); round++) {
    for (const c of search.openComponents()) searchLocally(search, c, round, budget);
    onRound('local search');
    for (const c of search.openComponents()) closeGap(search, c, firstSteps * 2 ** round, budget);
    onRound('branch and bound');
    sweepAndDecode(search, nextSweeps, budget);
    onRound('dual bound');
  }
}

/**
 * Sweeps of the dual bound over the open components; now and then a choice is read off it and improved. Ends when the
 * bound meets the choice everywhere, gets no further, or the budget is spent.
 */
export function sweepAndDecode(search: LinkSearch, sweeps: number, budget: Budget): void {
  const { shares } = search;
  const last = search.sweeps + sweeps;
  let open = search.openComponents();
  let gapBefore = Infinity;
  const goOn = (): boolean => !budget.isSpent();
  while (search.sweeps < last && open.length > 0 && !budget.isSpent()) {
    const before = shares.work;
    for (const c of open) search.sweep(c, goOn);
    budget.spend(shares.work - before);
    const sweep = search.countSweep();
    const isCheckpoint = sweep < 32 ? sweep > 2 && (sweep & (sweep - 1)) === 0 : sweep % 32 === 0;
    if (!isCheckpoint && sweep !== last) continue;
    for (const c of open) search.settle(c);
    search.updateBounds(open);
    decodeAndImprove(search, open, budget);
    open = search.openComponents();
    for (const c of open) {
      if (isSmall(search, c)) {
        if (sweep >= sweepsBeforeBranching) closeGap(search, c, firstSteps, budget);
      } else if (sweep >= sweepsBeforeDoubts) sweepDoubts(search, c, budget);
    }
    open = search.openComponents();
    const { found, atLeast } = search.links();
    // The last sweeps closed too little of the gap for as many again to close the rest.
    if (sweep >= 32 && found - atLeast > stagnating * gapBefore) break;
    gapBefore = found - atLeast;
  }
  if (budget.isSpent() && open.length > 0) {
    for (const c of open) search.settle(c);
    search.updateBounds(open);
    search.borrowScratch(choice => {
      for (const c of open) shares.decode(choice, search.nodesOf(c).from, search.nodesOf(c).to);
      search.offer(choice, open);
    });
  }
}

function isSmall(search: LinkSearch, component: number): boolean {
  const { from, to } = search.nodesOf(component);
  return to - from <= mostNodesOfSmall;
}

/**
 * Reads a choice off the shares; expansions among the candidates that the bound favours and a forest move improve it.
 */
function decodeAndImprove(search: LinkSearch, open: readonly number[], budget: Budget): void {
  if (open.every(c => search.savedIn(c) >= search.savedAtMostIn(c))) return;
  search.borrowScratch(choice => decodeInto(choice, search, open, budget));
}

function decodeInto(choice: Int32Array, search: LinkSearch, open: readonly number[], budget: Budget): void {
  const { core, shares } = search;
  const before = shares.work;
  for (const c of open) {
    const { from, to } = search.nodesOf(c);
    shares.decode(choice, from, to);
  }
  budget.spend(shares.work - before);
  search.offer(choice, open);
  const still = search.openComponents();
  if (still.length === 0) return;
  // Only where few candidates are as good as the best does the bound tell what to expand.
  const movable = nearBest(
    core,
    shares,
    still.map(c => search.nodesOf(c)),
    nearEnough,
    20 * core.nodeCount,
  );
  if (movable) {
    const expansion = new AlphaExpansion(core, { movable });
    expansion.improve(choice, () => !budget.isSpent());
    budget.spend(expansion.work);
  } else for (const c of still) moveForests(choice, search, c, movesAfterDecoding, budget);
  search.offer(choice, still);
}

/**
 * Forest moves from the best choice (even rounds), from a perturbed one (odd rounds), or from what the bound says now
 * (every fourth).
 */
function searchLocally(search: LinkSearch, component: number, round: number, budget: Budget): void {
  const { from, to } = search.nodesOf(component);
  search.borrowCopy(component, choice => {
    if (round % 2 === 1) perturb(search.core, choice, from, to, round);
    else if (round % 4 === 2) search.shares.decode(choice, from, to);
    moveForests(choice, search, component, Math.min(mostForestMoves, Math.ceil(nodesToMove / (to - from))), budget);
    search.offer(choice, [component]);
  });
}

/** Forest moves on a choice, in one component. */
function moveForests(choice: Int32Array, search: LinkSearch, component: number, count: number, budget: Budget): void {
  const forest = search.forestOf(component);
  for (let i = 0; i < count && !budget.isSpent(); i++) {
    const before = forest.work;
    forest.move(choice);
    budget.spend(forest.work - before);
  }
}

/** Branch and bound in one component: finds better choices, or proves that there are none. */
function closeGap(search: LinkSearch, component: number, steps: number, budget: Budget): void {
  const range = search.nodesOf(component);
  const gap = search.savedAtMostIn(component) - search.savedIn(component);
  if (range.to - range.from > mostNodesToBranch || budget.isSpent()) return;
  if (!isSmall(search, component) && gap > Math.max(3, widestGapToBranch * search.savedIn(component))) return;
  const goal = {
    needed: () => search.savedIn(component) + 1,
    isHopeless: () => false,
    found: (choice: Int32Array) => {
      search.offer(choice, [component]);
    },
  };
  if (branchAndBound(search, range, goal, budget, steps)) search.prove(component, search.savedIn(component));
}
