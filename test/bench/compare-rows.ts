import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlacementInstance } from '../../src/solve/placement/placement-instance.ts';
import { kneser, leighton, myciel, queen, randomGraph, rowOf, sparseGraph } from '../solve/colouring/families.ts';
import { Random } from '../solve/random.ts';
import { nixRows } from './nix-rows.ts';
import { type Family, generateInstance } from './placement-instances.ts';

/** One thing that both versions do in turn. */
export interface CompareRow {
  readonly name: string;
  /** The largest ratio of the medians, present to base, that is good enough. */
  readonly goal: number;
  /** Writes the input into a folder, and says what is run there: words of `dydisnix`, or a bench of the version's own. */
  prepare(folder: string): Task;
}

export type Task = { readonly words: readonly string[] } | { readonly bench: string };

/** What every benchmark has to keep, and what plans of Nix models have to. */
const benchGoal = 1.1;
const modelGoal = 1.3;

/** All rows, in the order of the table. */
export const compareRows: readonly CompareRow[] = [
  ...nixRows.map(({ name, text }) => row(`nix: ${name}`, benchGoal, { 'row.nix': text }, ['eval', 'row.nix'])),
  ...placementRows(),
  { name: 'flow: random networks and grids', goal: benchGoal, prepare: () => ({ bench: 'test/bench/flow.ts' }) },
  ...colouringRows(),
  ...idRows(),
  ...[1000, 10_000].flatMap(services => [5, 50].flatMap(candidates => modelRows(services, candidates))),
];

function row(
  name: string,
  goal: number,
  files: Readonly<Record<string, string>> | (() => Readonly<Record<string, string>>),
  words: readonly string[],
): CompareRow {
  return {
    name,
    goal,
    prepare: folder => {
      const texts = typeof files === 'function' ? files() : files;
      for (const [file, text] of Object.entries(texts)) writeFileSync(join(folder, file), text);
      return { words };
    },
  };
}

/** Instances that are solved to the end, so that the clock does not say how long it takes. */
function placementRows(): CompareRow[] {
  const sizes: readonly (readonly [Family, number, number])[] = [
    ['types', 1000, 10],
    ['types', 10_000, 30],
    ['types', 100_000, 100],
    ['lists', 1000, 10],
    ['lists', 10_000, 30],
    ['pins', 1000, 10],
    ['pins', 10_000, 30],
  ];
  return sizes.flatMap(([family, services, targets]) =>
    [false, true].map(weighted =>
      row(
        `placement: ${family}, ${services} services, ${targets} targets${weighted ? ', weighted' : ''}`,
        benchGoal,
        () => ({ 'instance.txt': writeInstance(generateInstance(family, services, targets, weighted, 1)) }),
        ['multiwaycut', '--instance', 'instance.txt', '--json', '--time-limit', '60'],
      ),
    ),
  );
}

function writeInstance(instance: PlacementInstance): string {
  const { nodeCount, labelCount, listOf, listStart, listLabels, edgeU, edgeV, edgeWeight } = instance;
  const lists = Array.from(listOf, list => {
    const labels = [...listLabels.subarray(listStart[list], listStart[list + 1])];
    return [labels.length, ...labels].join(' ');
  });
  const edges = Array.from(edgeU, (u, e) => `${u} ${edgeV[e]} ${edgeWeight[e]}`);
  return `${[`${nodeCount} ${labelCount} ${edges.length}`, ...lists, ...edges].join('\n')}\n`;
}

function colouringRows(): CompareRow[] {
  const quick = ['--algorithm', 'dsatur'];
  const graphs = [
    ['sparse, 100,000 vertices, DSATUR', () => sparseGraph(100_000, 300_000, 1), quick],
    ['sparse, 1,000,000 vertices, DSATUR', () => sparseGraph(1_000_000, 3_000_000, 1), quick],
    ['G(1000, 0.5), DSATUR', () => randomGraph(1000, 0.5, 1), quick],
    ['sparse, 100,000 vertices', () => sparseGraph(100_000, 300_000, 1), []],
    ['Leighton 450, 25', () => leighton(450, 25, 8260, 1), []],
    ['queen 8 x 8', () => queen(8, 8), []],
    ['myciel 6', () => myciel(6), []],
    ['Kneser 8, 3', () => kneser(8, 3), []],
  ] as const;
  return graphs.map(([name, make, words]) => {
    const dimacs = (): string => {
      const graph = make();
      const edges: string[] = [];
      for (let v = 0; v < graph.vertexCount; v++)
        for (const w of rowOf(graph, v)) if (v < w) edges.push(`e ${v + 1} ${w + 1}`);
      return `p edge ${graph.vertexCount} ${edges.length}\n${edges.join('\n')}\n`;
    };
    return row(`colouring: ${name}`, benchGoal, () => ({ 'graph.col': dimacs() }), [
      ...['graphcol', '--dimacs', 'graph.col', '--json', '--time-limit', '60'],
      ...words,
    ]);
  });
}

function idRows(): CompareRow[] {
  const pools = Array.from({ length: 10 }, (_, i) => `pool${i}`);
  const wanted = pools.map(pool => `"${pool}"`).join(' ');
  const services = (): string => {
    const lines = Array.from(
      { length: 100_000 },
      (_, i) => `  s${i} = { type = "process"; requiresUniqueIdsFor = [ ${wanted} ]; };\n`,
    );
    return `{ system, pkgs, ... }:\n\n{\n${lines.join('')}}\n`;
  };
  const resources = `{ ${pools.map(pool => `${pool} = { min = 1000; max = 2000000; };`).join(' ')} }`;
  // The ids that a first run gives, in the order of names.
  const ids = (): string => {
    const names = Array.from({ length: 100_000 }, (_, i) => `s${i}`).sort();
    const assigned = `{ ${names.map((name, i) => `${name} = ${1000 + i};`).join('\n')} }`;
    const last = pools.map(pool => `${pool} = 100999;`).join(' ');
    return `let all = ${assigned}; in { ids = { ${pools.map(pool => `${pool} = all;`).join(' ')} }; lastAssignments = { ${last} }; }`;
  };
  const words = ['id-assign', '-s', 'services.nix', '--id-resources', 'resources.nix', '--output-file', 'out.nix'];
  return [
    row(
      'ids: 100,000 services, 10 pools',
      benchGoal,
      () => ({ 'services.nix': services(), 'resources.nix': resources }),
      words,
    ),
    row(
      'ids: the same, all kept',
      benchGoal,
      () => ({ 'services.nix': services(), 'resources.nix': resources, 'ids.nix': ids() }),
      [...words, '--ids', 'ids.nix'],
    ),
  ];
}

/** Both planners on Nix models: 50 targets, each service depends on up to two others. */
function modelRows(services: number, candidates: number): CompareRow[] {
  const name = `${services} services, 50 targets, ${candidates === 50 ? 'all' : candidates} candidates`;
  const files = (): Readonly<Record<string, string>> => writeModels(services, candidates);
  const models = [
    '-s',
    'services.nix',
    '-i',
    'infrastructure.nix',
    '-d',
    'distribution.nix',
    '--json',
    '--time-limit',
    '60',
  ];
  return ['multiwaycut', 'graphcol'].map(planner =>
    row(`models: ${planner}, ${name}`, modelGoal, files, [planner, ...models]),
  );
}

function writeModels(services: number, candidates: number): Readonly<Record<string, string>> {
  const random = new Random(services + candidates);
  const lines: string[] = [];
  const mappings: string[] = [];
  for (let i = 0; i < services; i++) {
    const needed = i === 0 ? [] : [...new Set([random.below(i), random.below(i)])];
    const inherited = needed.map(j => ` s${j}`).join('');
    lines.push(
      `  s${i} = { name = "s${i}"; type = "process"; dependsOn = {${inherited && ` inherit${inherited};`} }; };`,
    );
    const targets = new Set<number>();
    while (targets.size < candidates && candidates < 50) targets.add(random.below(50));
    const list = [...targets].map(t => ` infrastructure.t${t}`).join('');
    mappings.push(`  s${i} = ${candidates < 50 ? `[${list} ]` : 'all'};`);
  }
  const targets = Array.from({ length: 50 }, (_, t) => `  t${t} = { properties.hostname = "t${t}.example"; };`);
  return {
    'services.nix': `{ system, pkgs, distribution, invDistribution }:\nrec {\n${lines.join('\n')}\n}\n`,
    'infrastructure.nix': `{\n${targets.join('\n')}\n}\n`,
    'distribution.nix': `{ infrastructure }:\nlet all = builtins.attrValues infrastructure; in\n{\n${mappings.join('\n')}\n}\n`,
  };
}
