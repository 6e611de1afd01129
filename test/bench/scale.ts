/**
 * Time (of the processor) and peak memory of every command at growing numbers of services, and how they grow, as the
 * exponent e of n^e between the two largest: `npm run bench:scale -- [--sizes 1000,10000,50000] [--only WORDS]
 * [--exactly ROW] [--megabytes 0]`. With `--megabytes` the heap of V8 has that limit, and it is told how each command ends.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { writeScaleModels } from './scale-models.ts';
import { type ScaleRow, scaleRows } from './scale-rows.ts';

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,10000,50000' },
    exactly: { type: 'string', default: '' },
    only: { type: 'string', default: '' },
    megabytes: { type: 'string', default: '0' },
  },
});
const sizes = values.sizes.split(',').map(Number);
/** Milliseconds after which a row is given up. */
const patience = 170_000;
/** More than this is worse than n log n: that is 1.1 from 10,000 to 50,000. */
const mostGrowth = 1.25;
const mostMegabytes = 1000;

interface Used {
  readonly seconds: number;
  readonly megabytes: number;
  readonly ending: string;
}

const folders = new Map(sizes.map(size => [size, mkdtempSync(join(tmpdir(), 'bench-scale-'))]));
let worse = 0;
try {
  for (const [size, folder] of folders) writeScaleModels(folder, size);
  for (const row of scaleRows.filter(
    ({ what }) => values.exactly === what || (values.exactly === '' && what.includes(values.only)),
  ))
    report(row, measure(row));
} finally {
  for (const folder of folders.values()) rmSync(folder, { recursive: true });
}
console.log(`${worse} rows are worse than n log n, or use more than ${mostMegabytes} MB`);

/** What a row uses at each size; after one that did not end the larger ones are left out. */
function measure(row: ScaleRow): readonly Used[] {
  const all: Used[] = [];
  for (const folder of folders.values()) {
    all.push(run(folder, row));
    if (all.at(-1)?.ending === 'given up') break;
  }
  return all;
}

function run(folder: string, { words }: ScaleRow): Used {
  const usage = join(folder, 'usage.json');
  rmSync(usage, { force: true });
  const limit = values.megabytes === '0' ? [] : [`--max-old-space-size=${values.megabytes}`];
  const program = [...limit, '--require', resolve('test/bench/resource-usage.cjs'), resolve('dist/dydisnix.cjs')];
  const { status, signal, stderr, error } = spawnSync(process.execPath, [...program, ...words], {
    cwd: folder,
    env: { ...process.env, USAGE_FILE: usage },
    // What is printed goes nowhere: it may be longer than any text.
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'latin1',
    timeout: patience,
    killSignal: 'SIGKILL',
  });
  if (error !== undefined) return { seconds: Number.NaN, megabytes: Number.NaN, ending: 'given up' };
  if (signal !== null) return { seconds: Number.NaN, megabytes: Number.NaN, ending: signal };
  const code = /^error: .*\[([a-z-]+)\]$/m.exec(stderr)?.[1];
  const ending = code === undefined ? String(status) : `${status} ${code}`;
  return { ...JSON.parse(readFileSync(usage, 'utf8')), ending };
}

function report({ what, isSearch = false }: ScaleRow, all: readonly Used[]): void {
  const cells = all.map(({ seconds, megabytes, ending }) => {
    const end = ending === '0' ? '' : ` (${ending})`;
    return `${seconds.toFixed(2)} s ${megabytes.toFixed(0)} MB${end}`.padStart(18);
  });
  const growth = exponent(all, 'seconds');
  const isWorse =
    (!isSearch && growth > mostGrowth) ||
    all.some(({ megabytes, ending }) => megabytes > mostMegabytes || ending === 'given up');
  if (isWorse) worse++;
  const grows = `n^${growth.toFixed(2)}, memory n^${exponent(all, 'megabytes').toFixed(2)}`;
  console.log(
    `${what.padEnd(34)} ${cells.join('  ')}  ${grows}${isSearch ? ', a search' : ''}${isWorse ? '   <- worse' : ''}`,
  );
}

function exponent(all: readonly Used[], key: 'seconds' | 'megabytes'): number {
  const [before, last] = all.slice(-2);
  const [size, larger] = sizes.slice(all.length - 2, all.length);
  if (before === undefined || last === undefined || size === undefined || larger === undefined) return Number.NaN;
  return Math.log(last[key] / before[key]) / Math.log(larger / size);
}
