import { isatty } from 'node:tty';
import manifest from '../../package.json' with { type: 'json' };
import { toBytes } from '../base/bytes.ts';
import { type Diagnostic, type DiagnosticFormat, formatDiagnostic, InputError, UserError } from '../base/diagnostic.ts';
import { showControls } from '../base/show-controls.ts';
import { choosePaint } from '../cli/choose-paint.ts';
import type { Command, Outcome } from '../cli/command.ts';
import { formatHelp } from '../cli/format-help.ts';
import { generalOptions } from '../cli/general-options.ts';
import { parseArguments } from '../cli/parse-arguments.ts';
import { printResult } from '../cli/print.ts';
import { currentFolder, readSurroundings } from '../cli/read-surroundings.ts';
import { isStackOverflow, runDeep } from '../cli/run-deep.ts';
import { startProgress } from '../cli/start-progress.ts';
import { unknownCommand } from '../cli/usage-error.ts';
import { makeFolder } from '../ports/disk/make-folder.ts';
import { replaceFile } from '../ports/disk/replace-file.ts';
import { printMessages } from '../ports/print-messages.ts';
import { commands } from './commands.ts';

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
  const { general, others } = takeGeneral(words);
  const [first, ...behind] = others;
  const rest = [...general, ...behind];
  if (first === undefined) {
    printMessages(await formatOverview());
    return 2;
  }
  const isHelp = first === '--help' || first === '-h' || first === 'help';
  if (isHelp && behind[0] !== undefined && !behind[0].startsWith('-')) return dispatch([behind[0], '--help']);
  if (isHelp) {
    printResult(await formatOverview());
    return 0;
  }
  if (first === '--version') return printVersion();
  // The post of 2020-09-24 calls the assigner so: dydisnix -s … --id-resources …
  if (first.startsWith('-')) return run(await load('id-assign'), [...general, ...others]);
  if (!commands.has(first)) {
    throw unknownCommand(toBytes(first), [...commands.keys(), 'help']);
  }
  return run(await load(first), rest);
}

/** Options with a value that every command takes may stand before the command, too. */
function takeGeneral(words: readonly string[]): { readonly general: string[]; readonly others: readonly string[] } {
  const flags = generalOptions.filter(({ value }) => value !== undefined).map(({ name }) => `--${name}`);
  let end = 0;
  for (let word = words[0]; word !== undefined; word = words[end]) {
    if (flags.some(flag => word.startsWith(`${flag}=`))) end += 1;
    else if (flags.includes(word)) end += 2;
    else break;
  }
  return { general: words.slice(0, end), others: words.slice(end) };
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
    printResult(formatHelp(command, options));
    return 0;
  }
  if (flags.includes('--version')) return printVersion();
  const given = parseArguments(command, options, words);
  const progress = startProgress(`dydisnix ${command.name}`);
  let outcome: Outcome;
  try {
    outcome = command.run(given, readSurroundings(progress.say));
    carryOutFiles(outcome);
  } finally {
    progress.end();
  }
  printOutcome(outcome, words);
  return outcome.exitCode;
}

function carryOutFiles(outcome: Outcome): void {
  for (const folder of outcome.folders ?? []) makeFolder(folder);
  for (const { path, bytes } of outcome.files ?? []) replaceFile(path, bytes);
}

function printOutcome(outcome: Outcome, words: readonly string[]): void {
  printMessages(formatDiagnostics(outcome.diagnostics ?? [], words) + showControls(outcome.stderr ?? ''));
  printResult(formatDiagnostics(outcome.results ?? [], words, 1) + (outcome.stdout ?? ''));
}

function reportFailure(error: unknown, words: readonly string[]): number {
  if (error instanceof UserError) {
    printMessages(formatDiagnostics(error.diagnostics, words));
    return 2;
  }
  if (error instanceof RangeError && /Invalid (array|string) length/.test(error.message)) {
    return reportFailure(tooLarge(), words);
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  printMessages(toBytes(`dydisnix ${manifest.version} failed by a fault of its own; please report this:\n${text}\n`));
  return 70;
}

function formatDiagnostics(diagnostics: readonly Diagnostic[], words: readonly string[], stream: 1 | 2 = 2): string {
  const format: DiagnosticFormat = {
    showTrace: words.includes('--show-trace'),
    folder: currentFolder() ?? '/',
    paint: choosePaint(words, process.env, isatty(stream)),
  };
  const texts = diagnostics.map(diagnostic => formatDiagnostic(diagnostic, format));
  return [...new Set(texts)].join('');
}

/** A value nested a hundred thousand levels deep, say, has more indentation than a string can hold. */
function tooLarge(): InputError {
  const message = 'the result is too large to be held in memory';
  return new InputError([{ severity: 'error', code: 'out-of-memory', message }]);
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
  lines.push('', 'dydisnix COMMAND --help tells more, with examples. Most are programs, too: dydisnix-COMMAND.', '');
  return lines.join('\n');
}

function printVersion(): number {
  printResult(`${manifest.version}\n`);
  return 0;
}
