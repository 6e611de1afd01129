import { expect, test } from 'vitest';
import { recogniseForeignText } from '../../../src/model/form/recognise-foreign.ts';

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
