import type { Diagnostic } from '../../base/diagnostic.ts';
import { escapeXml } from '../escape-xml.ts';
import type { RunReport } from '../run-report.ts';
import { linesOf } from './finding-lines.ts';
import { placeOf } from './finding-place.ts';
import { fingerprintsOf } from './fingerprint.ts';

/**
 * Findings as JUnit XML, as CI servers read it: a suite for each file, a case for each finding. Errors are failures, or
 * `<error>` where the run failed; warnings are cases that pass and say so in their output, or failures where they count
 * as errors do. Where nothing was found there is one case that passes. O(findings).
 * @param isStrict whether warnings count as errors
 */
export function writeJunit({ findings, error, folder }: RunReport, isStrict: boolean): string {
  const suites = new Map<string, Diagnostic[]>();
  for (const finding of fingerprintsOf(findings, folder).keys()) {
    const file = placeOf(finding, folder)?.file ?? 'dydisnix check';
    suites.set(file, [...(suites.get(file) ?? []), finding]);
  }
  const outcomeOf = ({ severity }: Diagnostic): Outcome => {
    if (severity === 'warning') return isStrict ? 'failure' : 'passed';
    return error === undefined ? 'failure' : 'error';
  };
  const count = (list: readonly Diagnostic[], outcome: Outcome) =>
    list.filter(one => outcomeOf(one) === outcome).length;
  const counts = (list: readonly Diagnostic[]) =>
    attributes({ tests: Math.max(1, list.length), failures: count(list, 'failure'), errors: count(list, 'error') });
  const texts = [...suites].map(([file, list]) => {
    const cases = list.map(finding => writeCase(finding, outcomeOf(finding), folder)).join('');
    return `  <testsuite${attributes({ name: file })}${counts(list)} skipped="0" time="0">\n${cases}  </testsuite>\n`;
  });
  const all = [...suites.values()].flat();
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="dydisnix check"${counts(all)} time="0">\n${
    texts.length === 0 ? nothingFound : texts.join('')
  }</testsuites>\n`;
}

type Outcome = 'failure' | 'error' | 'passed';

const nothingFound = [
  '  <testsuite name="dydisnix check" tests="1" failures="0" errors="0" skipped="0" time="0">\n',
  '    <testcase classname="dydisnix.check" name="nothing found" time="0"/>\n',
  '  </testsuite>\n',
].join('');

function writeCase(finding: Diagnostic, outcome: Outcome, folder: string | undefined): string {
  const { code, severity } = finding;
  const [message, ...others] = linesOf(finding, folder);
  const place = placeOf(finding, folder);
  const where = place && [place.file, place.line, place.column].filter(part => part !== undefined).join(':');
  const lines = [`${severity}: ${message} [${code}]`, ...(where === undefined ? [] : [`at ${where}`]), ...others];
  const head = attributes({
    classname: `dydisnix.check.${code}`,
    name: message,
    file: place?.file,
    line: place?.line,
    time: 0,
  });
  const body =
    outcome === 'passed'
      ? `<system-out>${escapeXml(lines.join('\n'))}</system-out>`
      : `<${outcome}${attributes({ type: code, message })}>${escapeXml(lines.join('\n'))}</${outcome}>`;
  return `    <testcase${head}>\n      ${body}\n    </testcase>\n`;
}

function attributes(values: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(values)
    .flatMap(([name, value]) =>
      value === undefined ? [] : [` ${name}="${escapeXml(String(value)).replace(/\n/g, '&#10;')}"`],
    )
    .join('');
}
