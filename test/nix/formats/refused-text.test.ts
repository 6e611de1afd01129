import { describe, expect, test } from 'vitest';
import { EvaluationError } from '../../../src/nix/error.ts';
import { writeJson } from '../../../src/nix/formats/write-json.ts';
import { writeXml } from '../../../src/nix/formats/write-xml.ts';
import { createNodeHost } from '../../../src/ports/nix/create-node-host.ts';

const writers = { json: writeJson, xml: writeXml };

/** The message and place of what is refused; undefined when it is written. */
function refusal(form: keyof typeof writers, expression: string, wellFormed = true): string | undefined {
  const host = createNodeHost({ nixVersion: '2.8' });
  const value = host.evaluateText('test', expression, '/');
  try {
    writers[form](host, value, { wellFormed });
    return undefined;
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    const { line, column } = error.position ?? {};
    return `${line}:${column} ${error.message}`;
  }
}

describe('a text that the form cannot hold is refused with its place', () => {
  test.for<[keyof typeof writers, string, string]>([
    ['json', '"\xff"', 'undefined:undefined this text is not UTF-8, so JSON cannot hold it'],
    ['json', '{ a = 1;\n b = [ 1 "\xff" ]; }', '2:2 the text at b.1 is not UTF-8, so JSON cannot hold it'],
    ['json', '{ a.b = { c = "\xed\xa0\x80"; }; }', '1:11 the text at a.b.c is not UTF-8, so JSON cannot hold it'],
    ['json', '{ a = { "\xff" = 1; }; }', '1:3 the text at a is not UTF-8, so JSON cannot hold it'],
    ['json', '{ a = { outPath = "\xff"; }; }', '1:3 the text at a is not UTF-8, so JSON cannot hold it'],
    ['xml', '{ a = [ "\xff" ]; }', '1:3 the text at a.0 is not UTF-8, so XML cannot hold it'],
    ['xml', '{ a = "\x01"; }', '1:3 the text at a has the control character U+0001, which XML cannot hold'],
    ['xml', '{ "a\x1b" = 1; }', '1:3 the text at a\x1b has the control character U+001B, which XML cannot hold'],
  ])('%s of %j', ([form, expression, expected]) => {
    expect(refusal(form, expression)).toBe(expected);
  });
});

test.for<[keyof typeof writers, string]>([
  ['json', '{ a = "\x01\x7f"; b = "\xc3\xa9"; }'],
  ['xml', '{ a = "\t\n\r\x7f"; b = "\xc3\xa9"; }'],
])('what %s can hold is written: %j', ([form, expression]) => {
  expect(refusal(form, expression)).toBeUndefined();
});

test('the builtins of Nix 2.8 write it', () => {
  expect(refusal('json', '"\xff"', false)).toBeUndefined();
  expect(refusal('xml', '"\xff\x01"', false)).toBeUndefined();
});
