/**
 * npm run bench:place [-- --time-limit 60] [--only zoned-300] [--seeds 1] [--largest 10000] [--processor-time]
 *
 * Plans the three families of `place-instances.ts`, each in a process of its own (so that its memory can be measured), one
 * after the other, and prints a table. `gap` is (plan - bound) / plan on links; `over` is (plan - bound) / bound, which
 * `bench:placement` prints. `first` is when the first plan that keeps everything was there, by a search of its own that
 * ends with it. Plans are checked by code that shares nothing with the solver. `newcomer` plans the system of
 * examples/newcomer by the command, as a person would. With `--processor-time` the limit is one of processor time: on a
 * machine that others use, too.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { claimOf } from '../../src/plan/place.ts';
import { runHighs } from '../../src/ports/highs/run-highs.ts';
import { Budget } from '../../src/solve/budget.ts';
import type { PlaceProblem } from '../../src/solve/place/place-problem.ts';
import { type FoundPlan, PlaceSearch } from '../../src/solve/place/search-place.ts';
import { solvePlace } from '../../src/solve/place/solve-place.ts';
import { verifyPlace } from '../../src/verify/verify-place.ts';
import { checkPlacement } from './check-placement.ts';
import { toPlaceProblem } from './place-instance-problem.ts';
import { generatePlaceInstance, placeFamilies } from './place-instances.ts';
import { processorTime } from './processor-time.ts';

const sizes = [
  [30, 4],
  [100, 8],
  [300, 15],
  [1000, 30],
  [10_000, 100],
] as const;

const { values: options } = parseArgs({
  options: {
    'time-limit': { type: 'string', default: '60' },
    only: { type: 'string', default: '' },
    seeds: { type: 'string', default: '1' },
    largest: { type: 'string', default: '10000' },
    'processor-time': { type: 'boolean', default: false },
    one: { type: 'string' },
  },
});

if (options.one === undefined) runAll();
else runOne(options.one);

function runAll(): void {
  console.log(
    '| instance | links, targets, moves | bound | gap % | over % | proved | first s | seconds | CPU s | MB |',
  );
  console.log('|---|---|---:|---:|---:|---|---:|---:|---:|---:|');
  for (const [services, targets] of sizes) {
    for (const family of placeFamilies) {
      for (let seed = 1; seed <= Number(options.seeds); seed++) {
        const name = `${family}-${services}x${targets}-${seed}`;
        if (services > Number(options.largest) || !name.startsWith(options.only)) continue;
        const words = [
          '--time-limit',
          options['time-limit'],
          ...(options['processor-time'] ? ['--processor-time'] : []),
        ];
        console.log(runApart([...words, '--one', name]) || `| ${name} | failed |`);
      }
    }
  }
  if ('newcomer'.startsWith(options.only)) runNewcomer();
}

/** What this script prints when it is run with other words. */
function runApart(words: readonly string[]): string {
  const script = fileURLToPath(import.meta.url);
  const { stdout, stderr } = spawnSync(process.execPath, [...process.execArgv, script, ...words], { encoding: 'utf8' });
  return stdout.trim() || stderr.trim().split('\n').slice(-5).join(' ');
}

function runOne(name: string): void {
  const [family, services = 0, targets = 0, seed = 1] = name
    .split(/[-x]/)
    .map((word, i) => (i === 0 ? word : Number(word)));
  const known = placeFamilies.find(one => one === family);
  if (known === undefined) throw new Error(`there is no family ${family}`);
  const instance = generatePlaceInstance(known, Number(services), Number(targets), Number(seed));
  const problem = toPlaceProblem(instance);
  const before = performance.now();
  const first = findFirst(problem);
  const firstSeconds = first === undefined ? '–' : ((performance.now() - before) / 1000).toFixed(2);
  const start = performance.now();
  const cpu = process.cpuUsage();
  const found = solvePlace(problem, {
    timeLimit: Number(options['time-limit']),
    programs: runHighs,
    now: options['processor-time'] ? processorTime : undefined,
  });
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const megabytes = process.resourceUsage().maxRSS / 1000;
  const end = `${firstSeconds} | ${seconds.toFixed(1)} | ${((user + system) / 1e6).toFixed(1)} | ${megabytes.toFixed(0)} |`;
  if (found === undefined) {
    console.log(`| ${name} | none found | | | | | ${end}`);
    return;
  }
  const { faults, links, targets: used, moves } = checkPlacement(instance, found.label);
  const lies = [...faults, ...verifyPlace(problem, claimOf(found))];
  if (lies.length > 0) throw new Error(`${name}: ${lies.slice(0, 5).join('; ')}`);
  const bound = found.bounds[0] ?? 0;
  const percent = (of: number): string => ((100 * (links - bound)) / Math.max(1, of)).toFixed(2);
  const proved = ['links', 'targets', 'moves'].filter((_, i) => found.proved[i]).join(', ');
  const plan = `${links}, ${used}, ${moves}`;
  console.log(`| ${name} | ${plan} | ${bound} | ${percent(links)} | ${percent(bound)} | ${proved} | ${end}`);
}

/** Any plan that keeps everything. */
function findFirst(problem: PlaceProblem): FoundPlan | undefined {
  const budget = new Budget(60);
  const search = new PlaceSearch(problem, { budget });
  search.begin();
  while (search.best === undefined && budget.spentFraction() < 1) search.step();
  return search.best;
}

function runNewcomer(): void {
  const folder = fileURLToPath(new URL('../../examples/newcomer', import.meta.url));
  const words = ['place', '-s', 'services.nix', '-i', 'infrastructure.nix', '--policy', 'placement.nix', '--json'];
  const program = fileURLToPath(new URL('../../dist/dydisnix.cjs', import.meta.url));
  const start = performance.now();
  const limit = ['--time-limit', options['time-limit']];
  const { stdout } = spawnSync(process.execPath, [program, ...words, ...limit], { cwd: folder, encoding: 'utf8' });
  const seconds = (performance.now() - start) / 1000;
  const { links, targets, moves, lowerBound, proved }: Readonly<Record<string, unknown>> = JSON.parse(stdout || '{}');
  console.log(
    `| newcomer | ${links}, ${targets}, ${moves} | ${lowerBound} | | | ${JSON.stringify(proved)} | | ${seconds.toFixed(1)} | | |`,
  );
}
