// Typed arrays are indexed within bounds that the loops establish, hence `!`.

import { countSupporters } from './count-supporters.ts';
import { FlowNetwork } from './max-flow.ts';
import { candidatesOf, type PlacementInstance } from './placement-instance.ts';

/** The steps of the approximation, for pictures and explanations. */
export interface IsolationRecord {
  /** The weight of an edge between a service and a candidate: n², or more where the dependencies are heavy. */
  readonly candidateWeight: number;
  /** One for each target, in their order; a target that the clock left no time for is merely detached. */
  readonly cuts: readonly IsolatingCut[];
  /** The target whose cut is not made: the heaviest one, the first by name among equals; -1 without targets. */
  readonly dropped: number;
  /** Services that the cuts leave without a target; each goes to its first candidate. */
  readonly orphans: readonly number[];
}

/** The cheapest cut between one target and all others. */
export interface IsolatingCut {
  readonly target: number;
  readonly weight: number;
  /** The services on the target's side of the cut, ascending. */
  readonly services: Int32Array;
}

/**
 * Problem    The multiway cut of the application-host graph. Services and targets are nodes; a dependency is an edge of its
 *            weight, a candidate an edge between service and target so heavy (n²) that dependencies are cut first. Cut edges of
 *            little weight so that no two targets are connected.
 * Input      An instance in which every service has a candidate.
 * Result     A target for each service, and the record of the steps.
 * Guarantee  The weight cut, the heavy edges included, is at most 2 - 2/k times the least. Nothing follows for the number
 *            of network links where services have three or more candidates.
 * Time       A maximum flow for each of the k targets on n nodes; the other targets are merged into the sink.
 * Source     E. Dahlhaus, D. S. Johnson, C. H. Papadimitriou, P. D. Seymour, M. Yannakakis, "The Complexity of Multiterminal
 *            Cuts", SIAM J. Comput. 23(4), 1994, section 4, as used by A. Heydarnoori, F. Mavaddat, "Reliable Deployment of
 *            Component-based Applications into Distributed Environments", ITNG 2006. Letters: s_i a terminal (`target`), E_i its
 *            isolating cut.
 * Deviation  The heavy weight is n² or, where dependencies weigh more than that, one more than all of them together.
 * Ties       Of equal isolating cuts the one with the fewest services on the target's side; of equally heavy ones the first
 *            target's is dropped; orphans go to their first candidate by name.
 */
export function isolateTargets(
  instance: PlacementInstance,
  goOn: () => boolean = () => true,
): { assignment: Int32Array; record: IsolationRecord } {
  const { serviceCount, targetCount, edgeWeight } = instance;
  const dependencies = edgeWeight.reduce((sum, weight) => sum + weight, 0);
  const candidateWeight = Math.max(serviceCount ** 2, dependencies + 1);
  const network = new FlowNetwork();
  // So many edges does the isolating cut have that takes no search.
  const supporters = countSupporters(instance);
  const cuts: IsolatingCut[] = [];
  for (let target = 0; target < targetCount; target++) {
    if (goOn()) cuts.push(isolate(instance, target, candidateWeight, network));
    else cuts.push({ target, weight: supporters[target]! * candidateWeight, services: new Int32Array(0) });
  }
  let dropped = -1;
  for (const { target, weight } of cuts) if (dropped < 0 || weight > cuts[dropped]!.weight) dropped = target;
  const { assignment, orphans } = uniteCuts(instance, cuts, dropped);
  return { assignment, record: { candidateWeight, cuts, dropped, orphans } };
}

/** The cheapest cut between one target and all others. */
function isolate(
  instance: PlacementInstance,
  target: number,
  candidateWeight: number,
  network: FlowNetwork,
): IsolatingCut {
  const { serviceCount, edgeU, edgeV, edgeWeight } = instance;
  network.reset(serviceCount);
  const { listOf, listStart } = instance;
  const owns = listsWith(instance, target);
  for (let v = 0; v < serviceCount; v++) {
    const list = listOf[v]!;
    const others = listStart[list + 1]! - listStart[list]! - owns[list]!;
    network.addTerminal(v, owns[list]! * candidateWeight, others * candidateWeight);
  }
  for (let e = 0; e < edgeU.length; e++) network.addEdge(edgeU[e]!, edgeV[e]!, edgeWeight[e]!, edgeWeight[e]!);
  const weight = network.solve();
  const services: number[] = [];
  for (let v = 0; v < serviceCount; v++) if (network.isSourceSide(v)) services.push(v);
  return { target, weight, services: Int32Array.from(services) };
}

/** List → 1 if it contains the target. */
function listsWith({ listStart, listTargets }: PlacementInstance, target: number): Uint8Array {
  const owns = new Uint8Array(listStart.length - 1);
  let list = 0;
  for (let i = 0; i < listTargets.length; i++) {
    while (listStart[list + 1]! <= i) list++;
    if (listTargets[i] === target) owns[list] = 1;
  }
  return owns;
}

/** Makes all cuts but the dropped one and reads off who is still connected to whom. */
function uniteCuts(
  instance: PlacementInstance,
  cuts: readonly IsolatingCut[],
  dropped: number,
): { assignment: Int32Array; orphans: number[] } {
  const { serviceCount } = instance;
  // A service is on the target's side of at most a few cuts; the edge to a candidate survives if no cut made separates them.
  const sides: number[][] = Array.from({ length: serviceCount }, () => []);
  for (const { target, services } of cuts) {
    if (target !== dropped) for (const v of services) sides[v]!.push(target);
  }
  const assignment = new Int32Array(serviceCount).fill(-1);
  const orphans: number[] = [];
  for (let v = 0; v < serviceCount; v++) {
    const candidates = candidatesOf(instance, v);
    const [only, second] = sides[v]!;
    // On the side of one target: connected to it alone. On no side: only to the target whose cut is not made.
    const place = only ?? dropped;
    if (second === undefined && candidates.includes(place)) assignment[v] = place;
    else {
      orphans.push(v);
      assignment[v] = candidates[0] ?? -1;
    }
  }
  return { assignment, orphans };
}
