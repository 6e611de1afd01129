import { type Diagnostic, shortenPlacesIn } from '../base/diagnostic.ts';
import type { Parts } from '../base/parts.ts';
import { shortenPath } from '../base/shorten-path.ts';
import { type Json, type JsonObject, writeJson, writeJsonParts } from './json.ts';
import type { RunReport } from './run-report.ts';

/**
 * The version of the form of everything that `--json` prints. It grows when a member goes, gets another name, type or
 * meaning; members that are added leave it as it is.
 */
export const formVersion = 1;

/**
 * A run as the one JSON object that `--json` prints: its version, why it failed, the result, and what was found. In
 * parts where a member of the result is made while it is written.
 */
export function writeJsonReport(report: RunReport): Parts {
  const { data = {}, error, findings, isAboutFindings = false, interruptedBy, folder } = report;
  const list = findingsToJson(findings, folder);
  const members = {
    version: formVersion,
    error: error && detailsToJson(error, folder),
    interrupted: interruptedBy,
    ...data,
    findings: list.length > 0 || isAboutFindings ? list : undefined,
  };
  const isLong = Object.values(data).some(value => typeof value === 'function');
  return isLong ? () => writeJsonParts(members) : writeJson(members);
}

/** Findings as data, each told once. */
export function findingsToJson(findings: readonly Diagnostic[], folder: string | undefined): readonly JsonObject[] {
  const list = findings.map(finding => ({ severity: finding.severity, ...detailsToJson(finding, folder) }));
  return [...new Map(list.map(one => [writeJson(one), one])).values()];
}

function detailsToJson(diagnostic: Diagnostic, folder: string | undefined) {
  const { code, message, position, file, hint, subject, notes = [] } = diagnostic;
  const name = position?.source.name ?? file;
  const shorten = (sentence: string): string => shortenPlacesIn(sentence, folder);
  return {
    code,
    message: shorten(message),
    file: name === undefined ? undefined : shortenPath(name, folder),
    line: position?.line,
    column: position?.column,
    hint: hint === undefined ? undefined : shorten(hint),
    subject: subject && { kind: subject.kind, name: subject.name },
    notes: notes.length === 0 ? undefined : (notes.map(shorten) satisfies Json),
  };
}
