import type { Diagnostic } from '../../base/diagnostic.ts';
import { displayText } from '../display-text.ts';
import type { RunReport } from '../run-report.ts';
import { linesOf } from './finding-lines.ts';
import { placeOf } from './finding-place.ts';
import { fingerprintsOf } from './fingerprint.ts';

/**
 * Findings as workflow commands of GitHub, a line each, which annotate the lines of files. Columns are counted in
 * characters. O(findings).
 * @example ::error file=services.nix,line=3,col=5,title=unknown-dependency::service "web" depends on "db", which …
 */
export function writeGithub({ findings, folder }: RunReport): string {
  return [...fingerprintsOf(findings, folder).keys()].map(finding => writeCommand(finding, folder)).join('');
}

function writeCommand(finding: Diagnostic, folder: string | undefined): string {
  const { severity, code } = finding;
  const place = placeOf(finding, folder);
  const properties = Object.entries({ file: place?.file, line: place?.line, col: place?.column, title: code }).flatMap(
    ([name, value]) => (value === undefined ? [] : [`${name}=${escapeProperty(String(value))}`]),
  );
  return `::${severity} ${properties.join(',')}::${escapeData(linesOf(finding, folder).join('\n'))}\n`;
}

/** What would end the line, and the sign that escapes are told by. */
function escapeData(bytes: string): string {
  return displayText(bytes).replace(/%/g, '%25').replace(/\n/g, '%0A');
}

/** The same, and what would end the property. */
function escapeProperty(bytes: string): string {
  return escapeData(bytes).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
