import { expect, test } from 'vitest';
import type { Outline } from '../../../src/model/form/outline.ts';
import { recogniseForeignData, recogniseForeignText } from '../../../src/model/form/recognise-foreign.ts';

test.each([
  ['job "web" {\n}\n', 'Nomad job file'],
  ['# a job\n// of ours\n/* and\n theirs */ job "web" {', 'Nomad job file'],
  ['variable "count" {\n', 'Nomad job file'],
  ['kind: Pod\napiVersion: v1\n', 'Kubernetes manifest'],
  ['/* job */ { web = { }; }', undefined],
  ['{ job = "web"; }', undefined],
])('%j', (text, kind) => expect(recogniseForeignText(text)).toBe(kind));

test('any number of comments may stand before something else', () => {
  expect(recogniseForeignText(`${'/**/ '.repeat(10_000)}{ }`)).toBeUndefined();
  expect(recogniseForeignText(`${'/**/ '.repeat(10_000)}job "web" {`)).toBe('Nomad job file');
});

/** Of sets and texts. */
function outlineOf(plain: object | string): Outline {
  if (typeof plain === 'string') return { isText: true };
  return { entries: new Map(Object.entries(plain).map(([name, value]) => [name, outlineOf(value)])) };
}

test.each([
  [{ services: {} }, 'Docker Compose file'],
  [{ version: '3', services: {}, networks: { a: {} }, 'x-a': {} }, 'Docker Compose file'],
  [{ services: {}, web: {} }, undefined],
  [{ services: { name: 'services' } }, undefined],
  [{ services: { web: { profiles: {} } } }, 'Docker Compose file'],
  [{ services: { web: { type: 'process' } } }, undefined],
])('%j', (plain, kind) => expect(recogniseForeignData(outlineOf(plain))).toBe(kind));
