import manifest from '../../package.json' with { type: 'json' };
import { toBytes } from '../base/bytes.ts';
import { type Diagnostic, InputError, UserError } from '../base/diagnostic.ts';
import { joinParts } from '../base/parts.ts';
import type { ReportWriter } from '../write/run-report.ts';
import type { Session } from './session.ts';
import { type Printed, wordFindings } from './word-outcome.ts';
import { wordRemedies } from './word-remedies.ts';

/** What is printed of a run that failed; on stdout only what programs read, where somebody writes that. */
export function describeFailure(
  error: unknown,
  words: readonly string[],
  session: Session,
  write?: ReportWriter,
): Printed {
  if (error instanceof UserError) {
    const findings = wordRemedies(error.diagnostics);
    const cause = findings.find(({ severity }) => severity === 'error');
    const stdout = joinParts(write?.({ error: cause, findings, folder: session.folder }) ?? '');
    return { exitCode: 2, stdout, stderr: wordFindings(findings, words, session, 'stderr') };
  }
  if (error instanceof RangeError && /Invalid (array|string) length/.test(error.message)) {
    return describeFailure(tooLarge(), words, session, write);
  }
  const text = toBytes(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const message = `dydisnix ${manifest.version} failed by a fault of its own; please report this`;
  const fault: Diagnostic = { severity: 'error', code: 'internal', message, notes: text.split('\n') };
  const stdout = joinParts(write?.({ error: fault, findings: [fault], folder: session.folder }) ?? '');
  return { exitCode: 70, stdout, stderr: `${message}:\n${text}\n` };
}

/** A value nested a hundred thousand levels deep, say, has more indentation than a string can hold. */
function tooLarge(): InputError {
  const message = 'the result is too large to be held in memory';
  return new InputError([{ severity: 'error', code: 'out-of-memory', message }]);
}
