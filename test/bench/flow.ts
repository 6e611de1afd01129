/**
 * npm run bench:flow -- maximum flow from the first node to the last on random graphs (5 arcs a node, capacities 1 to 100)
 * and on grids (arcs both ways between neighbours, capacities 1 to 100; the source feeds the left side, the right side
 * drains into the sink).
 */
import { FlowNetwork } from '../../src/solve/placement/max-flow.ts';
import { Random } from '../solve/random.ts';

const UNBOUNDED = 2 ** 40;

function buildRandom(network: FlowNetwork, nodes: number): void {
  const random = new Random(nodes);
  network.reset(nodes);
  network.addTerminal(0, UNBOUNDED, 0);
  network.addTerminal(nodes - 1, 0, UNBOUNDED);
  for (let i = 0; i < 5 * nodes; i++) {
    const u = random.below(nodes);
    const v = random.below(nodes);
    if (u !== v) network.addEdge(u, v, 1 + random.below(100), 0);
  }
}

function buildGrid(network: FlowNetwork, nodes: number): void {
  const random = new Random(nodes);
  const side = Math.round(Math.sqrt(nodes));
  const capacity = (): number => 1 + random.below(100);
  network.reset(side * side);
  for (let row = 0; row < side; row++) {
    network.addTerminal(row * side, UNBOUNDED, 0);
    network.addTerminal(row * side + side - 1, 0, UNBOUNDED);
    for (let column = 0; column < side; column++) {
      const node = row * side + column;
      if (column + 1 < side) network.addEdge(node, node + 1, capacity(), capacity());
      if (row + 1 < side) network.addEdge(node, node + side, capacity(), capacity());
    }
  }
}

const network = new FlowNetwork();
console.log('| graph | nodes | flow | build s | solve s |\n|---|---:|---:|---:|---:|');
for (const [name, build] of [
  ['random', buildRandom],
  ['grid', buildGrid],
] as const) {
  for (const nodes of [10_000, 100_000]) {
    const start = performance.now();
    build(network, nodes);
    const built = performance.now();
    const flow = network.solve();
    const solved = performance.now();
    const seconds = (from: number, to: number): string => ((to - from) / 1000).toFixed(3);
    console.log(`| ${name} | ${nodes} | ${flow} | ${seconds(start, built)} | ${seconds(built, solved)} |`);
  }
}
