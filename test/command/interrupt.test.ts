import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { makeFolder } from '../built.ts';
import { Random } from '../solve/random.ts';

/** Systems on which each planner searches for minutes, on any machine. */
const folder = makeFolder({
  's.nix': services(91),
  'i.nix': infrastructure(9),
  'd.nix': `{ infrastructure }: { ${names(91)
    .map(
      name =>
        `${name} = [ ${targetNames(9)
          .map(target => `infrastructure.${target}`)
          .join(' ')} ]; `,
    )
    .join('')} }`,
  'placement.nix': '{ capacities.memory = { need = "memory"; have = "memory"; }; }',
  'qos.nix': `{ services, infrastructure, initialDistribution, filters, ... }:
    filters.place { inherit services infrastructure; distribution = initialDistribution; policy = import ./placement.nix; timeLimit = 600; }`,
  ...largeSystem(900, 20),
  'pools.nix': '{ ports = { min = 1000; max = 5000; scope = "global"; }; }',
  'graph.col': graph(250),
  'types.txt': instance(3000, 20),
});
afterAll(() => folder.remove());

const models = ['-s', 's.nix', '-i', 'i.nix'];
const forever = ['--time-limit', '600'];

describe('a search that is interrupted prints the best that it has', () => {
  test.each([
    [
      'place',
      [...models, '--policy', 'placement.nix'],
      /^\{\s+"s00" = \[\s+"t\d"\s+\];/,
      /links: +\d+; (at least |not proved)/,
    ],
    ['multiwaycut', ['--instance', 'types.txt'], /^\{\s+"0" = \[\s+\d/, /interrupted/],
    ['graphcol', ['--dimacs', 'graph.col'], /\d/, /interrupted/],
  ])('%s', async (command, words, plan, report) => {
    const { status, stdout, stderr } = await runUntil(['SIGINT'], [command, ...words, ...forever]);
    expect(stdout).toMatch(plan);
    expect(stderr).toMatch(report);
    expect(stderr).toMatch(/interrupted: this is the best plan so far\n$/);
    expect(status).toBe(130);
  });

  test.each([
    ['gendist', [...models, '-q', 'qos.nix'], /\bs00 = \[/, /interrupted: this is the best plan so far\n$/],
    [
      'explain',
      [
        ...models,
        '-d',
        'd.nix',
        '--impossible',
        'divide',
        '--service-property',
        'size',
        '--target-property',
        'bay',
        ...forever,
      ],
      /^/,
      /interrupted: this is what was found so far\n$/,
    ],
  ])('%s, where it plans', async (command, words, result, report) => {
    const { status, stdout, stderr } = await runUntil(['SIGINT'], [command, ...words]);
    expect(stdout).toMatch(result);
    expect(stderr).toMatch(report);
    expect(status).toBe(130);
  });

  test.each([
    ['walk', ['-o', 'page.html'], 'page.html', /id="chapters">[\s\S]*<\/html>/],
    ['tour', ['--id-resources', 'pools.nix', '--output-dir', 'pictures'], undefined, /The reliable plan/],
  ] as const)('%s goes on to its end with it', { timeout: 120_000 }, async (command, words, file, result) => {
    const large = ['-s', 'large.nix', '-i', 'wide.nix', '-d', 'lists.json'];
    const { status, stdout, stderr } = await runUntil(['SIGINT'], [command, ...large, ...words]);
    expect(file === undefined ? stdout : folder.read()[file]).toMatch(result);
    expect(stderr).toMatch(/interrupted: this is the best plan so far\n$/);
    expect(status).toBe(130);
  });

  test('SIGTERM has an exit code of its own', async () => {
    const run = await runUntil(['SIGTERM'], ['multiwaycut', '--instance', 'types.txt', ...forever]);
    expect(run).toMatchObject({ status: 143, stdout: expect.stringMatching(/^\{/) });
  });

  test('as data it has the signal', async () => {
    const run = await runUntil(['SIGINT'], ['multiwaycut', '--instance', 'types.txt', '--json', ...forever]);
    expect(JSON.parse(run.stdout)).toMatchObject({ version: 1, interrupted: 'SIGINT', endedBy: 'interruption' });
    expect(run.status).toBe(130);
  });

  test('where there is none yet it says so', async () => {
    const resources = ['--service-property', 'size', '--target-property', 'bay', '--strategy', 'exact'];
    const words = ['divide', ...models, '-d', 'd.nix', ...resources, ...forever];
    const { status, stdout, stderr } = await runUntil(['SIGINT'], words);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/error: interrupted: there is no plan yet \[interrupted\]\n$/);
    expect(status).toBe(130);
  });

  test('a second signal ends it at once', async () => {
    // Stopped, it cannot answer the first one before the second comes.
    const signals = ['SIGSTOP', 'SIGINT', 'SIGTERM', 'SIGCONT'] as const;
    const { signal, stdout } = await runUntil(signals, ['place', ...models, '--policy', 'placement.nix', ...forever]);
    expect(stdout).toBe('');
    expect(['SIGINT', 'SIGTERM']).toContain(signal);
  });
});

interface Ended {
  readonly status: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Starts the built program and sends it signals when it is amid its search: it listens, and has worked for a while. On a
 * machine that has much to do that comes later, so no clock is asked.
 */
async function runUntil(signals: readonly NodeJS.Signals[], words: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [resolve('dist/dydisnix.cjs'), ...words], { cwd: folder.path });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].on('data', chunk => {
      output[name] += String(chunk);
    });
  }
  const end = once(child, 'close');
  while (child.exitCode === null && !(child.pid !== undefined && isSearching(child.pid))) await setTimeout(50);
  for (const signal of signals) child.kill(signal);
  const [status, signal] = await end;
  return { status, signal, ...output };
}

/** Whether a process catches SIGINT and has had 1.5 s of processor time, as Linux tells it (proc(5)). */
function isSearching(pid: number): boolean {
  const caught = /^SigCgt:.*([0-9a-f]{8})$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? '0';
  const [user = 0, system = 0] = readFileSync(`/proc/${pid}/stat`, 'latin1')
    .replace(/^.*\) /, '')
    .split(' ')
    .slice(11, 13)
    .map(Number);
  const ticksPerSecond = 100;
  return (
    (Number.parseInt(caught, 16) & (1 << (constants.signals.SIGINT - 1))) !== 0 && user + system > 1.5 * ticksPerSecond
  );
}

function names(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `s${String(i).padStart(2, '0')}`);
}

function targetNames(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `t${i}`);
}

function services(count: number): string {
  const random = new Random(7);
  const all = names(count).map((name, i) => {
    const others = new Set(Array.from({ length: Math.min(i, 3) }, () => names(count)[random.below(i)]));
    const needs = others.size === 0 ? '' : `dependsOn = { inherit (self) ${[...others].join(' ')}; };`;
    return `${name} = { name = "${name}"; pkg = null; type = "process"; memory = ${101 + 2 * random.below(300)}; size = ${1000 + random.below(50)}; ${needs} };`;
  });
  return `{ ... }: let self = { ${all.join('\n')} }; in self`;
}

/** Services with candidates of their own, in groups: many links, and a long way to the best plan. */
function largeSystem(count: number, width: number): Readonly<Record<string, string>> {
  const random = new Random(11);
  const targets = targetNames(width);
  const names = Array.from({ length: count }, (_, i) => `s${i}`);
  const all = names.map((name, i) => {
    const others = new Set(Array.from({ length: Math.min(i, 3) }, () => `s${random.below(i)}`));
    const needs = others.size === 0 ? '' : `dependsOn = { inherit (self) ${[...others].join(' ')}; };`;
    return `${name} = { name = "${name}"; type = "process"; group = "G${i % 7}"; ${needs} };`;
  });
  const some = (): readonly string[] => targets.filter(() => random.below(3) === 0);
  const lists = names.map((name, i) => [name, [`t${i % width}`, ...some()]] as const);
  return {
    'large.nix': `{ ... }: let self = { ${all.join('\n')} }; in self`,
    'wide.nix': `{ ${targets.map(name => `${name}.properties.hostname = "${name}";`).join(' ')} }`,
    'lists.json': JSON.stringify(Object.fromEntries(lists)),
  };
}

/** Memory is a little scarce; ten sizes fill a bay, and there are 91 for nine bays: no sum tells that. */
function infrastructure(count: number): string {
  const all = targetNames(count).map(
    name =>
      `${name} = { properties = { hostname = "${name}"; memory = 5000; bay = 10900; }; containers.process = { }; };`,
  );
  return `{ ${all.join('\n')} }`;
}

function graph(vertices: number): string {
  const random = new Random(3);
  const edges: string[] = [];
  for (let u = 1; u <= vertices; u++) for (let v = 1; v < u; v++) if (random.below(2) === 0) edges.push(`e ${u} ${v}`);
  return `p edge ${vertices} ${edges.length}\n${edges.join('\n')}\n`;
}

function instance(nodes: number, labels: number): string {
  const random = new Random(5);
  const lists = Array.from({ length: nodes }, () =>
    Array.from({ length: labels }, (_, label) => label).filter(() => random.below(3) === 0),
  );
  const edges = Array.from({ length: 3 * nodes }, (_, i) => [
    1 + (i % (nodes - 1)),
    random.below(1 + (i % (nodes - 1))),
  ]);
  const lines = lists.map(list => (list.length === 0 ? [0] : list)).map(list => [list.length, ...list].join(' '));
  return `${nodes} ${labels} ${edges.length}\n${lines.join('\n')}\n${edges.map(([u, v]) => `${u} ${v} 1`).join('\n')}\n`;
}
