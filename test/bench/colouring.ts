/**
 * Colouring benchmarks: DSATUR on sparse graphs of growing size beside networkx in the same run, and the improving solver on dense
 * graphs, families and candidate lists. Run: npm run bench:colouring [-- --seconds 10] [-- --quick] [-- --lists], the
 * last for candidate lists alone.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runHighs } from '../../src/ports/highs/run-highs.ts';
import { colourByDsatur } from '../../src/solve/colouring/dsatur.ts';
import { readDimacs } from '../../src/solve/colouring/read-dimacs.ts';
import { solveColouring } from '../../src/solve/colouring/solve-colouring.ts';
import type { Adjacency } from '../../src/solve/graph/adjacency.ts';
import { verifyColouring } from '../../src/verify/verify-colouring.ts';
import {
  geometricGraph,
  insertions,
  kneser,
  leighton,
  myciel,
  queen,
  randomGraph,
  randomLists,
  rowOf,
  sparseGraph,
  timetable,
} from '../solve/colouring/families.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    quick: { type: 'boolean', default: false },
    lists: { type: 'boolean', default: false },
  },
});
const seconds = Number(values.seconds);

function edgesOf(graph: Adjacency): [number, number][] {
  const edges: [number, number][] = [];
  for (let v = 0; v < graph.vertexCount; v++) for (const w of rowOf(graph, v)) if (v < w) edges.push([v, w]);
  return edges;
}

function writeDimacs(graph: Adjacency): Buffer {
  const lines = edgesOf(graph).map(([a, b]) => `e ${a + 1} ${b + 1}`);
  return Buffer.from(`p edge ${graph.vertexCount} ${lines.length}\n${lines.join('\n')}\n`);
}

/** Seconds that networkx's DSATUR takes, and its colours; undefined where it is not installed or takes more than a minute. */
function runNetworkx(bytes: Buffer): { seconds: number; colours: number } | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'bench-colouring-'));
  writeFileSync(join(folder, 'g.col'), bytes);
  const program = `
import sys, time, networkx as nx
g = nx.Graph()
for line in open(sys.argv[1]):
    t = line.split()
    if t[0] == 'p': g.add_nodes_from(range(1, int(t[2]) + 1))
    elif t[0] == 'e': g.add_edge(int(t[1]), int(t[2]))
start = time.process_time()
c = nx.greedy_color(g, 'DSATUR')
print(time.process_time() - start, max(c.values()) + 1)
`;
  const run = spawnSync('/usr/bin/python3', ['-c', program, join(folder, 'g.col')], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  rmSync(folder, { recursive: true, force: true });
  const [time, colours] = (run.stdout ?? '').trim().split(' ').map(Number);
  return run.status === 0 && time !== undefined && colours !== undefined ? { seconds: time, colours } : undefined;
}

function benchSparse(): void {
  console.log(
    'DSATUR on sparse random graphs (n vertices, average degree d), best of 15 runs (3 for a million); reading the .col text, once, is timed apart',
  );
  console.log(
    `${'n'.padStart(9)} ${'d'.padStart(3)} ${'read ms'.padStart(8)} ${'DSATUR ms'.padStart(10)} ${'colours'.padStart(7)}  networkx`,
  );
  for (const [n, degree] of [
    [1000, 5],
    [10_000, 6],
    [100_000, 3],
    [100_000, 10],
    [1_000_000, 6],
  ] as const) {
    if (values.quick && n > 10_000) continue;
    const bytes = writeDimacs(sparseGraph(n, (n * degree) / 2, 1));
    const begin = performance.now();
    const graph = readDimacs(bytes, 'bench');
    const read = performance.now() - begin;
    // The shortest of some runs: the first ones are compiled on the way, and others may use the machine.
    let count = 0;
    let ours = Number.POSITIVE_INFINITY;
    for (let run = 0; run < (n > 100_000 ? 3 : 15); run++) {
      const start = performance.now();
      count = colourByDsatur(graph).count;
      ours = Math.min(ours, performance.now() - start);
    }
    const peer = n <= 10_000 ? runNetworkx(bytes) : undefined;
    const shown = peer
      ? `${(1000 * peer.seconds).toFixed(0)} ms, ${peer.colours} colours, ratio ${(ours / 1000 / peer.seconds).toFixed(5)}`
      : '-';
    console.log(
      `${String(n).padStart(9)} ${String(degree).padStart(3)} ${read.toFixed(0).padStart(8)} ${ours.toFixed(1).padStart(10)} ${String(count).padStart(7)}  ${shown}`,
    );
  }
}

function benchFamilies(): void {
  console.log(`\nauto, at most ${seconds} s each`);
  console.log(
    `${'graph'.padEnd(26)} ${'DSATUR'.padStart(6)} ${'auto'.padStart(5)} ${'bound'.padStart(5)} ${'proved'.padStart(6)} ${'seconds'.padStart(8)}`,
  );
  const families: [string, () => Adjacency][] = [
    ...[125, 250, 500, 1000].flatMap(n =>
      [0.1, 0.5, 0.9].map((density): [string, () => Adjacency] => [
        `G(${n}, ${density})`,
        () => randomGraph(n, density, 1),
      ]),
    ),
    ['Leighton 450, 15', () => leighton(450, 15, 8168, 1)],
    ['Leighton 450, 25', () => leighton(450, 25, 8260, 1)],
    ['queen 8 x 8', () => queen(8, 8)],
    ['queen 12 x 12', () => queen(12, 12)],
    ['geometric 250, 0.2', () => geometricGraph(250, 0.2, false, 1)],
    ['timetable 385, 14', () => timetable(385, 14, 700, 1)],
    ['myciel 6', () => myciel(6)],
    ['2-Insertions_3', () => insertions(2, 3)],
    ['3-Insertions_3', () => insertions(3, 3)],
    ['Kneser 8, 3', () => kneser(8, 3)],
  ];
  let proved = 0;
  for (const [name, make] of values.quick ? families.slice(0, 3) : families) {
    const graph = make();
    const quick = colourByDsatur(graph).count;
    const solution = solveColouring(graph, { algorithm: 'auto', timeLimit: seconds });
    if (solution.optimal) proved++;
    console.log(
      `${name.padEnd(26)} ${String(quick).padStart(6)} ${String(solution.count).padStart(5)} ${String(solution.lowerBound).padStart(5)} ${(solution.optimal ? 'yes' : 'no').padStart(6)} ${solution.seconds.toFixed(2).padStart(8)}`,
    );
  }
  console.log(
    `proved optimal: ${proved} of ${values.quick ? 3 : families.length}; memory ${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MB`,
  );
}

/** Services with two dependencies each and some random candidates; gap = (plan - bound) / plan. */
function benchLists(): void {
  console.log(`\nfewest targets with candidate lists, two dependencies each, at most ${seconds} s each`);
  console.log('services targets candidates seed   plan  bound   gap %  bound by      ended by  seconds   CPU s');
  const sizes = [
    [1000, 20, 4],
    [10_000, 50, 4],
    [20_000, 1000, 4],
    [20_000, 1000, 2],
  ] as const;
  for (const [services, targets, candidates] of values.quick ? sizes.slice(0, 1) : sizes) {
    for (const seed of [1, 2, 3]) {
      const { graph, lists } = randomLists(services, targets, candidates, seed);
      const before = process.cpuUsage();
      const options = { algorithm: 'auto', timeLimit: seconds, available: targets, candidates: lists } as const;
      const solution = solveColouring(graph, { ...options, programs: runHighs });
      const { user, system } = process.cpuUsage(before);
      const faults = verifyColouring(graph, solution, targets, lists);
      if (faults.length > 0) throw new Error(faults.join('; '));
      const { count, lowerBound, boundBy, endedBy } = solution;
      const gap = (100 * (count - lowerBound)) / count;
      const size = [services, targets, candidates].map((x, i) => String(x).padStart([8, 7, 10][i] ?? 0)).join(' ');
      const numbers = `${String(seed).padStart(4)} ${String(count).padStart(6)} ${String(lowerBound).padStart(6)} ${gap.toFixed(1).padStart(7)}`;
      const times = `${solution.seconds.toFixed(2).padStart(7)} ${((user + system) / 1e6).toFixed(2).padStart(7)}`;
      console.log(`${size} ${numbers}  ${boundBy.padEnd(13)} ${endedBy.padEnd(8)} ${times}`);
    }
  }
}

if (!values.lists) {
  benchSparse();
  benchFamilies();
}
benchLists();
