/**
 * Checks a placement and its certificate, in code of its own. The words are those of metric labelling: nodes with
 * labels, edges with a weight; an edge between different labels is a link.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */

/**
 * A placement problem in numbers: lists of candidates that nodes share, edges with a weight, where nodes were before
 * (or -1).
 */
export interface PlacedInstance {
  readonly nodeCount: number;
  readonly labelCount: number;
  readonly listOf: Int32Array;
  readonly listStart: Int32Array;
  readonly listLabels: Int32Array;
  readonly edgeU: Int32Array;
  readonly edgeV: Int32Array;
  readonly edgeWeight: Float64Array;
  readonly previous: Int32Array;
}

/** How the weight of each edge is shared out between its ends, label by label, in whole units of 1/`unit`. */
export interface SharedWeights {
  readonly unit: number;
  /** Edge → where its shares start, or -1: one for each candidate that both ends have, ascending. */
  readonly startOf: Int32Array;
  readonly shares: Int32Array | Float64Array;
  /** Edge → 1 if the shares are those of the end with the higher number. */
  readonly toUpper: Uint8Array;
}

/** What a solution claims, as far as it can be checked. */
export interface PlacementClaim {
  readonly assignment: Int32Array;
  readonly links: number;
  readonly totalLinks: number;
  readonly cutEdges: number;
  readonly edges: number;
  readonly labels: number;
  readonly moves: number;
  readonly lowerBound: number;
  readonly optimal: boolean;
  /** The part of `lowerBound` that an exhaustive search stands for; 0 where the certificate alone carries it. */
  readonly boundBySearch: number;
  readonly certificate?: SharedWeights | undefined;
}

/**
 * Checks a plan and what is said of it against the instance, in code of its own: every node on one of its candidates,
 * links, labels and moves counted again, and the lower bound recomputed from its certificate in whole numbers.
 * Returns a sentence for each fault; none means that all is well. O(candidates · degree) with a certificate, else O(n +
 * m).
 */
export function verifyPlacement(instance: PlacedInstance, claim: PlacementClaim): string[] {
  const faults: string[] = [];
  const { assignment } = claim;
  for (let v = 0; v < instance.nodeCount; v++) {
    if (!candidatesOf(instance, v).includes(assignment[v]!)) {
      faults.push(`node ${v} is on label ${assignment[v]}, which is not among its candidates`);
    }
  }
  let links = 0;
  let total = 0;
  let cut = 0;
  for (let e = 0; e < instance.edgeU.length; e++) {
    total += instance.edgeWeight[e]!;
    if (assignment[instance.edgeU[e]!] === assignment[instance.edgeV[e]!]) continue;
    links += instance.edgeWeight[e]!;
    cut++;
  }
  const moves = assignment.reduce(
    (sum, label, v) => sum + (instance.previous[v]! >= 0 && instance.previous[v] !== label ? 1 : 0),
    0,
  );
  compare('network links', claim.links, links, faults);
  compare('links in total', claim.totalLinks, total, faults);
  compare('edges cut', claim.cutEdges, cut, faults);
  compare('edges', claim.edges, instance.edgeU.length, faults);
  compare('labels used', claim.labels, new Set(assignment).size, faults);
  compare('nodes moved', claim.moves, moves, faults);
  if (claim.lowerBound > links)
    faults.push(`the lower bound ${claim.lowerBound} is above the ${links} links of the plan`);
  if (claim.optimal !== (claim.lowerBound === links))
    faults.push('the plan is called optimal without a bound that meets it');
  if (claim.certificate) {
    // No plan has fewer than no links: where shares in whole units prove less than that, nothing is claimed of them.
    const certified = Math.max(0, boundFromShares(instance, claim.certificate) + claim.boundBySearch);
    if (certified < claim.lowerBound) {
      faults.push(`the lower bound is said to be ${claim.lowerBound}, but its certificate proves ${certified} only`);
    }
  }
  return faults;
}

function compare(what: string, claimed: number, counted: number, faults: string[]): void {
  if (claimed !== counted) faults.push(`${what}: ${claimed} claimed, ${counted} counted`);
}

/** The bound on the links that a sharing out of the weights proves; whatever the shares are, it is a valid bound. */
export function boundFromShares(instance: PlacedInstance, certificate: SharedWeights): number {
  const { nodeCount, edgeU, edgeV, edgeWeight } = instance;
  const total = edgeWeight.reduce((sum, weight) => sum + weight, 0);
  const scale = certificate.unit;
  if (!Number.isSafeInteger(total * scale * 2)) return 0; // sums would not be exact: this proves nothing
  const incident = incidence(instance);
  const group = groupByChoice(instance);
  const collected = new Map<number, number>();
  const most = new Float64Array(instance.labelCount);
  for (let v = 0; v < nodeCount; v++) {
    const candidates = candidatesOf(instance, v);
    for (const h of candidates) most[h] = 0;
    for (const e of incident.items.subarray(incident.start[v], incident.start[v + 1])) {
      const other = edgeU[e] === v ? edgeV[e]! : edgeU[e]!;
      const whole = edgeWeight[e]! * scale;
      const theirs = candidatesOf(instance, other);
      const start = certificate.startOf[e]!;
      let common = 0;
      for (let i = 0, j = 0; i < candidates.length && j < theirs.length; ) {
        const h = candidates[i]!;
        if (h === theirs[j]) {
          // Without shares: all to the end that has a choice, or to the lower one.
          let own = whole;
          if (start < 0) own = isPaidAt(v, other, candidates.length, theirs.length) ? whole : 0;
          else {
            const units = Math.min(whole, Math.max(0, Math.trunc(certificate.shares[start + common]!)));
            own = (certificate.toUpper[e] === 1) === v > other ? units : whole - units;
          }
          most[h]! += own;
          common++;
          i++;
          j++;
        } else if (h < theirs[j]!) i++;
        else j++;
      }
    }
    let top = 0;
    for (const h of candidates) top = Math.max(top, most[h]!);
    collected.set(group[v]!, (collected.get(group[v]!) ?? 0) + top);
  }
  let saved = 0;
  for (const units of collected.values()) saved += Math.floor(units / scale);
  return total - saved;
}

/** Which end an edge without shares pays: the one with a choice if only one has, else the lower number. */
function isPaidAt(own: number, other: number, ownCount: number, otherCount: number): boolean {
  if (ownCount > 1 !== otherCount > 1) return ownCount > 1;
  return own < other;
}

/**
 * Nodes with a choice that an edge joins belong to one group, whose weight is saved in whole units: each group's
 * sum may be rounded down by itself. Nodes without a choice stand alone.
 */
function groupByChoice(instance: PlacedInstance): Int32Array {
  const group = Int32Array.from({ length: instance.nodeCount }, (_, v) => v);
  const find = (v: number): number => {
    let root = v;
    while (group[root] !== root) root = group[root]!;
    for (let at = v; group[at] !== root; ) {
      const next = group[at]!;
      group[at] = root;
      at = next;
    }
    return root;
  };
  const hasChoice = (v: number): boolean => candidatesOf(instance, v).length > 1;
  for (let e = 0; e < instance.edgeU.length; e++) {
    const u = instance.edgeU[e]!;
    const v = instance.edgeV[e]!;
    if (hasChoice(u) && hasChoice(v) && share(candidatesOf(instance, u), candidatesOf(instance, v))) {
      group[find(v)] = find(u);
    }
  }
  return group.map(find);
}

function share(a: Int32Array, b: Int32Array): boolean {
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) return true;
    if (a[i]! < b[j]!) i++;
    else j++;
  }
  return false;
}

function incidence(instance: PlacedInstance): { start: Int32Array; items: Int32Array } {
  const { nodeCount, edgeU, edgeV } = instance;
  const start = new Int32Array(nodeCount + 1);
  for (const ends of [edgeU, edgeV]) for (const v of ends) start[v + 1]!++;
  for (let v = 0; v < nodeCount; v++) start[v + 1]! += start[v]!;
  const fill = start.slice();
  const items = new Int32Array(2 * edgeU.length);
  for (const ends of [edgeU, edgeV]) for (let e = 0; e < ends.length; e++) items[fill[ends[e]!]!++] = e;
  return { start, items };
}

function candidatesOf({ listOf, listStart, listLabels }: PlacedInstance, node: number): Int32Array {
  return listLabels.subarray(listStart[listOf[node]!], listStart[listOf[node]! + 1]);
}
