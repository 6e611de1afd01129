/**
 * npm run bench:placement [-- --time-limit 10] [--algorithm auto] [--only types-1000] [--largest 100000] [--seed 1]
 *
 * Solves the three families of placement instances, unweighted and weighted, each in a process of its own (so that its
 * memory can be measured), and prints a table. The links and bounds are the same on every machine, unless the clock ends a
 * search; the times are not.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runHighs } from '../../src/ports/highs/run-highs.ts';
import { type PlacementAlgorithm, solvePlacement } from '../../src/solve/placement/solve-placement.ts';
import { verifyPlacement } from '../../src/verify/verify-placement.ts';
import { type Family, generateInstance } from './placement-instances.ts';

const sizes: readonly (readonly [Family, number, number])[] = [
  ...(['types', 'lists', 'pins'] as const).flatMap(family =>
    (
      [
        [100, 5],
        [300, 10],
        [1000, 10],
        [3000, 30],
        [10_000, 30],
        [30_000, 100],
        [100_000, 100],
      ] as const
    ).map(([services, targets]) => [family, services, targets] as const),
  ),
  ['pins', 3000, 10],
];

const { values: options } = parseArgs({
  options: {
    'time-limit': { type: 'string', default: '10' },
    algorithm: { type: 'string', default: 'auto' },
    only: { type: 'string', default: '' },
    largest: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    one: { type: 'string' },
  },
});

if (options.one === undefined) runAll();
else runOne(options.one);

function runAll(): void {
  console.log('| instance | links | bound | gap % | targets | proved | seconds | CPU s | MB |');
  console.log('|---|---:|---:|---:|---:|---|---:|---:|---:|');
  for (const [family, services, targets] of sizes) {
    if (services > Number(options.largest) || !`${family}-${services}`.startsWith(options.only)) continue;
    for (const weights of ['unweighted', 'weighted']) {
      const name = [family, services, targets, weights].join(' ');
      const words = ['--time-limit', options['time-limit'], '--algorithm', options.algorithm, '--seed', options.seed];
      const script = fileURLToPath(import.meta.url);
      const { stdout, stderr } = spawnSync(process.execPath, [...process.execArgv, script, ...words, '--one', name]);
      process.stdout.write(stdout.length > 0 ? stdout : `| ${name} | failed: ${stderr} |\n`);
    }
  }
}

function runOne(name: string): void {
  const [family = '', services, targets, weights] = name.split(' ');
  const instance = generateInstance(
    family as Family,
    Number(services),
    Number(targets),
    weights === 'weighted',
    Number(options.seed),
  );
  const before = process.cpuUsage();
  const solution = solvePlacement(instance, {
    algorithm: options.algorithm as PlacementAlgorithm,
    timeLimit: Number(options['time-limit']),
    programs: runHighs,
  });
  const { user, system } = process.cpuUsage(before);
  const faults = verifyPlacement(instance, solution);
  if (faults.length > 0) throw new Error(faults.join('; '));
  const { links, lowerBound, proved, seconds } = solution;
  const gap = ((100 * (links - lowerBound)) / Math.max(1, lowerBound)).toFixed(2);
  const stages = [proved.links && 'links', proved.labels && 'targets', proved.moves && 'moves'].filter(Boolean);
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  const cells = [name, links, lowerBound, gap, solution.labels, stages.join(', ') || '-', seconds.toFixed(2)];
  console.log(`| ${[...cells, ((user + system) / 1e6).toFixed(2), megabytes].join(' | ')} |`);
}
