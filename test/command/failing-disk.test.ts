import { chmodSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fixture } from '../exchange/disnix/manifests.ts';
import { type Folder, makeFolder, type Run, runIn } from '../harness.ts';
import { callsThatFail, type Fault, onFailingDisk, type WrongCall } from '../ports/disk/failing-disk.ts';
import { rounds } from '../rounds.ts';

vi.mock('../../src/ports/print-messages.ts', () => ({ printMessages: () => {} }));

const seed = 20_200_924;
const kinds: readonly Fault[] = ['ENOSPC', 'EIO', 'EACCES', 'full', 'dead'];

const models = {
  'services.nix': `{ ... }: rec {
  db = { name = "db"; type = "process"; pkg = null; requiresUniqueIdsFor = [ "ports" ]; };
  web = { name = "web"; type = "process"; pkg = null; requiresUniqueIdsFor = [ "ports" ]; dependsOn = { inherit db; }; };
}`,
  'infrastructure.nix': '{ m1 = { properties.hostname = "m1"; containers.process = { }; }; }',
  'idresources.nix': '{ ports = { min = 8000; max = 8010; }; }',
  'qos.nix':
    '{ filters, services, infrastructure, ... }: filters.createCartesianProduct { inherit services infrastructure; }',
  'candidates.nix': '{ infrastructure }: { db = [ infrastructure.m1 ]; web = [ infrastructure.m1 ]; }',
  'compose.yaml': 'services:\n  web:\n    image: nginx\n',
  'ids.nix':
    '{\n  "ids" = {\n    "ports" = {\n      "db" = 8003;\n    };\n  };\n  "lastAssignments" = {\n    "ports" = 8003;\n  };\n}\n',
  deploy: '#!/bin/sh\ncat > /dev/null\n: > deployed\n',
};

const given = ['-s', 'services.nix', '-i', 'infrastructure.nix'];
const onTo = ['--force', '--output-file', 'out'];
const ids = ['--id-resources', 'idresources.nix', '--ids', 'ids.nix', '--output-file', 'ids.nix'];
const deploy = ['--deploy-command', './deploy'];
const plan = ['plan', '--state', 'state', ...given, '-d', 'candidates.nix', ...deploy, '--output', 'plan.json'];

type Files = Readonly<Record<string, string>>;

/** What is run, what was run before it, and in which folder; `exitCode` where it is not 0. */
interface Case {
  readonly command: string;
  readonly words: readonly string[];
  readonly before?: readonly (readonly string[])[];
  readonly files?: Readonly<Record<string, string>>;
  readonly exitCode?: number;
}

const planAnew = [...plan, '--without-service', 'web'];
const apply = ['apply', '--state', 'state', '--yes', ...deploy, 'plan.json'];
const profile = ['-p', 'default', '--coordinator-profile-path', 'profiles'];
/** What the commands find by themselves. */
const found = {
  'distribution.nix':
    '{ infrastructure }: { db = [ infrastructure.m1 ]; web = [ infrastructure.m1 infrastructure.m2 ]; }',
  'infrastructure.nix': '{ m1 = { properties.hostname = "m1"; }; m2 = { properties.hostname = "m2"; }; }',
  'placement.nix': '{ rules = [ { apart = [ "db" "web" ]; } ]; }',
};

const cases: readonly Case[] = [
  { command: 'id-assign', words: ['-s', 'services.nix', ...ids] },
  { command: 'gendist', words: [...given, '-q', 'qos.nix', ...onTo] },
  { command: 'walk', words: [...given, '-d', 'candidates.nix', ...onTo] },
  { command: 'document-services', words: ['-s', 'services.nix', ...onTo] },
  { command: 'document-services', words: ['-s', 'services.nix', '--batch', '--output-dir', 'catalogue'] },
  { command: 'apply', words: apply.slice(1), before: [plan] },
  { command: 'apply', words: [...apply.slice(1, -1), '--rollback'], before: [plan, apply, planAnew, apply] },
  { command: 'plan', words: [...profile, ...plan.slice(1)], files: { 'profiles/default': fixture('three-services') } },
  { command: 'place', words: ['-o', 'out'], files: found },
  { command: 'import', words: ['compose', 'compose.yaml', '-o', 'models'] },
  { command: 'init', words: ['system'] },
  { command: 'page', words: [...given, '-d', 'candidates.nix', '--force', '-o', 'out'] },
  // What is refused stays as it is.
  { command: 'gendist', words: [...given, '-q', 'qos.nix', '--force', '--output-file', 'services.nix'], exitCode: 2 },
  {
    command: 'gendist',
    words: [...given, '-q', 'qos.nix', '--output-file', 'other'],
    files: { other: '{ ports.min = 1; ports.max = 9; }' },
    exitCode: 2,
  },
];

let folder: Folder;
// Plans and ids files say when they were made.
beforeEach(() => vi.useFakeTimers({ toFake: ['Date'], now: new Date('2020-09-24T12:00:00Z') }));
afterEach(() => {
  vi.useRealTimers();
  folder.remove();
});

it('knows every call of the file system that the source makes', () => {
  folder = makeFolder();
  const used = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts'))
    .flatMap(name => [...readFileSync(join('src', name), 'utf8').matchAll(/\b([a-z]\w*Sync)\b/g)])
    .map(([, name = '']) => name)
    .filter(name => !/^(spawn|gzip)/.test(name));
  expect([...new Set(used)].sort()).toEqual([...callsThatFail].sort());
});

it.each(cases)('$command leaves old files or new ones, and says which, whatever call fails: $words', async testCase => {
  const { command } = testCase;
  folder = await prepare(testCase);
  const before = folder.read();
  // The first run in a folder looks for what killed ones left there.
  await runWhole(testCase, before);
  const { names, after } = await runWhole(testCase, before);
  // Programs that deploy take a third of a second each: every call fails once.
  const faultsOf = (call: number): readonly Fault[] =>
    command === 'apply' ? [call % 2 === 0 ? 'EIO' : 'dead'] : kinds;
  const wrongCalls = names.flatMap((_, i) => faultsOf(i).map(fault => ({ call: i + 1, fault })));
  const order = fc.sample(fc.shuffledSubarray(wrongCalls, { minLength: wrongCalls.length }), { seed, numRuns: 1 })[0];
  const faulty: string[] = [];
  for (const wrong of (order ?? []).slice(0, rounds({ short: shortRounds(testCase), long: wrongCalls.length }))) {
    restore(before);
    const { result } = await runOn(wrong, testCase);
    const wrongs = judge(testCase, wrong, result, before, after, folder.read());
    if (wrongs.length > 0)
      faulty.push([wrong.call, names[wrong.call - 1], wrong.fault, ...wrongs, result.stderr].join(' '));
  }
  expect(faulty).toEqual([]);
});

/** Pictures take their time as well. */
function shortRounds({ command }: Case): number {
  return ['apply', 'walk', 'page'].includes(command) ? 4 : 12;
}

/** A run on a disk that works. */
async function runWhole(testCase: Case, before: Files) {
  restore(before);
  const { result, names } = await runOn(undefined, testCase);
  const exitCode = testCase.exitCode ?? 0;
  expect(result).toMatchObject({ exitCode });
  const after = folder.read();
  if (exitCode === 0) expect(after).not.toEqual(before);
  else expect(after).toEqual(before);
  return { names, after };
}

/** The folder as it is before each run. */
async function prepare({ before = [], files }: Case): Promise<Folder> {
  const made = makeFolder({ ...models, ...files, out: '' });
  chmodSync(join(made.path, 'deploy'), 0o755);
  for (const words of before) expect(await runIn(made.path, words)).toMatchObject({ exitCode: 0 });
  return made;
}

function restore(files: Files): void {
  for (const name of readdirSync(folder.path)) rmSync(join(folder.path, name), { recursive: true });
  folder.write(files);
  chmodSync(join(folder.path, 'deploy'), 0o755);
}

function runOn(wrong: WrongCall | undefined, { command, words }: Case) {
  const session = { say: () => {} };
  return onFailingDisk(folder.path, wrong, () => runIn(folder.path, [command, ...words], { session }));
}

/** What is not as it should be after a run in which a call went wrong. */
function judge(testCase: Case, wrong: WrongCall, run: Run, before: Files, after: Files, now: Files): readonly string[] {
  const { [pending]: left, ...others } = now;
  const names = new Set([...Object.keys(before), ...Object.keys(after), ...Object.keys(others)]);
  const faults = [...names].flatMap(name => judgeFile(wrong, run, name, [before[name], after[name]], now[name]));
  if (left?.endsWith('}\n') === false) faults.push(`${pending} is torn`);
  // What a process that ends there would have printed is nobody's to see.
  if (wrong.fault === 'dead') return faults;
  const { exitCode = 0 } = testCase;
  // Without the one before the work is done as well, and the run says so.
  const isToldMissing = (name: string): boolean =>
    name.endsWith('.previous') && run.stderr.includes('[previous-not-kept]') && now[name] === before[name];
  const isDone = exitCode === 0 && [...names].every(name => now[name] === after[name] || isToldMissing(name));
  if (run.exitCode === 0) return isDone ? faults : [...faults, 'success, but not done'];
  if (run.exitCode === 70) faults.push('taken for a fault of the program');
  if (!/^error: /m.test(run.stderr)) faults.push('fails without a word');
  if ((left !== undefined) !== (run.exitCode === 7)) faults.push(`exit code ${run.exitCode}, but ${pending} says else`);
  if (isDone && left === undefined) faults.push(`done, but exit code ${run.exitCode}`);
  return faults;
}

/** A plan whose deployment began, and whose end is not known. */
const pending = 'state/pending.json';

function judgeFile(
  { fault }: WrongCall,
  run: Run,
  name: string,
  whole: readonly (string | undefined)[],
  now: string | undefined,
): string[] {
  if (whole.includes(now)) return [];
  const isLeftOver = /\.dydisnix-[^/]*\.tmp$/.test(name);
  if (isLeftOver) return fault === 'dead' || /unlink/.test(run.stderr) ? [] : [`${name} stays`];
  return [now === undefined ? `${name} is lost` : `${name} is torn`];
}
