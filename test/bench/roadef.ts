// The machine reassignment challenge of 2012 (ROADEF/EURO) as a placement problem.
//
//   npx tsx test/bench/roadef.ts MODEL ASSIGNMENT --time-limit S [--processor-time] [--output NEW]
//
// Prints the cost of the assignment that is given and of the one found. With --processor-time the limit is one of
// processor time: on a machine that others use, too. The data are not part of this project.

import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Budget } from '../../src/solve/budget.ts';
import { evaluateObjective } from '../../src/solve/place/compare-measures.ts';
import type { GroupRule, NumberLists, PlaceProblem, Resource } from '../../src/solve/place/place-problem.ts';
import { PlaceState } from '../../src/solve/place/place-state.ts';
import { searchPlace } from '../solve/place/in-one-go.ts';
import { processorTime } from './processor-time.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'time-limit': { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    'processor-time': { type: 'boolean', default: false },
    output: { type: 'string' },
  },
});
const [modelFile = '', assignmentFile = ''] = positionals;
const start = Int32Array.from(readNumbers(assignmentFile));
const problem = readModel(readNumbers(modelFile), start);
const before = new PlaceState(problem, start.slice());
const [objective = {}] = problem.stages;
console.log(
  `given: ${evaluateObjective(objective, before.measures())}, ${before.isFeasible ? 'keeps everything' : 'breaks rules'}`,
);
const begin = performance.now();
const cpu = process.cpuUsage();
const found = searchPlace(problem, {
  budget: new Budget(Number(values['time-limit']), { now: values['processor-time'] ? processorTime : undefined }),
  seed: Number(values.seed),
  start,
});
const used = process.cpuUsage(cpu);
const seconds = ((performance.now() - begin) / 1000).toFixed(1);
const label = found?.label ?? start;
const after = new PlaceState(problem, label.slice());
const text = `found: ${evaluateObjective(objective, after.measures())}, ${after.isFeasible ? 'keeps everything' : 'breaks rules'}`;
console.log(`${text}, ${seconds} s (${((used.user + used.system) / 1e6).toFixed(1)} s of a core)`);
console.log(after.measures());
if (values.output !== undefined) writeFileSync(values.output, `${Array.from(label).join(' ')}\n`);

function readNumbers(file: string): number[] {
  return readFileSync(file, 'latin1').trim().split(/\s+/).map(Number);
}

/** Processes are nodes, machines are labels, neighbourhoods and locations are partitions 1 and 2. */
function readModel(numbers: readonly number[], assignment: Int32Array): PlaceProblem {
  let at = 0;
  const next = (): number => numbers[at++] as number;
  const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
  const kinds = times(next(), () => ({ transient: next() === 1, loadWeight: next() }));
  const labelCount = next();
  const machines = times(labelCount, () => ({
    neighbourhood: next(),
    location: next(),
    have: kinds.map(next),
    comfortable: kinds.map(next),
    distance: times(labelCount, next),
  }));
  const services = times(next(), () => {
    const spread = next();
    return { spread, needs: times(next(), next), nodes: [] as number[] };
  });
  const processes = times(next(), node => {
    const service = next();
    services[service]?.nodes.push(node);
    return { service, need: kinds.map(next), weight: next() };
  });
  const balances = times(next(), () => ({ of: next(), against: next(), ratio: next(), weight: next() }));
  const [processWeight, serviceWeight, machineWeight] = [next(), next(), next()];
  const groups = services.map(({ nodes }) => Int32Array.from(nodes));
  const resources = kinds.map(
    (kind, r): Resource => ({
      ...kind,
      need: Float64Array.from(processes, ({ need }) => need[r] as number),
      have: Float64Array.from(machines, ({ have }) => have[r] as number),
      comfortable: Float64Array.from(machines, ({ comfortable }) => comfortable[r] as number),
    }),
  );
  return {
    nodeCount: processes.length,
    labelCount,
    listOf: new Int32Array(processes.length),
    lists: { start: Int32Array.of(0, labelCount), items: Int32Array.from(machines, (_, i) => i) },
    labelWishes: [],
    partitions: [
      partition(machines.map((_, i) => i)),
      partition(machines.map(({ neighbourhood }) => neighbourhood)),
      partition(machines.map(({ location }) => location)),
    ],
    resources,
    links: { u: new Int32Array(0), v: new Int32Array(0), weight: new Float64Array(0), levels: [0], costs: [1] },
    nearest: [],
    rules: services.flatMap(({ spread, needs }, s) => demandsOf(groups, s, spread, needs)),
    moves: {
      classOf: Int32Array.from(processes, (_, i) => i),
      homes: oneEach(assignment),
      weight: Float64Array.from(processes, ({ weight }) => processWeight * weight),
      newcomers: new Int32Array(processes.length),
      distance: Int32Array.from(machines.flatMap(({ distance }) => distance)),
      distanceWeight: machineWeight,
      groupOf: Int32Array.from(processes, ({ service }) => service),
      groupWeight: serviceWeight,
    },
    labelCost: new Float64Array(labelCount),
    balances,
    stages: [{ load: 1, balance: 1, moves: 1 }],
  };
}

function demandsOf(groups: readonly Int32Array[], s: number, spread: number, needs: readonly number[]): GroupRule[] {
  const nodes = groups[s] as Int32Array;
  const rules: GroupRule[] = nodes.length > 1 ? [{ kind: 'apart', nodes, partition: 0 }] : [];
  if (spread > 1) rules.push({ kind: 'spread', nodes, partition: 2, least: spread });
  for (const needed of needs) rules.push({ kind: 'near', nodes, to: groups[needed] as Int32Array, partition: 1 });
  return rules;
}

function partition(zones: readonly number[]): { zoneOf: Int32Array; zoneCount: number } {
  return { zoneOf: Int32Array.from(zones), zoneCount: Math.max(...zones) + 1 };
}

function oneEach(items: Int32Array): NumberLists {
  return { start: Int32Array.from({ length: items.length + 1 }, (_, i) => i), items };
}
