import type { Diagnostic } from '../base/diagnostic.ts';
import { formatFindings } from '../base/format-findings.ts';
import { type Look, plainLook } from '../base/look.ts';
import { mapParts } from '../base/parts.ts';
import { showControls } from '../base/show-controls.ts';
import { exitCodes, type StopSignal } from '../ports/signals/signal-board.ts';
import { choosePaint } from './choose-paint.ts';
import type { Outcome } from './command.ts';
import type { Session } from './session.ts';

/** What a command line comes to: files are written already, texts (byte strings) are to be printed, stderr first. */
export interface Printed {
  /**
   * 0 done, 1 there is no such plan (or a check failed), 2 wrong usage or input, 70 a fault of the program, 130 and 143
   * interrupted.
   */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** A long result: its parts, made while they are printed, behind `stdout`. */
  readonly parts?: () => Iterable<string>;
  /** Whether somebody looks at both: the result is printed first then, and what is said about it stays in sight. */
  readonly isResultFirst?: boolean;
  /** What stdout says, for somebody who has no reader of manual pages; undefined where stdout is no such page. */
  readonly manual?: string | undefined;
}

/** What is printed of a run that came to an outcome, be it that there is no plan. */
export function wordOutcome(
  outcome: Outcome,
  signal: StopSignal | undefined,
  words: readonly string[],
  session: Session,
  { told, isQuiet }: { readonly told: string; readonly isQuiet: boolean },
): Printed {
  const word = (found: readonly Diagnostic[] = [], stream: 'stdout' | 'stderr'): string =>
    wordFindings(found, words, session, stream);
  const summary = showControls(outcome.stderr ?? '') + (outcome.report?.(lookOf(words, session, 'stderr')) ?? '');
  const { isTerminal, width } = session;
  const { parts } = outcome;
  return {
    exitCode: signal === undefined ? outcome.exitCode : exitCodes[signal],
    stdout: word(outcome.results, 'stdout') + writeStdout(outcome, words, session),
    ...(parts && { parts: isTerminal.stdout ? mapParts(parts, showControls) : parts }),
    stderr:
      told +
      word(outcome.diagnostics, 'stderr') +
      (isQuiet && outcome.exitCode === 0 ? '' : summary) +
      describeInterruption(outcome, signal),
    ...(isTerminal.stdout && { isResultFirst: isTerminal.stderr, manual: outcome.manual?.(width?.() ?? 80) }),
  };
}

/**
 * The result; where it is for people it looks as standard output wants it. A terminal would obey what names have in
 * them: there it is shown, as everywhere; files and pipes get every byte.
 */
function writeStdout({ stdout = '', shown }: Outcome, words: readonly string[], session: Session): string {
  const safe = session.isTerminal.stdout ? showControls(stdout) : stdout;
  return safe + (shown?.(lookOf(words, session, 'stdout')) ?? '');
}

/** A plan that was asked for too early is said to be one; where there is none, the command says so itself. */
function describeInterruption(
  { exitCode, isPlan = true, isEndless = false }: Outcome,
  signal: StopSignal | undefined,
): string {
  if (signal === undefined || isEndless || (exitCode !== 0 && isPlan)) return '';
  return isPlan ? 'interrupted: this is the best plan so far\n' : 'interrupted: this is what was found so far\n';
}

/** Findings as people read them on a stream. */
export function wordFindings(
  diagnostics: readonly Diagnostic[],
  words: readonly string[],
  { folder = '/', environment, isTerminal }: Session,
  stream: 'stdout' | 'stderr',
): string {
  const paint = choosePaint(words, environment, isTerminal[stream]);
  const toSeeAll = words.includes('--all') ? undefined : '--all tells each of them';
  const pointToTrace = 'use --show-trace to see the calls that led here';
  const showTrace = words.includes('--show-trace');
  return formatFindings(diagnostics, { showTrace, pointToTrace, folder, paint, toSeeAll });
}

/** How a text for people looks on a stream. */
export function lookOf(
  words: readonly string[],
  { environment, isTerminal, width }: Session,
  stream: 'stdout' | 'stderr',
): Look {
  const isSeen = isTerminal[stream];
  return {
    paint: choosePaint(words, environment, isSeen),
    width: isSeen ? Math.max(40, width?.() ?? plainLook.width) : plainLook.width,
  };
}
