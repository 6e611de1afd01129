import type { Diagnostic } from '../base/diagnostic.ts';
import { writeJsonReport } from '../write/json-report.ts';
import type { ReportWriter, RunReport } from '../write/run-report.ts';
import type { Command, Outcome } from './command.ts';
import type { OptionTable } from './option-table.ts';
import { readWords } from './read-words.ts';
import { asResult } from './write-result.ts';

/** What a run reports beside what its outcome says. */
type Circumstances = Pick<RunReport, 'interruptedBy' | 'folder'>;

/**
 * Who writes what a run comes to for programs, failures included: as JSON where the words say `--json`, whether the
 * command knows that option or not; undefined where people read it.
 * @param words byte strings
 */
export function chooseReportWriter(
  words: readonly string[],
  command?: Pick<Command, 'options' | 'reportWriter'>,
): ReportWriter | undefined {
  if (asksForJson(words, command?.options ?? {})) return writeJsonReport;
  return command?.reportWriter?.(words);
}

function asksForJson(words: readonly string[], table: OptionTable): boolean {
  return readWords(table, words).some(token =>
    token.kind === 'option' ? token.name === 'json' : token.kind === 'unknown' && token.written === '--json',
  );
}

/** The outcome with what programs are to read of it as text; as it is where a command prints something else. */
export function withReport(outcome: Outcome, write: ReportWriter | undefined, more: Circumstances): Outcome {
  const { exitCode, data, dataFile, results, diagnostics = [], files = [], ...others } = outcome;
  if (write === undefined || (exitCode === 0 && data === undefined && results === undefined)) return outcome;
  const findings = [...(results ?? []), ...diagnostics];
  const error = exitCode === 0 ? undefined : findError(outcome);
  const text = write({ ...more, data, error, findings, isAboutFindings: results !== undefined });
  const isResult = error === undefined;
  if (isResult && dataFile !== undefined) {
    return { ...others, exitCode, diagnostics, files: [...files, { path: dataFile, bytes: text }] };
  }
  return { ...others, exitCode, diagnostics, ...asResult(text), ...(files.length > 0 && { files }) };
}

/** Why a run failed. Findings that were asked for are no failure, unless the models cannot be read. */
function findError({ exitCode, data, results, diagnostics = [], stderr }: Outcome): Diagnostic | undefined {
  const causes = exitCode === 2 ? [...(results ?? []), ...diagnostics] : diagnostics;
  const found = causes.find(({ severity }) => severity === 'error');
  if (found !== undefined || data !== undefined || results !== undefined) return found;
  return { severity: 'error', code: 'no-result', message: stderr?.trimEnd() ?? 'there is no result' };
}
