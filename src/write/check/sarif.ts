import { toByteArray } from '../../base/bytes.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { type Json, type JsonObject, writeJson } from '../json.ts';
import type { RunReport } from '../run-report.ts';
import { linesOf } from './finding-lines.ts';
import { placeOf } from './finding-place.ts';
import { fingerprintsOf } from './fingerprint.ts';
import { ruleOf } from './rules.ts';

/** The folder of the run, to which names of files are relative. */
const baseId = '%SRCROOT%';

/**
 * Findings in the Static Analysis Results Interchange Format (OASIS SARIF 2.1.0), one run of one tool. What kept the
 * run from its findings is a notification of the invocation. What has no place in a file is in the folder of the run.
 * Columns are counted in code points (`columnKind`).
 * O(findings).
 */
export function writeSarif(report: RunReport, tool: { readonly version: string }): string {
  const { error, isAboutFindings = false, folder } = report;
  const fingerprints = fingerprintsOf(report.findings, folder);
  const findings = [...fingerprints.keys()];
  const codes = [...new Set(findings.map(({ code }) => code))].sort();
  const list = findings.map(finding => describe(finding, folder));
  const results = list.map((one, i): Json => {
    const code = findings[i]?.code ?? '';
    const fingerprint = fingerprints.get(findings[i] as Diagnostic);
    return {
      ruleId: code,
      ruleIndex: codes.indexOf(code),
      ...one,
      partialFingerprints: { 'dydisnixFinding/v1': fingerprint },
    };
  });
  const notifications = list.map((one, i): Json => ({ descriptor: { id: findings[i]?.code }, ...one }));
  return writeJson({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'dydisnix check',
            semanticVersion: tool.version,
            rules: isAboutFindings ? codes.map(describeRule) : [],
            ...(isAboutFindings ? {} : { notifications: codes.map(describeRule) }),
          },
        },
        columnKind: 'unicodeCodePoints',
        originalUriBaseIds: { [baseId]: { description: { text: 'The folder that the check ran in.' } } },
        invocations: [
          {
            executionSuccessful: error === undefined,
            ...(isAboutFindings ? {} : { toolExecutionNotifications: notifications }),
          },
        ],
        results: isAboutFindings ? results : [],
      },
    ],
  });
}

function describeRule(code: string): Json {
  const { summary, help } = ruleOf(code);
  return { id: code, shortDescription: { text: escapeMessage(summary) }, help: { text: escapeMessage(help) } };
}

function describe(finding: Diagnostic, folder: string | undefined): JsonObject {
  const { severity, subject } = finding;
  const place = placeOf(finding, folder);
  // Code scanning refuses the whole text for one result that is nowhere.
  const physicalLocation = {
    artifactLocation: place === undefined ? { uri: './', uriBaseId: baseId } : locate(place.file),
    region: place?.line === undefined ? undefined : { startLine: place.line, startColumn: place.column },
  };
  const logicalLocations = subject && [
    { name: subject.name, kind: subject.kind, fullyQualifiedName: `${subject.kind} ${subject.name}` },
  ];
  const text = escapeMessage(linesOf(finding, folder).join('\n'));
  return { level: severity, message: { text }, locations: [{ physicalLocation, logicalLocations }] };
}

/** Braces would be placeholders of arguments (§3.11.5), and brackets before a parenthesis a link (§3.11.6). */
function escapeMessage(text: string): string {
  return text.replace(/[{}]/g, '$&$&').replace(/\[(?=[^\]]*\]\()/g, '\\[');
}

/** A name of a file as a URI: every byte that may not stand in one is escaped. */
function locate(file: string): Json {
  const isAbsolute = file.startsWith('/');
  const uri = Array.from(toByteArray(file), byte => {
    const character = String.fromCharCode(byte);
    return /[A-Za-z0-9\-._~/]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
  return isAbsolute ? { uri: `file://${uri}` } : { uri, uriBaseId: baseId };
}
