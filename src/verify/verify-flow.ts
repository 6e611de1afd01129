/** A network in numbers: edge `e` lets `capacity[e]` through from `from[e]` to `to[e]`, and `back[e]` the other way. */
export interface FlowProblem {
  readonly nodeCount: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly capacity: Float64Array;
  readonly back: Float64Array;
  readonly source: number;
  readonly sink: number;
}

/** What is said of it. */
export interface FlowClaim {
  readonly value: number;
  /** Edge → what flows from `from` to `to`; negative where it flows back. */
  readonly flow: Float64Array;
  /** Node → 1 on the source's side of the cut. */
  readonly isSourceSide: Uint8Array;
}

/**
 * Checks a flow and a cut of one value, which prove each other: no flow is larger than any cut (L. R. Ford, D. R.
 * Fulkerson, "Maximal flow through a network", Canadian Journal of Mathematics 8, 1956). Capacities are whole numbers,
 * so that all is exact. A sentence for each fault; none means that all is well. O(n + m).
 */
export function verifyFlow(problem: FlowProblem, { value, flow, isSourceSide }: FlowClaim): string[] {
  const { nodeCount, from, to, capacity, back, source, sink } = problem;
  const faults: string[] = [];
  const excess = new Float64Array(nodeCount);
  let cut = 0;
  from.forEach((u, e) => {
    const [v = 0, through = 0, most = 0, mostBack = 0] = [to[e], flow[e], capacity[e], back[e]];
    if (!(through <= most && -through <= mostBack)) faults.push(`edge ${e} cannot let ${through} through`);
    if (u === v) return;
    excess[u] = (excess[u] ?? 0) - through;
    excess[v] = (excess[v] ?? 0) + through;
    if (isSourceSide[u] && !isSourceSide[v]) cut += most;
    if (!isSourceSide[u] && isSourceSide[v]) cut += mostBack;
  });
  excess.forEach((amount, node) => {
    const wanted = node === source ? -value : node === sink ? value : 0;
    if (amount !== wanted) faults.push(`${amount} is left at node ${node}, not ${wanted}`);
  });
  if (!isSourceSide[source]) faults.push('the source is not on its side of the cut');
  if (isSourceSide[sink]) faults.push('the sink is on the side of the source');
  if (cut !== value) faults.push(`the cut weighs ${cut}, not ${value}`);
  return faults;
}
