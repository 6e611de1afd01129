import type { Diagnostic } from '../base/diagnostic.ts';
import type { Parts } from '../base/parts.ts';
import type { JsonObject } from './json.ts';

/** What a run came to, for programs that read it. */
export interface RunReport {
  /** The members of the result; of a run that failed, what is known all the same. */
  readonly data?: JsonObject | undefined;
  /** Why there is no result, or not the one that was asked for. */
  readonly error?: Diagnostic | undefined;
  readonly findings: readonly Diagnostic[];
  /** Whether findings are the result, so that there is a list of them even where there are none. */
  readonly isAboutFindings?: boolean;
  /** The signal that ended the search. */
  readonly interruptedBy?: string | undefined;
  /** Names of files inside this folder are relative to it. */
  readonly folder?: string | undefined;
}

/** Writes it in a form that programs read (byte string). */
export type ReportWriter = (report: RunReport) => Parts;
