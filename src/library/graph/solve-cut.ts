// Typed arrays are indexed within bounds that the loops establish, hence `!`.

import { buildPlacementInstance, type PlacementOptions, solvePlacement } from '../../solve/index.ts';
import { certifyPlacement } from '../../verify/certify-placement.ts';
import { verifyPlacement } from '../../verify/verify-placement.ts';
import type { CutProblem } from './cut-problem.ts';
import { solveFlow } from './solve-flow.ts';

/** How long to look, and who solves integer programs. */
export type CutOptions = Pick<PlacementOptions, 'timeLimit' | 'programs' | 'onClock'>;

/** Which terminal each node goes with, and what any cut costs at least. */
export interface SolvedCut {
  /** Node → terminal, or -1 where no path leads to any. */
  readonly partOf: Int32Array;
  /** In units, of all cuts. */
  readonly lowerBound: number;
  /** Whether the bound is recounted; else a search stands for a part of it. */
  readonly isCertified: boolean;
}

/**
 * The nodes that some path joins are a problem of their own. One terminal or none there needs no cut; two are a minimum
 * cut, which is solved for certain; the groups with more are the placement problem in which a terminal has one
 * candidate, itself, and every other node has all terminals of its group.
 */
export function solveCut(problem: CutProblem, options: CutOptions): SolvedCut {
  const { groupOf, terminalsOf } = problem;
  const partOf = Int32Array.from(groupOf, group => terminalsOf[group]![0] ?? -1);
  let lowerBound = 0;
  for (const [group, terminals] of terminalsOf.entries()) {
    if (terminals.length === 2) lowerBound += cutInTwo(problem, group, partOf);
  }
  const many = terminalsOf.some(terminals => terminals.length > 2) ? cutInMany(problem, options, partOf) : undefined;
  joinPockets(problem, partOf);
  return {
    partOf,
    lowerBound: lowerBound + (many?.lowerBound ?? 0),
    // That a cut in two is the least, a flow shows, which is verified.
    isCertified: many?.isCertified ?? true,
  };
}

/** The nodes of some groups, numbered anew, and the edges among them that weigh something. */
function extract({ groupOf, from, to, units }: CutProblem, isWanted: (group: number) => boolean) {
  const nodes: number[] = [];
  const numberOf = new Int32Array(groupOf.length).fill(-1);
  groupOf.forEach((group, node) => {
    if (isWanted(group)) numberOf[node] = nodes.push(node) - 1;
  });
  const edges: number[] = [];
  for (let e = 0; e < from.length; e++) {
    if (units[e]! > 0 && from[e] !== to[e] && numberOf[from[e]!]! >= 0) edges.push(e);
  }
  return {
    nodes,
    numberOf,
    edgeU: Int32Array.from(edges, e => numberOf[from[e]!]!),
    edgeV: Int32Array.from(edges, e => numberOf[to[e]!]!),
    edgeWeight: Float64Array.from(edges, e => units[e]!),
  };
}

function cutInTwo(problem: CutProblem, group: number, partOf: Int32Array): number {
  const [near = 0, far = 0] = problem.terminalsOf[group]!;
  const { nodes, numberOf, edgeU, edgeV, edgeWeight } = extract(problem, other => other === group);
  const { value, isSourceSide } = solveFlow({
    nodeCount: nodes.length,
    from: edgeU,
    to: edgeV,
    capacity: edgeWeight,
    back: edgeWeight,
    source: numberOf[problem.terminals[near]!]!,
    sink: numberOf[problem.terminals[far]!]!,
  });
  nodes.forEach((node, i) => {
    partOf[node] = isSourceSide[i] ? near : far;
  });
  return value;
}

function cutInMany(
  problem: CutProblem,
  options: CutOptions,
  partOf: Int32Array,
): { readonly lowerBound: number; readonly isCertified: boolean } {
  const { groupOf, terminals, terminalsOf } = problem;
  const { nodes, numberOf, ...edges } = extract(problem, group => terminalsOf[group]!.length > 2);
  const candidates = nodes.map(node => terminalsOf[groupOf[node]!]!);
  terminals.forEach((node, terminal) => {
    if (numberOf[node]! >= 0) candidates[numberOf[node]!] = [terminal];
  });
  const instance = buildPlacementInstance({ labelCount: terminals.length, candidates, ...edges });
  const solution = solvePlacement(instance, { algorithm: 'auto', ...options });
  const found = verifyPlacement(instance, solution);
  const judged = found.length > 0 ? undefined : certifyPlacement(instance, solution);
  const faults = [...found, ...(judged?.faults ?? [])];
  if (faults.length > 0) throw new Error(`the cut does not hold what it promises: ${faults.join('; ')}`);
  nodes.forEach((node, i) => {
    partOf[node] = solution.assignment[i]!;
  });
  return { lowerBound: solution.lowerBound, isCertified: judged?.certified.links === true };
}

/**
 * Lets every node hang together with its terminal. Where the search was cut short, or where edges weigh nothing, some
 * nodes of a part may touch other parts only: such a pocket joins the part that it touches with most weight (of equal
 * ones the first), which never makes the cut heavier. O((n + m) · rounds), and there is rarely a second round.
 */
function joinPockets(problem: CutProblem, partOf: Int32Array): void {
  const isJoined = new Uint8Array(partOf.length);
  for (const node of problem.terminals) flood(problem, node, partOf, isJoined);
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    const isSeen = isJoined.slice();
    for (let node = 0; node < partOf.length; node++) {
      if (partOf[node] === -1 || isSeen[node]) continue;
      const pocket = flood(problem, node, partOf, isSeen);
      const part = heaviestNeighbour(problem, pocket, partOf, isJoined);
      if (part === undefined) continue;
      isChanged = true;
      for (const member of pocket) {
        partOf[member] = part;
        isJoined[member] = 1;
      }
    }
  }
}

/** The nodes of one part that hang together with a node of it. */
function flood({ from, to, edgesOf }: CutProblem, root: number, partOf: Int32Array, isSeen: Uint8Array): number[] {
  isSeen[root] = 1;
  const found = [root];
  for (const node of found) {
    for (const e of edgesOf(node)) {
      const other = from[e] === node ? to[e]! : from[e]!;
      if (isSeen[other] || partOf[other] !== partOf[node]) continue;
      isSeen[other] = 1;
      found.push(other);
    }
  }
  return found;
}

function heaviestNeighbour(
  { from, to, units, edgesOf }: CutProblem,
  pocket: readonly number[],
  partOf: Int32Array,
  isJoined: Uint8Array,
): number | undefined {
  const touched = new Map<number, number>();
  for (const node of pocket) {
    for (const e of edgesOf(node)) {
      const other = from[e] === node ? to[e]! : from[e]!;
      if (isJoined[other]) touched.set(partOf[other]!, (touched.get(partOf[other]!) ?? 0) + units[e]!);
    }
  }
  const [heaviest] = [...touched].sort(([a, x], [b, y]) => y - x || a - b);
  return heaviest?.[0];
}
