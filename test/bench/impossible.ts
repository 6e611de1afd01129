// How long it takes to find out why there is no plan.
//
//   npm run bench:impossible [-- --seeds 3]
//
// A line for each size and each way to have no plan: the median and the worst of the seeds, wall time and CPU time, how
// many demands the conflict has, whether it is minimal, what shows it, and what confirms that.

import { parseArgs } from 'node:util';
import { Findings } from '../../src/base/findings.ts';
import { decodeDistribution } from '../../src/model/decode-distribution.ts';
import { decodeInfrastructure } from '../../src/model/decode-infrastructure.ts';
import { decodePolicy } from '../../src/model/decode-policy.ts';
import { decodeServices } from '../../src/model/decode-services.ts';
import { parseJson, type Value } from '../../src/nix/index.ts';
import { findConflictInOrder, type PlaceConflictAnswer, prepareRequest } from '../../src/plan/index.ts';
import { runHighs } from '../../src/ports/highs/run-highs.ts';
import { impossibleKinds, makeImpossible } from './impossible-systems.ts';

const { values } = parseArgs({ options: { seeds: { type: 'string', default: '3' } } });
const sizes = [
  [30, 4],
  [100, 8],
  [300, 15],
] as const;

console.log('size      kind     wall s: median worst   CPU s   demands  minimal  shown by, confirmed by');
for (const [services, targets] of sizes) {
  for (const kind of impossibleKinds) {
    const runs = Array.from({ length: Number(values.seeds) }, (_, i) => measure(kind, services, targets, i + 1));
    const walls = runs.map(({ wall }) => wall).sort((a, b) => a - b);
    const median = walls[walls.length >> 1] ?? 0;
    const cpu = Math.max(...runs.map(run => run.cpu));
    const told = [...new Set(runs.map(run => run.told))].join('; ');
    const size = `${services}x${targets}`.padEnd(9);
    const times = `${median.toFixed(3)}  ${(walls.at(-1) ?? 0).toFixed(3)}   ${cpu.toFixed(3)}`;
    console.log(`${size} ${kind.padEnd(8)} ${times}   ${told}`);
  }
}

function measure(kind: (typeof impossibleKinds)[number], services: number, targets: number, seed: number) {
  const system = makeImpossible(kind, services, targets, seed);
  const findings = new Findings();
  const read = (data: unknown): Value => parseJson(JSON.stringify(data));
  const models = {
    services: decodeServices(read(system.services), 'services.json', findings),
    infrastructure: decodeInfrastructure(read(system.infrastructure), 'infrastructure.json', findings),
  };
  const policy = decodePolicy(read(system.policy), 'policy.json', models, findings);
  const list = (data: unknown) => decodeDistribution(read(data), 'distribution.json', models, findings);
  const previous = system.previous && list(system.previous);
  findings.throwIfErrors();
  const request = prepareRequest({ ...models, candidates: list(system.candidates), previous }, findings);
  findings.throwIfErrors();
  const [begin, before] = [performance.now(), process.cpuUsage()];
  const answer = findConflictInOrder(request, policy, { timeLimit: 30, programs: runHighs });
  const used = process.cpuUsage(before);
  return { wall: (performance.now() - begin) / 1000, cpu: (used.user + used.system) / 1e6, told: tell(answer) };
}

function tell(answer: PlaceConflictAnswer): string {
  if (answer.kind !== 'impossible') return answer.kind;
  const { reason } = answer;
  if (reason.kind !== 'demand-conflict') return reason.kind;
  const { demands, isMinimal, shownBy, confirmedBy } = reason;
  return `${demands.length} demands, ${isMinimal ? 'minimal' : 'not minimal'}, ${shownBy}, ${confirmedBy ?? 'not certified'}`;
}
