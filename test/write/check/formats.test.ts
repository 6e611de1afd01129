import * as fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { fromBytes, toBytes } from '../../../src/base/bytes.ts';
import type { Diagnostic } from '../../../src/base/diagnostic.ts';
import { Position, Source } from '../../../src/base/source.ts';
import { fingerprintsOf } from '../../../src/write/check/fingerprint.ts';
import { writeGithub } from '../../../src/write/check/github.ts';
import { writeJunit } from '../../../src/write/check/junit.ts';
import { writeSarif } from '../../../src/write/check/sarif.ts';
import { displayText } from '../../../src/write/display-text.ts';
import { writeJson } from '../../../src/write/json.ts';
import { findingsToJson } from '../../../src/write/json-report.ts';
import { rounds } from '../../rounds.ts';

/** What would end a string, an element, a line or a command, or turn the text around, in one form or another. */
const pieces = [
  ...['a', 'web', ' ', '"', "'", '<', '>', '&', ']]>', '<!--', '-->', '&#10;', '&lt;', '%', '%0A', '%25', '%3A%3A'],
  ...['\n', '\r', '\r\n', '\t', '::', '::error::owned', ',', ':', '=', '{', '}', '{0}', '[x](y)', '[', '](', '\\'],
  ...['\0', '\x1b[31m', '\x7f', '\u009b', '\u2028', '\u202e', '\u2066', '\u200f', '\ufeff', '\ufffe', 'é', '漢', '😀'],
];
const hostile = fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map(list => toBytes(list.join('')));
/** Bytes that are no text of UTF-8 are shown as U+FFFD. */
const bytes = fc.oneof({ weight: 9, arbitrary: hostile }, { weight: 1, arbitrary: hostile.map(text => `${text}\xff`) });
const fileName = bytes.map(name => `/models/${name.replace(/^[-<]/, 'x')}x.nix`);
const position = fc
  .tuple(fileName, fc.array(bytes, { minLength: 1, maxLength: 3 }), fc.nat())
  .map(([name, lines, at]) => {
    const text = lines.join('\n');
    return new Position(new Source(name, text), text.length === 0 ? 0 : at % text.length);
  });
const finding: fc.Arbitrary<Diagnostic> = fc.record({
  severity: fc.constantFrom('error' as const, 'warning' as const),
  code: fc.constantFrom('unknown-dependency', 'port-conflict', 'syntax'),
  message: bytes,
  position: fc.option(position, { nil: undefined }),
  file: fc.option(fileName, { nil: undefined }),
  hint: fc.option(bytes, { nil: undefined }),
  subject: fc.option(
    bytes.map(name => ({ kind: 'service' as const, name })),
    { nil: undefined },
  ),
  notes: fc.array(bytes, { maxLength: 2 }),
});
const findings = fc.array(finding, { maxLength: 6 });
const numRuns = rounds({ short: 300, long: 5000 });
const folder = '/models';

/** Each finding once, as all forms have it. */
function once(list: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...fingerprintsOf(list, folder).keys()];
}

function linesOf({ message, notes = [], hint }: Diagnostic): string {
  return [message, ...notes, ...(hint === undefined ? [] : [`hint: ${hint}`])].join('\n');
}

/** The place as people count. */
function placeOf({ position, file }: Diagnostic) {
  if (position === undefined) return { file: file?.slice('/models/'.length) };
  const before = position.source.text.slice(0, position.offset);
  const start = before.lastIndexOf('\n') + 1;
  return {
    file: position.source.name.slice('/models/'.length),
    line: before.split('\n').length,
    column: [...fromBytes(before.slice(start))].length + 1,
  };
}

describe('no name breaks out of', () => {
  test('SARIF', () => {
    fc.assert(
      fc.property(findings, list => {
        const text = writeSarif({ findings: list, isAboutFindings: true, folder }, { version: '1.2.3' });
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
        expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f]/);
        const { runs } = JSON.parse(fromBytes(text));
        const { results, tool } = runs[0];
        const rules = tool.driver.rules.map(({ id }: { id: string }) => id);
        const expected = once(list).map(one => {
          const { file, line, column } = placeOf(one);
          return {
            rule: one.code,
            level: one.severity,
            text: fromBytes(linesOf(one)),
            // What has no file is in the folder of the run.
            file: encodeURIComponent(file === undefined ? './' : fromBytes(file)),
            region: line === undefined ? undefined : { startLine: line, startColumn: column },
            subject: one.subject && fromBytes(one.subject.name),
          };
        });
        const told = results.map((one: SarifResult) => {
          const [location] = one.locations;
          const uri = location?.physicalLocation?.artifactLocation.uri;
          return {
            rule: rules[one.ruleIndex],
            level: one.level,
            text: one.message.text.replace(/\\\[/g, '[').replace(/\{\{/g, '{').replace(/\}\}/g, '}'),
            file: uri === undefined ? undefined : encodeURIComponent(decode(uri)),
            region: location?.physicalLocation?.region,
            subject: location?.logicalLocations?.[0]?.name,
          };
        });
        const plain = (one: { text: string }) => ({ ...one, text: one.text.replace(/\\\[/g, '[') });
        expect(told.map(plain)).toEqual(expected.map(plain));
      }),
      { seed: 20261129, numRuns },
    );
  });

  test('JUnit XML', () => {
    fc.assert(
      fc.property(findings, fc.boolean(), (list, isStrict) => {
        const cases = parseJunit(writeJunit({ findings: list, isAboutFindings: true, folder }, isStrict));
        const expected = once(list).map(one => ({
          name: normalise(displayText(one.message)),
          file: placeOf(one).file === undefined ? undefined : normalise(displayText(placeOf(one).file ?? '')),
          inside: one.severity === 'error' || isStrict ? 'failure' : 'system-out',
        }));
        const key = (one: unknown) => JSON.stringify(one);
        const told = cases.map(({ name, file, inside }) => ({ name, file, inside }));
        if (expected.length > 0) expect(told.map(key).sort()).toEqual(expected.map(key).sort());
        else expect(told).toEqual([{ name: 'nothing found', file: undefined, inside: undefined }]);
      }),
      { seed: 20261129, numRuns },
    );
  });

  test('GitHub commands', () => {
    fc.assert(
      fc.property(findings, list => {
        const text = fromBytes(writeGithub({ findings: list, isAboutFindings: true, folder }));
        const commands = text.split('\n').slice(0, -1).map(parseCommand);
        const shown = (bytesOf: string): string => fromBytes(displayText(bytesOf));
        expect(commands).toEqual(
          once(list).map(one => {
            const { file, line, column } = placeOf(one);
            return {
              name: one.severity,
              properties: {
                ...(file !== undefined && { file: shown(file) }),
                ...(line !== undefined && { line: String(line), col: String(column) }),
                title: one.code,
              },
              message: shown(linesOf(one)),
            };
          }),
        );
        expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
      }),
      { seed: 20261129, numRuns },
    );
  });

  test('JSON', () => {
    fc.assert(
      fc.property(findings, list => {
        const text = writeJson(findingsToJson(list, folder));
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
        expect(fromBytes(text)).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
        const told = JSON.parse(fromBytes(text)).map(({ message }: { message: string }) => message);
        expect(new Set(told)).toEqual(new Set(list.map(({ message }) => fromBytes(message))));
      }),
      { seed: 20261129, numRuns },
    );
  });
});

interface SarifResult {
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation?: { readonly artifactLocation: { readonly uri: string }; readonly region?: unknown };
    readonly logicalLocations?: readonly { readonly name: string }[];
  }[];
}

/** What a URI names; its bytes need not be UTF-8. */
function decode(uri: string): string {
  return fromBytes(uri.replace(/%([0-9A-F]{2})/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 16))));
}

/** XML makes one line end of every kind of them. */
function normalise(text: string): string {
  return fromBytes(text);
}

function parseJunit(text: string) {
  const cases: { name: string; file: string | undefined; inside: string | undefined }[] = [];
  const parser = new SaxesParser();
  const allowed = ['testsuites', 'testsuite', 'testcase', 'failure', 'error', 'system-out'];
  parser.on('error', error => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    expect(allowed).toContain(name);
    const { name: title = '', file } = attributes as { name?: string; file?: string };
    const last = cases.at(-1);
    if (name === 'testcase') cases.push({ name: title, file, inside: undefined });
    else if (!name.startsWith('testsuite') && last !== undefined) last.inside = name;
  });
  parser.write(fromBytes(text)).close();
  return cases;
}

/** As the runner reads a line of output. */
function parseCommand(line: string) {
  const [, name, properties = '', message = ''] = /^::(\w+) (.*?)::(.*)$/s.exec(line) ?? [];
  const read = (text: string) => text.replace(/%0D/g, '\r').replace(/%0A/g, '\n').replace(/%25/g, '%');
  const pairs = properties.split(',').map(pair => {
    const at = pair.indexOf('=');
    const value = pair.slice(at + 1);
    return [pair.slice(0, at), read(value.replace(/%3A/g, ':').replace(/%2C/g, ','))];
  });
  return { name, properties: Object.fromEntries(pairs), message: read(message) };
}

describe('a fingerprint', () => {
  const at = (text: string, offset: number) => new Position(new Source('/models/s.nix', text), offset);
  const one = (message: string, position: Position): Diagnostic => ({
    severity: 'error',
    code: 'pool-too-small',
    message,
    position,
    subject: { kind: 'pool', name: 'ports' },
  });
  const print = (list: readonly Diagnostic[]) => [...fingerprintsOf(list, '/models').values()];

  test('stays while lines move and counts change', () => {
    const before = print([one('9 ids are wanted, and it has 8', at('{ }', 0))]);
    expect(before).toEqual(print([one('12 ids are wanted, and it has 10', at('\n\n  { }', 4))]));
    expect(before[0]).toMatch(/^[0-9a-f]{16}$/);
  });

  test('tells two findings apart that say the same', () => {
    const [first, second] = print([one('x', at('ab', 0)), one('x', at('ab', 1))]);
    expect(first).not.toBe(second);
  });
});
