import manifest from '../../package.json' with { type: 'json' };
import { toBytes } from '../base/bytes.ts';
import type { Command, Outcome } from '../cli/command.ts';
import { describeFailure } from '../cli/describe-failure.ts';
import { findCommand } from '../cli/find-command.ts';
import { formatCommands, formatHelp } from '../cli/format-help.ts';
import { enterFolder, readGeneralChoices, takeGeneral } from '../cli/general-choices.ts';
import { generalOptions } from '../cli/general-options.ts';
import type { Recogniser } from '../cli/outputs.ts';
import { chooseReportWriter, withReport } from '../cli/report-form.ts';
import { isStackOverflow } from '../cli/run-deep.ts';
import { type RunTeller, startTelling } from '../cli/run-teller.ts';
import { type Session, worldOf } from '../cli/session.ts';
import { unknownCommand } from '../cli/usage.ts';
import { lookOf, type Printed, wordOutcome } from '../cli/word-outcome.ts';
import { wordOutcomeRemedies } from '../cli/word-remedies.ts';
import type { StopSignal } from '../ports/signals/signal-board.ts';
import { commands } from './commands.ts';

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
    return describeFailure(error, words, session, chooseReportWriter(words.map(toBytes)));
  }
}

async function dispatch(words: readonly string[], session: Session): Promise<Printed> {
  const { general, others } = takeGeneral(words);
  const [first, ...behind] = others;
  const rest = [...general, ...behind];
  if (first === undefined) return { exitCode: 2, stdout: '', stderr: await formatOverview(80) };
  const isHelp = first === '--help' || first === '-h' || first === 'help';
  if (isHelp && behind[0] !== undefined && !behind[0].startsWith('-')) return dispatch([behind[0], '--help'], session);
  if (isHelp) return done(await formatOverview(helpWidth(session)));
  if (first === '--version' || first === '-V') return done(`${manifest.version}\n`);
  // The post of 2020-09-24 calls the assigner so: dydisnix -s … --id-resources …
  if (first.startsWith('-')) return runBehindOptions(words, session);
  if (!commands.has(first)) throw unknownCommand(toBytes(first), [...(await summarise()).keys(), 'help']);
  return run(await load(first), rest, session);
}

/** Runs the command that stands behind some of its options; without one, the assigner. */
async function runBehindOptions(words: readonly string[], session: Session): Promise<Printed> {
  const assigner = await load('id-assign');
  const place = findCommand(words, { ...assigner.options, ...generalOptions }, [...commands.keys()]);
  const name = place === undefined ? undefined : words[place];
  if (name === undefined) return run(assigner, words, session);
  return run(
    await load(name),
    words.filter((_, i) => i !== place),
    session,
  );
}

function done(stdout: string): Printed {
  return { exitCode: 0, stdout, stderr: '' };
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
    return done(formatHelp(command, { ...command.options, ...generalOptions }, helpWidth(session)));
  }
  if (flags.includes('--version') || flags.includes('-V')) return done(`${manifest.version}\n`);
  const choices = readGeneralChoices(words);
  const teller = startTelling(session, `dydisnix ${command.name}`, choices);
  const write = chooseReportWriter(words.map(toBytes), command);
  try {
    const inFolder = enterFolder(session, choices.directory);
    const { outcome, signal } = carryOut(
      command,
      words,
      inFolder,
      teller,
      await loadRecogniser(flags),
      (found, signal) =>
        withReport(wordOutcomeRemedies(found), write, { interruptedBy: signal, folder: session.folder }),
    );
    return wordOutcome(outcome, signal, words, session, { told: teller.waiting(), isQuiet: choices.quiet });
  } catch (error) {
    teller.end();
    if (isStackOverflow(error)) throw error;
    const failure = describeFailure(error, words, session, write);
    return { ...failure, stderr: teller.waiting() + failure.stderr };
  }
}

/** Help is as wide as the terminal that shows it. */
function helpWidth({ isTerminal, width }: Session): number {
  return isTerminal.stdout ? Math.max(40, width?.() ?? 80) : 80;
}

/** What tells models apart is loaded only for runs that may write files. */
async function loadRecogniser(words: readonly string[]): Promise<Recogniser> {
  if (!words.some(word => /^(-o|--out|--batch|--certificate)/.test(word))) return () => undefined;
  return (await import('../load/recognise-model.ts')).recogniseModel;
}

/**
 * Runs the command and writes its files, while it is told what it does; `report` says what of the outcome programs are
 * to read. The signal is the one that had come when the command was through.
 */
function carryOut(
  command: Command,
  words: readonly string[],
  session: Session,
  teller: RunTeller,
  recognise: Recogniser,
  report: (outcome: Outcome, signal: StopSignal | undefined) => Outcome,
): { readonly outcome: Outcome; readonly signal: StopSignal | undefined } {
  try {
    const world = worldOf(session, teller, recognise, lookOf(words, session, 'stderr'));
    const found = command.run(words, world);
    const signal = session.interruption.signal();
    const outcome = report(found, signal);
    const { files, folders, result } = outcome;
    if (files !== undefined && result !== undefined) world.outputs.write(files, result, folders);
    return { outcome, signal };
  } finally {
    session.interruption.end();
    teller.end();
  }
}

async function formatOverview(width: number): Promise<string> {
  return formatCommands(await summarise(), width);
}

/** The commands that people are told of, with what each does. */
async function summarise(): Promise<ReadonlyMap<string, string>> {
  const told = new Map<string, string>();
  for (const [name] of commands) {
    const { hidden, summary } = await load(name);
    if (!hidden) told.set(name, summary);
  }
  return told;
}
