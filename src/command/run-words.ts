import manifest from '../../package.json' with { type: 'json' };
import { toBytes } from '../base/bytes.ts';
import { type Diagnostic, formatDiagnostic, InputError, UserError } from '../base/diagnostic.ts';
import { type Look, plainLook } from '../base/look.ts';
import { showControls } from '../base/show-controls.ts';
import { choosePaint } from '../cli/choose-paint.ts';
import type { Command, Outcome } from '../cli/command.ts';
import { formatHelp } from '../cli/format-help.ts';
import { generalOptions } from '../cli/general-options.ts';
import { placeholderOf } from '../cli/option-table.ts';
import type { Recogniser } from '../cli/outputs.ts';
import { isStackOverflow } from '../cli/run-deep.ts';
import { type Session, worldOf } from '../cli/session.ts';
import { unknownCommand } from '../cli/usage.ts';
import { exitCodes, type StopSignal } from '../ports/signals/signal-board.ts';
import { commands } from './commands.ts';

/** What a command line comes to: files are written already, texts (byte strings) are to be printed, stderr first. */
export interface Printed {
  /**
   * 0 done, 1 there is no such plan (or a check failed), 2 wrong usage or input, 70 a fault of the program, 130 and 143
   * interrupted.
   */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Does what the words of a command line ask for: picks the command, runs it, writes its files, and words its messages.
 * @throws RangeError when the stack was too small for a model, before there was any effect
 * @example
 * const { exitCode, stdout } = await runWords(['eval', '--expr', '1 + 2'], session); // 0, '3\n'
 */
export async function runWords(words: readonly string[], session: Session): Promise<Printed> {
  try {
    return await dispatch(words, session);
  } catch (error) {
    if (isStackOverflow(error)) throw error;
    return describeFailure(error, words, session);
  }
}

/** What is printed of a run that failed. */
export function describeFailure(error: unknown, words: readonly string[], session: Session): Printed {
  if (error instanceof UserError) {
    return { exitCode: 2, stdout: '', stderr: formatDiagnostics(error.diagnostics, words, session, 'stderr') };
  }
  if (error instanceof RangeError && /Invalid (array|string) length/.test(error.message)) {
    return describeFailure(tooLarge(), words, session);
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const fault = `dydisnix ${manifest.version} failed by a fault of its own; please report this:\n${text}\n`;
  return { exitCode: 70, stdout: '', stderr: toBytes(fault) };
}

async function dispatch(words: readonly string[], session: Session): Promise<Printed> {
  const { general, others } = takeGeneral(words);
  const [first, ...behind] = others;
  const rest = [...general, ...behind];
  if (first === undefined) return { exitCode: 2, stdout: '', stderr: await formatOverview() };
  const isHelp = first === '--help' || first === '-h' || first === 'help';
  if (isHelp && behind[0] !== undefined && !behind[0].startsWith('-')) return dispatch([behind[0], '--help'], session);
  if (isHelp) return done(await formatOverview());
  if (first === '--version') return done(`${manifest.version}\n`);
  // The post of 2020-09-24 calls the assigner so: dydisnix -s … --id-resources …
  if (first.startsWith('-')) return run(await load('id-assign'), [...general, ...others], session);
  if (!commands.has(first)) throw unknownCommand(toBytes(first), [...commands.keys(), 'help']);
  return run(await load(first), rest, session);
}

function done(stdout: string): Printed {
  return { exitCode: 0, stdout, stderr: '' };
}

/** Options with a value that every command takes may stand before the command, too. */
function takeGeneral(words: readonly string[]): { readonly general: string[]; readonly others: readonly string[] } {
  const valued = Object.entries(generalOptions).filter(([, option]) => placeholderOf(option) !== undefined);
  const flags = valued.map(([name]) => `--${name}`);
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

async function run(command: Command, words: readonly string[], session: Session): Promise<Printed> {
  const end = words.indexOf('--');
  const flags = end < 0 ? words : words.slice(0, end);
  if (flags.includes('--help') || flags.includes('-h')) {
    return done(formatHelp(command, { ...command.options, ...generalOptions }));
  }
  if (flags.includes('--version')) return done(`${manifest.version}\n`);
  const outcome = carryOut(command, words, session, await loadRecogniser(flags));
  const signal = session.interruption.signal();
  const word = (found: readonly Diagnostic[] = [], stream: 'stdout' | 'stderr'): string =>
    formatDiagnostics(found, words, session, stream);
  return {
    exitCode: signal === undefined ? outcome.exitCode : exitCodes[signal],
    stdout: word(outcome.results, 'stdout') + (outcome.stdout ?? ''),
    stderr:
      word(outcome.diagnostics, 'stderr') +
      showControls(outcome.stderr ?? '') +
      (outcome.report?.(lookOf(words, session)) ?? '') +
      describeInterruption(outcome, signal),
  };
}

/** A plan that was asked for too early is said to be one; where there is none, the command says so itself. */
function describeInterruption({ exitCode }: Outcome, signal: StopSignal | undefined): string {
  return signal === undefined || exitCode !== 0 ? '' : 'interrupted: this is the best plan so far\n';
}

/** How a report on stderr looks. */
function lookOf(words: readonly string[], { environment, isTerminal, width }: Session): Look {
  const isSeen = isTerminal.stderr;
  return {
    paint: choosePaint(words, environment, isSeen),
    width: isSeen ? Math.max(40, width?.() ?? plainLook.width) : plainLook.width,
  };
}

/** What tells models apart is loaded only for runs that may write files. */
async function loadRecogniser(words: readonly string[]): Promise<Recogniser> {
  if (!words.some(word => /^(-o|--out|--batch)/.test(word))) return () => undefined;
  return (await import('../load/recognise-model.ts')).recogniseModel;
}

/** Runs the command and writes its files, while progress is shown. */
function carryOut(command: Command, words: readonly string[], session: Session, recognise: Recogniser): Outcome {
  const progress = session.startProgress(`dydisnix ${command.name}`);
  try {
    const world = worldOf(session, progress.say, recognise);
    const outcome = command.run(words, world);
    const { files, folders, result } = outcome;
    if (files !== undefined && result !== undefined) world.outputs.write(files, result, folders);
    return outcome;
  } finally {
    session.interruption.end();
    progress.end();
  }
}

function formatDiagnostics(
  diagnostics: readonly Diagnostic[],
  words: readonly string[],
  { folder = '/', environment, isTerminal }: Session,
  stream: 'stdout' | 'stderr',
): string {
  const paint = choosePaint(words, environment, isTerminal[stream]);
  const format = { showTrace: words.includes('--show-trace'), folder, paint };
  return [...new Set(diagnostics.map(diagnostic => formatDiagnostic(diagnostic, format)))].join('');
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
