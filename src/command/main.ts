import { mkdirSync, readFileSync, writeSync } from 'node:fs';
import { isatty } from 'node:tty';
import manifest from '../../package.json' with { type: 'json' };
import { toBytes } from '../base/bytes.ts';
import { type Diagnostic, type DiagnosticFormat, formatDiagnostic, InputError, UserError } from '../base/diagnostic.ts';
import { didYouMean } from '../base/suggest.ts';
import { replaceFile } from '../write/replace-file.ts';
import { choosePaint } from './choose-paint.ts';
import type { Command, Outcome, Surroundings } from './command.ts';
import { commands } from './commands.ts';
import { formatHelp } from './format-help.ts';
import { generalOptions } from './general-options.ts';
import { parseArguments } from './parse-arguments.ts';
import { isStackOverflow, runDeep } from './run-deep.ts';
import { startProgress } from './start-progress.ts';

/**
 * The front door: picks the command, runs it, carries out what it wants, and returns the exit code.
 * When the stack was too small for a model, the whole command runs again in a worker with a large one.
 */
export async function main(words: readonly string[]): Promise<number> {
  try {
    return await dispatch(words);
  } catch (error) {
    if (isStackOverflow(error)) return runDeep(words);
    return reportFailure(error, words);
  }
}

async function dispatch(words: readonly string[]): Promise<number> {
  const [first, ...rest] = words;
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    const wanted = first === 'help' ? rest[0] : undefined;
    if (wanted !== undefined && commands.has(wanted)) return dispatch([wanted, '--help']);
    const text = await formatOverview();
    if (first !== undefined) print(1, text);
    else print(2, text);
    return first === undefined ? 2 : 0;
  }
  if (first === '--version') return printVersion();
  // The post of 2020-09-24 calls the assigner so: dydisnix -s … --id-resources …
  if (first.startsWith('-')) return run(await load('id-assign'), words);
  if (!commands.has(first)) {
    const name = toBytes(first);
    const hint = didYouMean(name, [...commands.keys(), 'help']) ?? 'dydisnix --help lists the commands';
    throw usageError(`unknown command "${name}"`, hint);
  }
  return run(await load(first), rest);
}

async function load(name: string): Promise<Command> {
  const loader = commands.get(name);
  if (loader === undefined) throw new Error(`command ${name} is not in the table`);
  return loader();
}

function run(command: Command, words: readonly string[]): number {
  const end = words.indexOf('--');
  const flags = end < 0 ? words : words.slice(0, end);
  const options = [...command.options, ...generalOptions];
  if (flags.includes('--help') || flags.includes('-h')) {
    print(1, formatHelp(command, options));
    return 0;
  }
  if (flags.includes('--version')) return printVersion();
  const given = parseArguments(command, options, words);
  const progress = startProgress(`dydisnix ${command.name}`);
  let outcome: Outcome;
  try {
    outcome = command.run(given, surroundings(progress.say));
    carryOutFiles(outcome);
  } finally {
    progress.end();
  }
  printMessages(outcome, words);
  return outcome.exitCode;
}

function surroundings(progress: Surroundings['progress']): Surroundings {
  let input: string | undefined;
  return {
    folder: toBytes(process.cwd()),
    environment: process.env,
    standardInput: () => {
      input ??= readFileSync(0, 'latin1');
      return input;
    },
    progress,
  };
}

function carryOutFiles(outcome: Outcome): void {
  for (const folder of outcome.folders ?? []) mkdirSync(Buffer.from(folder, 'latin1'), { recursive: true });
  for (const { path, bytes } of outcome.files ?? []) replaceFile(path, bytes);
}

function printMessages(outcome: Outcome, words: readonly string[]): void {
  print(2, formatDiagnostics(outcome.diagnostics ?? [], words) + (outcome.stderr ?? ''));
  print(1, outcome.stdout ?? '');
}

function reportFailure(error: unknown, words: readonly string[]): number {
  if (error instanceof UserError) {
    print(2, formatDiagnostics(error.diagnostics, words));
    return 2;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  print(2, toBytes(`dydisnix ${manifest.version} failed by a fault of its own; please report this:\n${text}\n`));
  return 70;
}

function formatDiagnostics(diagnostics: readonly Diagnostic[], words: readonly string[]): string {
  const format: DiagnosticFormat = {
    showTrace: words.includes('--show-trace'),
    folder: toBytes(process.cwd()),
    paint: choosePaint(words, process.env, isatty(2)),
  };
  const texts = diagnostics.map(diagnostic => formatDiagnostic(diagnostic, format));
  return [...new Set(texts)].join('');
}

function usageError(message: string, hint: string): InputError {
  return new InputError([{ severity: 'error', code: 'usage', message, hint }]);
}

async function formatOverview(): Promise<string> {
  const lines = [
    'dydisnix plans distributed deployments: where each service goes, which numbers it gets, and why.',
    '',
    'Commands:',
  ];
  for (const [name] of commands) {
    const { hidden, summary } = await load(name);
    if (!hidden) lines.push(`  ${name.padEnd(24)}${summary}`);
  }
  lines.push('', 'dydisnix COMMAND --help tells more, with examples. Each is also a program: dydisnix-COMMAND.', '');
  return lines.join('\n');
}

function printVersion(): number {
  print(1, `${manifest.version}\n`);
  return 0;
}

/** Writes a byte string in full; a reader that went away (`| head`) is not an error. */
function print(descriptor: 1 | 2, bytes: string): void {
  const buffer = Buffer.from(bytes, 'latin1');
  let written = 0;
  while (written < buffer.length) {
    try {
      written += writeSync(descriptor, buffer, written);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
      // A pipe that is full: give its reader a moment.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}
