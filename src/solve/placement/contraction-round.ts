// `!` in this file only marks reads of typed arrays inside their bounds.

import type { CommonCandidates } from './common-candidates.ts';
import { countCandidates, endOfCandidates, firstCandidate, gainAt, type PlacementCore } from './core.ts';
import { sortEdges } from './placement-instance.ts';
import { GainLists, indexIncidence, ListMeeting } from './reduce.ts';

/** What becomes of a node: it stays. */
export const stay = 0;

/** It takes its best gain, whatever its neighbours do. */
export const fix = 1;

/** It goes with a neighbour. */
export const follow = 2;

const leaf = 3;

/** Rounds that take fewer nodes than this share are not worth their time. */
const fewestGone = 0.1;

/** What becomes of the nodes of a core in one round. No two neighbours go. */
export interface ContractionRound {
  readonly fine: PlacementCore;
  readonly coarse: PlacementCore;
  readonly common: CommonCandidates;
  /** Node → stay, fix, follow or leaf; the label where it is fixed, or the node that it goes with. */
  readonly fate: Uint8Array;
  readonly partner: Int32Array;
  /** Node → its number in the smaller core, or -1. */
  readonly newNode: Int32Array;
}

/** One round over all nodes; undefined where too few would go. O(edges + gains). */
export function contractOnce(fine: PlacementCore, common: CommonCandidates): ContractionRound | undefined {
  const { nodeCount, incidentStart, incidentNode } = fine;
  const fate = new Uint8Array(nodeCount);
  const partner = new Int32Array(nodeCount).fill(-1);
  const hasToStay = new Uint8Array(nodeCount);
  let gone = 0;
  for (let node = 0; node < nodeCount; node++) {
    if (hasToStay[node] === 1) continue;
    const found = findFate(fine, common, node);
    if (!found) continue;
    fate[node] = found.fate;
    partner[node] = found.partner;
    gone++;
    for (let a = incidentStart[node]!; a < incidentStart[node + 1]!; a++) hasToStay[incidentNode[a]!] = 1;
  }
  if (gone === 0 || gone < fewestGone * nodeCount) return undefined;
  const newNode = new Int32Array(nodeCount).fill(-1);
  for (let node = 0, next = 0; node < nodeCount; node++) if (fate[node] === stay) newNode[node] = next++;
  const before = { fine, common, fate, partner, newNode };
  return { ...before, coarse: buildCoarse(before, nodeCount - gone) };
}

function findFate(
  core: PlacementCore,
  common: CommonCandidates,
  node: number,
): { fate: number; partner: number } | undefined {
  const { incidentStart, incidentEdge, incidentNode, edgeWeight } = core;
  const first = incidentStart[node]!;
  const end = incidentStart[node + 1]!;
  const { label, most, next } = bestGains(core, node);
  let weight = 0;
  for (let a = first; a < end; a++) weight += edgeWeight[incidentEdge[a]!]!;
  if (most >= next + weight) return { fate: fix, partner: label };
  for (let a = first; a < end; a++) {
    const e = incidentEdge[a]!;
    if (2 * edgeWeight[e]! < most + weight) continue;
    const pair = common.pairOf[e]!;
    const leader = incidentNode[a]!;
    const isSuperset = common.start[pair + 1]! - common.start[pair]! === countCandidates(core, leader);
    if (isSuperset) return { fate: follow, partner: leader };
  }
  return end - first === 1 ? { fate: leaf, partner: incidentNode[first]! } : undefined;
}

/** The largest gain of a node with its label (the first), and the next one; 0 for candidates without gains. */
export function bestGains(core: PlacementCore, node: number): { label: number; most: number; next: number } {
  const { gainStart, gainLabel, gainValue, listLabels } = core;
  let label = listLabels[firstCandidate(core, node)]!;
  let most = 0;
  let next = 0;
  for (let i = gainStart[node]!; i < gainStart[node + 1]!; i++) {
    const value = gainValue[i]!;
    if (value > most) {
      next = most;
      most = value;
      label = gainLabel[i]!;
    } else if (value > next) next = value;
  }
  return { label, most, next };
}

/** The nodes that stay, with the edges and gains of those that go. */
function buildCoarse(before: Omit<ContractionRound, 'coarse'>, nodeCount: number): PlacementCore {
  const { fine, fate, newNode } = before;
  const stays = (node: number): boolean => fate[node] === stay;
  const meeting = new ListMeeting(fine);
  const { gains, certainlySaved } = handOver(before, meeting, nodeCount);
  const own = new Int32Array(nodeCount);
  for (let node = 0; node < fine.nodeCount; node++) if (stays(node)) own[newNode[node]!] = node;
  let stayed = 0;
  let at = 0;
  const componentStart = Int32Array.from(fine.componentStart, start => {
    for (; at < start; at++) if (stays(at)) stayed++;
    return stayed;
  });
  return {
    ...fine,
    nodeCount,
    original: Int32Array.from(own, node => fine.original[node]!),
    listOf: Int32Array.from(own, node => fine.listOf[node]!),
    ...gains.toArrays(Int32Array.from(own, (_, node) => node)),
    ...indexIncidence(nodeCount, sortEdges(nodeCount, ...edgesLeft(before, meeting))),
    componentStart,
    certainlySaved,
  };
}

/** The gains of the nodes that stay, with what those that go leave to them; and what is saved now for certain. */
function handOver(
  { fine, fate, partner, newNode }: Omit<ContractionRound, 'coarse'>,
  meeting: ListMeeting,
  nodeCount: number,
): { gains: GainLists; certainlySaved: number } {
  const { edgeWeight, incidentStart, incidentEdge, incidentNode } = fine;
  const gains = new GainLists(nodeCount);
  let certainlySaved = fine.certainlySaved;
  for (let node = 0; node < fine.nodeCount; node++) {
    const at = partner[node]!;
    if (fate[node] === stay) {
      for (let i = fine.gainStart[node]!; i < fine.gainStart[node + 1]!; i++) {
        gains.add(newNode[node]!, fine.gainLabel[i]!, fine.gainValue[i]!);
      }
    } else if (fate[node] === fix) {
      certainlySaved += bestGains(fine, node).most;
      for (let a = incidentStart[node]!; a < incidentStart[node + 1]!; a++) {
        const other = incidentNode[a]!;
        if (meeting.contains(fine.listOf[other]!, at)) {
          gains.add(newNode[other]!, at, edgeWeight[incidentEdge[a]!]!);
        }
      }
    } else if (fate[node] === follow) {
      for (let a = incidentStart[node]!; a < incidentStart[node + 1]!; a++) {
        if (incidentNode[a] === at) certainlySaved += edgeWeight[incidentEdge[a]!]!;
      }
      for (let i = fine.gainStart[node]!; i < fine.gainStart[node + 1]!; i++) {
        if (meeting.contains(fine.listOf[at]!, fine.gainLabel[i]!)) {
          gains.add(newNode[at]!, fine.gainLabel[i]!, fine.gainValue[i]!);
        }
      }
    } else {
      const { most } = bestGains(fine, node);
      const weight = edgeWeight[incidentEdge[incidentStart[node]!]!]!;
      certainlySaved += most;
      for (let i = firstCandidate(fine, node); i < endOfCandidates(fine, node); i++) {
        const label = fine.listLabels[i]!;
        const more = gainAt(fine, node, label) + weight - most;
        if (more > 0 && meeting.contains(fine.listOf[at]!, label)) gains.add(newNode[at]!, label, more);
      }
    }
  }
  return { gains, certainlySaved };
}

/** The edges between nodes that stay: their own, and those of the nodes that follow them, each as often as it comes. */
function edgesLeft(
  { fine, fate, partner, newNode }: Omit<ContractionRound, 'coarse'>,
  meeting: ListMeeting,
): [number[], number[], number[]] {
  const { edgeU, edgeV, edgeWeight } = fine;
  const us: number[] = [];
  const vs: number[] = [];
  const weights: number[] = [];
  const standing = (node: number): number => (fate[node] === follow ? partner[node]! : node);
  for (let e = 0; e < edgeU.length; e++) {
    const u = standing(edgeU[e]!);
    const v = standing(edgeV[e]!);
    if (u === v || fate[u] !== stay || fate[v] !== stay) continue;
    const isMoved = u !== edgeU[e] || v !== edgeV[e];
    if (isMoved && !meeting.intersects(fine.listOf[u]!, fine.listOf[v]!)) continue;
    us.push(newNode[u]!);
    vs.push(newNode[v]!);
    weights.push(edgeWeight[e]!);
  }
  return [us, vs, weights];
}

/** The choice that a choice of the smaller core stands for. */
export function unfoldChoice(
  { fine, fate, partner, newNode }: ContractionRound,
  coarse: ArrayLike<number>,
): Int32Array {
  const choice = new Int32Array(fine.nodeCount);
  for (let node = 0; node < fine.nodeCount; node++) {
    if (fate[node] === stay) choice[node] = coarse[newNode[node]!]!;
    else if (fate[node] === fix) choice[node] = partner[node]!;
  }
  for (let node = 0; node < fine.nodeCount; node++) {
    if (fate[node] !== follow && fate[node] !== leaf) continue;
    const theirs = choice[partner[node]!]!;
    choice[node] = theirs;
    if (fate[node] === follow) continue;
    const { label, most } = bestGains(fine, node);
    const canGo = fine.listLabels.subarray(firstCandidate(fine, node), endOfCandidates(fine, node)).includes(theirs);
    const weight = fine.edgeWeight[fine.incidentEdge[fine.incidentStart[node]!]!]!;
    if (!canGo || gainAt(fine, node, theirs) + weight < most) choice[node] = label;
  }
  return choice;
}
