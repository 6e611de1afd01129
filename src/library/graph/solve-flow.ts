// Typed arrays are indexed within bounds that the loops establish, hence `!`.

import { FlowNetwork } from '../../solve/index.ts';
import { type FlowClaim, type FlowProblem, verifyFlow } from '../../verify/verify-flow.ts';

/**
 * A largest flow and a smallest cut, checked against each other by code that shares nothing with the search for them.
 */
export function solveFlow(problem: FlowProblem): FlowClaim {
  const { nodeCount, from, to, capacity, back, source, sink } = problem;
  const network = new FlowNetwork();
  network.reset(nodeCount);
  // More than all edges together: what limits the flow is an edge.
  const unlimited = capacity.reduce((sum, one, e) => sum + one + back[e]!, 1);
  network.addTerminal(source, unlimited, 0);
  network.addTerminal(sink, 0, unlimited);
  const added: number[] = [];
  for (let e = 0; e < from.length; e++) {
    if (from[e] === to[e] || capacity[e]! + back[e]! === 0) continue;
    network.addEdge(from[e]!, to[e]!, capacity[e]!, back[e]!);
    added.push(e);
  }
  const value = network.solve();
  const flow = new Float64Array(from.length);
  added.forEach((e, number) => {
    flow[e] = capacity[e]! - network.residualOf(number);
  });
  const isSourceSide = Uint8Array.from({ length: nodeCount }, (_, node) => Number(network.isSourceSide(node)));
  const faults = verifyFlow(problem, { value, flow, isSourceSide });
  if (faults.length > 0) throw new Error(`the flow does not hold what it promises: ${faults.join('; ')}`);
  return { value, flow, isSourceSide };
}
