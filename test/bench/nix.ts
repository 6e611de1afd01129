/**
 * How fast and how deep `dydisnix eval` is, beside `nix-instantiate --eval` in the same run.
 *
 *   npm run bench:nix                 times: each row the best of several runs, ours and theirs in turn
 *   npm run bench:nix -- --depth      how deep each kind of recursion goes
 *   … -- --program FILE               another program than dist/dydisnix.cjs
 *
 * The ratio of a row is (our time - the time of `node -e 0`) / their time: Node's own start is the floor of every command.
 * Beside it stands the same ratio of processor time (user and system), which a busy machine disturbs less.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { nixRows } from './nix-rows.ts';

const { values: options } = parseArgs({
  options: {
    depth: { type: 'boolean', default: false },
    program: { type: 'string', default: 'dist/dydisnix.cjs' },
    runs: { type: 'string', default: '5' },
    only: { type: 'string', default: '' },
  },
});

/** What each kind of recursion must reach: what real Nix reaches. */
const depths = [
  {
    name: 'non-tail recursion',
    goal: 70_000,
    text: (n: number) => `let f = n: if n == 0 then 0 else 1 + f (n - 1); in f ${n}`,
  },
  {
    name: 'tail calls',
    goal: 120_000,
    text: (n: number) => `let f = n: if n == 0 then 0 else f (n - 1); in f ${n}`,
  },
  {
    name: 'lazy accumulators',
    goal: 59_000,
    text: (n: number) => `let f = n: acc: if n == 0 then acc else f (n - 1) (acc + 1); in f ${n} 0`,
  },
  {
    name: 'thunk chains',
    goal: 53_000,
    text: (n: number) =>
      `let l = builtins.genList (x: if x == 0 then 0 else 1 + builtins.elemAt l (x - 1)) ${n}; in builtins.elemAt l ${n - 1}`,
  },
  {
    name: 'nested lists',
    goal: 500_000,
    text: (n: number) =>
      `let nest = builtins.foldl' (inner: _: [ inner ]) [ ] (builtins.genList (x: x) ${n}); in builtins.deepSeq nest (nest == nest)`,
  },
];

/** Milliseconds from start to end and of processors. */
interface Cost {
  readonly time: number;
  readonly cpu: number;
}

/** What a run cost, and what it printed. */
interface Run extends Cost {
  readonly output: string;
}

const endless: Cost = { time: Number.POSITIVE_INFINITY, cpu: Number.POSITIVE_INFINITY };

const lesser = (a: Cost, b: Cost): Cost => ({ time: Math.min(a.time, b.time), cpu: Math.min(a.cpu, b.cpu) });

/** Node does not tell what a child cost; the shell does, in its last line on stderr. */
const script = 'TIMEFORMAT="%R %U %S"; time "$@"';

const folder = mkdtempSync(join(tmpdir(), 'bench-nix-'));
try {
  if (options.depth) measureDepth();
  else measureTimes();
} finally {
  rmSync(folder, { recursive: true });
}

function measureTimes(): void {
  const hasNix = spawnSync('nix-instantiate', ['--version']).status === 0;
  if (!hasNix) console.log('nix-instantiate is not installed: no ratios');
  const floor = best(() => run('node', ['-e', '0']));
  const start = best(() => ours('{}'));
  const startRatio = verdict(start.time / floor.time, 1.6);
  console.log(`node -e 0: ${ms(floor.time)}; dydisnix eval on {}: ${ms(start.time)}, ratio ${startRatio}`);
  const heads = ['ours', 'less node', 'nix', 'cpu ratio'].map(head => head.padStart(11)).join('');
  console.log(`${'row'.padEnd(30)}${heads}  ratio`);
  const ratios: number[] = [];
  for (const row of nixRows) {
    if (!row.name.includes(options.only)) continue;
    let mine = endless;
    let theirs = endless;
    for (let i = 0; i < Number(options.runs); i++) {
      const a = ours(row.text);
      mine = lesser(mine, a);
      if (hasNix) {
        const b = nix(row.text);
        theirs = lesser(theirs, b);
        if (a.output !== b.output) throw new Error(`${row.name}: ${a.output} here, ${b.output} there`);
      }
    }
    const net = Math.max(0, mine.time - floor.time);
    const ratio = net / theirs.time;
    ratios.push(ratio);
    const cpuRatio = (Math.max(0, mine.cpu - floor.cpu) / theirs.cpu).toFixed(2);
    const columns = [ms(mine.time), ms(net), ms(theirs.time), cpuRatio].map(text => text.padStart(11)).join('');
    console.log(`${row.name.padEnd(30)}${columns}  ${verdict(ratio, row.goal)}`);
  }
  ratios.sort((a, b) => a - b);
  console.log(`median ratio ${verdict(ratios[ratios.length >> 1] ?? 0, 1)}`);
}

function measureDepth(): void {
  console.log(`${'kind'.padEnd(24)}${'goal'.padStart(10)}${'reached'.padStart(12)}  beyond`);
  for (const { name, goal, text } of depths) {
    let reached = 0;
    let end = '';
    for (let n = goal; n <= 100 * goal; n *= 2) {
      const { status, signal, stderr } = evaluate(text(n));
      if (status !== 0) {
        const isClear = status === 2 && /\[(too-deep|out-of-memory)\]/.test(stderr);
        end = isClear ? `a clear error at ${n}` : `CRASH at ${n}: status ${status}, signal ${signal}`;
        break;
      }
      reached = n;
    }
    console.log(
      `${name.padEnd(24)}${String(goal).padStart(10)}${String(reached).padStart(12)}  ${end}${reached < goal ? '  MISSED' : ''}`,
    );
  }
}

function evaluate(text: string): { status: number | null; signal: NodeJS.Signals | null; stderr: string } {
  const file = join(folder, 'depth.nix');
  writeFileSync(file, text);
  return spawnSync('node', [options.program, 'eval', file], { encoding: 'utf8' });
}

function ours(text: string): Run {
  const file = join(folder, 'row.nix');
  writeFileSync(file, text);
  return run('node', [options.program, 'eval', file]);
}

function nix(text: string): Run {
  const file = join(folder, 'row.nix');
  writeFileSync(file, text);
  return run('nix-instantiate', ['--eval', file]);
}

function run(command: string, words: readonly string[]): Run {
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script, 'bash', command, ...words], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  if (status !== 0) throw new Error(`${command} ${words.join(' ')}: ${stderr}`);
  const [time = 0, user = 0, system = 0] = (stderr.trimEnd().split('\n').at(-1) ?? '').split(' ').map(Number);
  return { time: 1000 * time, cpu: 1000 * (user + system), output: stdout };
}

function best(measure: () => Cost): Cost {
  let least = endless;
  for (let i = 0; i < 2 * Number(options.runs); i++) least = lesser(least, measure());
  return least;
}

function ms(time: number): string {
  return `${time.toFixed(0)} ms`;
}

function verdict(ratio: number, goal: number): string {
  return `${ratio.toFixed(2)} (goal ${goal}${ratio > goal ? ', MISSED' : ''})`;
}
