import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { fromBytes, toBytes } from '../../src/base/bytes.ts';
import { displayText } from '../../src/write/display-text.ts';
import { escapeXml } from '../../src/write/escape-xml.ts';
import { folderName, folderUrl } from '../../src/write/folder-name.ts';
import { awkwardName } from '../graph/awkward-name.ts';
import { rounds } from '../rounds.ts';

test('what XML forbids is shown by a picture of it, what is special is escaped', () => {
  expect(escapeXml('<a href="x">&\'')).toBe('&#60;a href=&#34;x&#34;&#62;&#38;&#39;');
  expect(fromBytes(displayText('\x00\x1b\ttab\n'))).toBe('\u2400\u241b tab\n');
  expect(fromBytes(displayText('\xff\xef\xbf\xbe'))).toBe('\ufffd\ufffd');
  expect(fromBytes(displayText(toBytes('grün')))).toBe('grün');
});

test('whatever a name is, a strict parser reads it back, as text and as attribute', () => {
  fc.assert(
    fc.property(awkwardName, name => {
      const read: string[] = [];
      const parser = new SaxesParser();
      parser.on('error', error => {
        throw error;
      });
      parser.on('attribute', ({ value }) => read.push(value));
      parser.on('text', text => read.push(text));
      const escaped = fromBytes(escapeXml(name));
      parser.write(`<x a="${escaped}">${escaped}.</x>`).close();
      const shown = fromBytes(displayText(name));
      expect(read).toEqual([shown.replaceAll('\n', ' '), `${shown}.`]);
    }),
    { seed: 20201008, numRuns: rounds({ short: 500, long: 20_000 }) },
  );
});

test('two groups never share a folder, and none leaves the one it is in', () => {
  expect(folderName('Data & <more>')).toBe('Data =26 =3Cmore=3E');
  expect(folderName('..')).toBe('=2E=2E');
  expect(folderUrl('a b')).toBe('a%20b');
  fc.assert(
    fc.property(awkwardName, awkwardName, (a, b) => {
      expect(folderName(a) === folderName(b)).toBe(a === b);
    }),
    { seed: 20201008, numRuns: rounds({ short: 500, long: 20_000 }) },
  );
});
