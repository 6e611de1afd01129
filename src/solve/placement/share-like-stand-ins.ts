// `!` in this file only marks reads of typed arrays inside their bounds.
import { firstCandidate, type PlacementCore } from './core.ts';
import { LinkSearch } from './link-search.ts';

/**
 * Takes over the shares of the same core with fewer candidates: a label that was left out is shared like its stand-in,
 * so that no candidate collects more than its stand-in does, and the bound is the same. Those of `narrow` are used up.
 */
function shareLikeStandIns(narrow: LinkSearch, whole: LinkSearch, standIn: Int32Array): void {
  const { core, common } = whole;
  const { edgeU, listLabels } = core;
  const { shares: theirShares, startOf: theirStart } = narrow.shares.takeShares();
  const { core: fewer, common: theirs } = narrow;
  const place = new Int32Array(core.labelCount);
  whole.shares.rewrite((shares, startOf) => {
    for (let e = 0; e < edgeU.length; e++) {
      const u = edgeU[e]!;
      const fewerBase = firstCandidate(fewer, u);
      const fewerPair = theirs.pairOf[e]!;
      for (let i = theirs.start[fewerPair]!; i < theirs.start[fewerPair + 1]!; i++) {
        const label = fewer.listLabels[fewerBase + theirs.lower[i]!]!;
        place[label] = theirStart[e]! + i - theirs.start[fewerPair]!;
      }
      const base = firstCandidate(core, u);
      const pair = common.pairOf[e]!;
      const first = common.start[pair]!;
      for (let i = first; i < common.start[pair + 1]!; i++) {
        const label = standIn[listLabels[base + common.lower[i]!]!]!;
        shares[startOf[e]! + i - first] = theirShares[place[label]!]!;
      }
    }
  });
}

/** What is known of a core with fewer candidates, said of the whole core that it was narrowed from. */
export function widenToStandIns(core: PlacementCore, narrow: LinkSearch, standIn: Int32Array): LinkSearch {
  const search = new LinkSearch(core);
  shareLikeStandIns(narrow, search, standIn);
  search.continueFrom(narrow, narrow.choice);
  return search;
}
