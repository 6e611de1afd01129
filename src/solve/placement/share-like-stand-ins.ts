// Typed arrays are indexed within bounds that the loops establish, hence `!`.
import type { LinkSearch } from './link-search.ts';

/**
 * Takes over the shares of the same core with fewer candidates: a label that was left out is shared like its stand-in,
 * so that no candidate collects more than its stand-in does, and the bound is the same.
 */
export function shareLikeStandIns(narrow: LinkSearch, whole: LinkSearch, standIn: Int32Array): void {
  const { core, common } = whole;
  const { edgeU, listOf, listStart, listLabels } = core;
  const { shares, startOf } = whole.shares.export();
  const { shares: theirShares, startOf: theirStart } = narrow.shares.export();
  const { core: fewer, common: theirs } = narrow;
  const place = new Int32Array(core.labelCount);
  for (let e = 0; e < edgeU.length; e++) {
    const u = edgeU[e]!;
    const fewerBase = fewer.listStart[listOf[u]!]!;
    const fewerPair = theirs.pairOf[e]!;
    for (let i = theirs.start[fewerPair]!; i < theirs.start[fewerPair + 1]!; i++) {
      const label = fewer.listLabels[fewerBase + theirs.lower[i]!]!;
      place[label] = theirStart[e]! + i - theirs.start[fewerPair]!;
    }
    const base = listStart[listOf[u]!]!;
    const pair = common.pairOf[e]!;
    const first = common.start[pair]!;
    for (let i = first; i < common.start[pair + 1]!; i++) {
      const label = standIn[listLabels[base + common.lower[i]!]!]!;
      shares[startOf[e]! + i - first] = theirShares[place[label]!]!;
    }
  }
}
