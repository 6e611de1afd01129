import { type CertifiedStages, certifyStages } from './certify-stages.ts';
import type { PlacedProblem } from './placed-problem.ts';
import type { PlacedInstance, PlacementClaim } from './verify-placement.ts';

/** What a placement claims beside its links. */
export interface ProvedPlacement extends PlacementClaim {
  readonly proved: { readonly links: boolean; readonly labels: boolean; readonly moves: boolean };
}

/** Which of the objectives are recounted. */
export interface CertifiedPlacement {
  readonly faults: readonly string[];
  readonly certified: { readonly links: boolean; readonly labels: boolean; readonly moves: boolean };
}

/**
 * Which of what is said of links, labels and moves is recounted: links by the certificate, where no search adds to it;
 * a label or none, and no moves, by counting; else by trying all plans, where these are few. The claim itself has been
 * verified.
 */
export function certifyPlacement(instance: PlacedInstance, claim: ProvedPlacement, work?: number): CertifiedPlacement {
  const { links, labels, moves, lowerBound, boundBySearch, proved } = claim;
  const leastLabels = instance.nodeCount > 0 ? 1 : 0;
  const { faults, certified }: CertifiedStages = certifyStages(
    instance.nodeCount,
    () => asPlacedProblem(instance),
    {
      values: [links, labels, moves],
      bounds: [lowerBound, proved.labels ? labels : leastLabels, proved.moves ? moves : 0],
      byCertificate: [boundBySearch === 0, !proved.labels || labels <= leastLabels, !proved.moves],
    },
    work,
  );
  const [ofLinks = false, ofLabels = false, ofMoves = false] = certified;
  return { faults, certified: { links: ofLinks, labels: ofLabels, moves: ofMoves } };
}

/** A placement by links as a problem of all kinds: links, then labels, then moves. O(size). */
function asPlacedProblem(instance: PlacedInstance): PlacedProblem {
  const { nodeCount, labelCount, listOf, listStart, listLabels, edgeU, edgeV, edgeWeight, previous } = instance;
  const homes = Array.from(previous, home => (home < 0 ? [] : [home]));
  const starts = new Int32Array(nodeCount + 1);
  homes.forEach((list, node) => {
    starts[node + 1] = (starts[node] ?? 0) + list.length;
  });
  const nodes = Int32Array.from({ length: nodeCount }, (_, node) => node);
  return {
    nodeCount,
    labelCount,
    listOf,
    lists: { start: listStart, items: listLabels },
    labelWishes: [],
    partitions: [{ zoneOf: Int32Array.from({ length: labelCount }, (_, label) => label), zoneCount: labelCount }],
    resources: [],
    links: { u: edgeU, v: edgeV, weight: edgeWeight, levels: [0], costs: [1] },
    nearest: [],
    rules: [],
    moves: {
      classOf: nodes,
      homes: { start: starts, items: Int32Array.from(homes.flat()) },
      weight: new Float64Array(nodeCount).fill(1),
      newcomers: new Int32Array(nodeCount),
      distanceWeight: 0,
      groupWeight: 0,
    },
    labelCost: new Float64Array(labelCount),
    balances: [],
    stages: [{ links: 1 }, { labels: 1 }, { moves: 1 }],
  };
}
