/**
 * The present tree against an earlier commit, in one run: each row is done by both in turn, several times, and what counts is the
 * median of the CPU time (user and system, all threads). Programs are the built ones.
 *
 *   npm run bench:compare -- --base COMMIT       against another commit than 041b981
 *   … -- --only TEXT                             rows with this text in their name: nix, placement, flow, colouring, ids, models, start
 *   … -- --runs 3                                another number of runs than 7
 *   … -- --base-tree FOLDER                      a tree of the base that was built before; `--keep` leaves the one that is built
 *
 * Rows in which the base takes less than 0.3 s show their ratio, but no goal is asked of them: there the start of Node is the most of it.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildSync } from 'esbuild';
import { type CompareRow, compareRows, type Task } from './compare-rows.ts';

const exemptBelow = 0.3;
const startGoal = 1.6;

const { values: options } = parseArgs({
  options: {
    base: { type: 'string', default: '041b981' },
    'base-tree': { type: 'string' },
    keep: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    runs: { type: 'string', default: '7' },
  },
});
const runs = Number(options.runs);

/** A version of the program. */
interface Tree {
  readonly folder: string;
  /** Where its own benches are bundled to. */
  readonly benches: string;
}

interface Measured {
  readonly seconds: number;
  readonly exitCode: number | null;
  readonly output: string;
}

const work = mkdtempSync(join(tmpdir(), 'bench-compare-'));
try {
  const base = toTree(options['base-tree'] ?? buildBase(options.base), 'base');
  const present = toTree('.', 'present');
  console.log(`base: ${options.base}; ${runs} runs each, in turn; CPU seconds, medians\n`);
  if ('start'.includes(options.only)) compareStart(base, present);
  console.log('| row | base | present | ratio | goal | output |\n|---|---:|---:|---:|---:|---|');
  let missed = 0;
  for (const row of compareRows) if (row.name.includes(options.only) && !compare(row, base, present)) missed++;
  console.log(`\n${missed} rows miss their goal`);
  if (missed > 0) process.exitCode = 1;
} finally {
  if (options.keep) console.log(`kept: ${work}`);
  else rmSync(work, { recursive: true });
}

function toTree(folder: string, name: string): Tree {
  const benches = join(work, name);
  mkdirSync(benches);
  return { folder: resolve(folder), benches };
}

/** Checks a commit out beside this tree, and builds it. */
function buildBase(commit: string): string {
  const folder = join(work, 'tree');
  mkdirSync(folder);
  must('sh', ['-c', `git archive "$1" | tar -x -C "$2"`, 'sh', commit, folder], '.');
  must('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund'], folder);
  must('npm', ['run', 'build'], folder);
  return folder;
}

function must(program: string, words: readonly string[], cwd: string): void {
  const { status, stderr } = spawnSync(program, words, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${words.join(' ')}: ${stderr}`);
}

/** One row, printed; whether it keeps its goal. */
function compare(row: CompareRow, base: Tree, present: Tree): boolean {
  const folder = mkdtempSync(join(work, 'row-'));
  const task = row.prepare(folder);
  const before: Measured[] = [];
  const now: Measured[] = [];
  for (let i = 0; i < runs; i++) {
    before.push(run(base, task, folder));
    now.push(run(present, task, folder));
  }
  rmSync(folder, { recursive: true });
  const [old, fresh] = [median(before), median(now)];
  const isExempt = old < exemptBelow;
  const isKept = isExempt || fresh <= row.goal * old;
  const goal = isExempt ? 'exempt' : `${row.goal}${isKept ? '' : ' MISSED'}`;
  console.log(
    `| ${row.name} | ${show(old)} | ${show(fresh)} | ${show(fresh / old)} | ${goal} | ${likeness(before, now)} |`,
  );
  return isKept && before.concat(now).every(({ exitCode }) => exitCode === before[0]?.exitCode);
}

/** What the start of the program costs, beside that of Node alone. */
function compareStart(base: Tree, present: Tree): void {
  const task: Task = { words: ['eval', '--expr', '{}'] };
  const times: [Measured[], Measured[], Measured[]] = [[], [], []];
  // Short runs: more of them, and one that counts for nothing.
  for (let i = -1; i < 3 * runs; i++) {
    const round = [timed(['-e', '0'], work), run(base, task, work), run(present, task, work)] as const;
    if (i >= 0) for (const [k, one] of round.entries()) times[k]?.push(one);
  }
  const [node, old, fresh] = times.map(median) as [number, number, number];
  const verdict = `goal ${startGoal}${fresh > startGoal * node ? ' MISSED' : ''}`;
  const ratios = `base ${show(old / node)} times that, present ${show(fresh / node)} (${verdict})`;
  console.log(`start: node -e 0 ${node.toFixed(3)} s; dydisnix eval on {}: ${ratios}\n`);
}

function run(tree: Tree, task: Task, folder: string): Measured {
  if ('words' in task) return timed([join(tree.folder, 'dist/dydisnix.cjs'), ...task.words], folder);
  const outfile = join(tree.benches, 'bench.mjs');
  buildSync({
    entryPoints: [join(tree.folder, task.bench)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'warning',
  });
  // What such a bench prints are times.
  return { ...timed([outfile], folder), output: '' };
}

/** Runs Node; the shell tells how much CPU time it took. */
function timed(words: readonly string[], folder: string): Measured {
  const script = 'TIMEFORMAT="%U %S"; time "$@" 2> messages';
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script, 'bash', process.execPath, ...words], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    env: { ...process.env, LC_ALL: 'C' },
  });
  const [user, system] = stderr.trim().split(' ').map(Number);
  if (user === undefined || system === undefined || Number.isNaN(user + system)) throw new Error(`no times: ${stderr}`);
  return { seconds: user + system, exitCode: status, output: stdout.replace(/"seconds": [^,\n]*/g, '') };
}

function median(measured: readonly Measured[]): number {
  const sorted = measured.map(({ seconds }) => seconds).sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

/** Whether both versions ended and printed the same, but for times. */
function likeness(before: readonly Measured[], now: readonly Measured[]): string {
  const [old, fresh] = [before[0], now[0]];
  if (old?.exitCode !== fresh?.exitCode) return `exit code ${old?.exitCode} became ${fresh?.exitCode}`;
  const end = old?.exitCode === 0 ? '' : `, exit code ${old?.exitCode}`;
  const clock = [old, fresh].some(one => one?.output.includes('"endedBy": "clock"')) ? ', ended by the clock' : '';
  return `${old?.output === fresh?.output ? 'same' : 'differs'}${end}${clock}`;
}

function show(value: number): string {
  return value.toFixed(2);
}
