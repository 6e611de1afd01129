import { spawnSync } from 'node:child_process';
import type { RandomGraph } from './random-graph.ts';

const python = '/usr/bin/python3';

/** Whether the referee for flows and cuts can be asked. */
export const hasNetworkx = spawnSync(python, ['-c', 'import networkx']).status === 0;

/** The value of the largest flow from the first node to the second, in tenths, of each graph. */
export function flowsByNetworkx(graphs: readonly RandomGraph[]): number[] {
  const program = `
import json, sys, networkx
for line in sys.stdin:
    given = json.loads(line)
    graph = networkx.DiGraph()
    graph.add_nodes_from(given["nodes"])
    for edge in given["edges"]:
        ends = [(edge["v"], edge["w"])] + ([] if given["directed"] else [(edge["w"], edge["v"])])
        for v, w in ends:
            if v == w: continue
            before = graph[v][w]["capacity"] if graph.has_edge(v, w) else 0
            graph.add_edge(v, w, capacity=before + edge["tenths"])
    print(networkx.maximum_flow_value(graph, given["nodes"][0], given["nodes"][1]))
`;
  const input = graphs.map(graph => `${JSON.stringify(graph)}\n`).join('');
  const { stdout, stderr } = spawnSync(python, ['-c', program], { input, encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (stderr !== '') throw new Error(stderr);
  return stdout.trim().split('\n').map(Number);
}
