/**
 * Problem    Multiway cut. The labels are the terminals; a candidate is an edge between its node and the terminal so
 *            heavy (n²) that edges between nodes are cut first. Cut edges of little weight so that no two terminals are
 *            connected.
 * Input      An instance in which every node has a candidate.
 * Result     A terminal for each node, and the record of the steps.
 * Guarantee  The weight cut, the heavy edges included, is at most 2 - 2/k times the least. Nothing follows for the
 *            number of edges cut between nodes where nodes have three or more candidates.
 * Time       A maximum flow for each of the k terminals on n nodes; the other terminals are merged into the sink.
 * Source     E. Dahlhaus, D. S. Johnson, C. H. Papadimitriou, P. D. Seymour, M. Yannakakis, "The Complexity of
 *            Multiterminal Cuts", SIAM J. Comput. 23(4), 1994, section 4, as used by A. Heydarnoori, F. Mavaddat,
 *            "Reliable Deployment of Component-based Applications into Distributed Environments", ITNG 2006. Letters:
 *            s_i a terminal (`terminal`), E_i its isolating cut.
 * Deviation  The heavy weight is n² or, where the edges between nodes weigh more than that, one more than all of them
 *            together.
 * Ties       Of equal isolating cuts the one with the fewest nodes on the terminal's side; of equally heavy ones the
 *            first terminal's is dropped; orphans go to their first candidate by name.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import { countSupporters } from './count-supporters.ts';
import { FlowNetwork } from './max-flow.ts';
import { candidatesOf, type PlacementInstance } from './placement-instance.ts';

/** The steps of the approximation, for pictures and explanations. */
export interface IsolationRecord {
  /** The weight of an edge between a node and a candidate: n², or more where the edges between nodes are heavy. */
  readonly candidateWeight: number;
  /** One for each terminal, in their order; a terminal that the clock left no time for is merely detached. */
  readonly cuts: readonly IsolatingCut[];
  /** The terminal whose cut is not made: the heaviest one, the first by name among equals; -1 without terminals. */
  readonly dropped: number;
  /** Nodes that the cuts leave without a terminal; each goes to its first candidate. */
  readonly orphans: readonly number[];
}

/** The cheapest cut between one terminal and all others. */
export interface IsolatingCut {
  readonly terminal: number;
  readonly weight: number;
  /** The nodes on the terminal's side of the cut, ascending. */
  readonly nodes: Int32Array;
}

/** A plan by isolating cuts, and the steps to it. Where `goOn` says stop, other terminals are merely detached. */
export function isolateTerminals(
  instance: PlacementInstance,
  goOn: () => boolean = () => true,
): { assignment: Int32Array; record: IsolationRecord } {
  const { nodeCount, labelCount, edgeWeight } = instance;
  const betweenNodes = edgeWeight.reduce((sum, weight) => sum + weight, 0);
  const candidateWeight = Math.max(nodeCount ** 2, betweenNodes + 1);
  const network = new FlowNetwork();
  // So many edges does the isolating cut have that takes no search.
  const supporters = countSupporters(instance);
  const cuts: IsolatingCut[] = [];
  for (let terminal = 0; terminal < labelCount; terminal++) {
    if (goOn()) cuts.push(isolate(instance, terminal, candidateWeight, network));
    else cuts.push({ terminal, weight: supporters[terminal]! * candidateWeight, nodes: new Int32Array(0) });
  }
  let dropped = -1;
  for (const { terminal, weight } of cuts) if (dropped < 0 || weight > cuts[dropped]!.weight) dropped = terminal;
  const { assignment, orphans } = uniteCuts(instance, cuts, dropped);
  return { assignment, record: { candidateWeight, cuts, dropped, orphans } };
}

/** The cheapest cut between one terminal and all others. */
function isolate(
  instance: PlacementInstance,
  terminal: number,
  candidateWeight: number,
  network: FlowNetwork,
): IsolatingCut {
  const { nodeCount, edgeU, edgeV, edgeWeight } = instance;
  network.reset(nodeCount);
  const { listOf, listStart } = instance;
  const owns = listsWith(instance, terminal);
  for (let v = 0; v < nodeCount; v++) {
    const list = listOf[v]!;
    const others = listStart[list + 1]! - listStart[list]! - owns[list]!;
    network.addTerminal(v, owns[list]! * candidateWeight, others * candidateWeight);
  }
  for (let e = 0; e < edgeU.length; e++) network.addEdge(edgeU[e]!, edgeV[e]!, edgeWeight[e]!, edgeWeight[e]!);
  const weight = network.solve();
  const nodes: number[] = [];
  for (let v = 0; v < nodeCount; v++) if (network.isSourceSide(v)) nodes.push(v);
  return { terminal, weight, nodes: Int32Array.from(nodes) };
}

/** List → 1 if it contains the terminal. */
function listsWith({ listStart, listLabels }: PlacementInstance, terminal: number): Uint8Array {
  const owns = new Uint8Array(listStart.length - 1);
  let list = 0;
  for (let i = 0; i < listLabels.length; i++) {
    while (listStart[list + 1]! <= i) list++;
    if (listLabels[i] === terminal) owns[list] = 1;
  }
  return owns;
}

/** Makes all cuts but the dropped one and reads off who is still connected to whom. */
function uniteCuts(
  instance: PlacementInstance,
  cuts: readonly IsolatingCut[],
  dropped: number,
): { assignment: Int32Array; orphans: number[] } {
  const { nodeCount } = instance;
  // A node is on the terminal's side of at most a few cuts; the edge to a candidate survives if no cut made separates
  // them.
  const sides: number[][] = Array.from({ length: nodeCount }, () => []);
  for (const { terminal, nodes } of cuts) {
    if (terminal !== dropped) for (const v of nodes) sides[v]!.push(terminal);
  }
  const assignment = new Int32Array(nodeCount).fill(-1);
  const orphans: number[] = [];
  for (let v = 0; v < nodeCount; v++) {
    const candidates = candidatesOf(instance, v);
    const [only, second] = sides[v]!;
    // On the side of one terminal: connected to it alone. On no side: only to the terminal whose cut is not made.
    const place = only ?? dropped;
    if (second === undefined && candidates.includes(place)) assignment[v] = place;
    else {
      orphans.push(v);
      assignment[v] = candidates[0] ?? -1;
    }
  }
  return { assignment, orphans };
}
