import { describe, expect, test } from 'vitest';
import { evaluateHcl } from '../../../src/exchange/nomad/evaluate-hcl.ts';
import { type HclScope, type HclValue, Unknown } from '../../../src/exchange/nomad/hcl-value.ts';

const names: ReadonlyMap<string, HclValue> = new Map<string, HclValue>([
  [
    'var',
    new Map<string, HclValue>([
      ['n', 3],
      ['zones', ['b', 'a']],
      ['name', 'web'],
    ]),
  ],
]);
const scope: HclScope = name => {
  const found = names.get(name);
  if (found === undefined) throw new Unknown();
  return found;
};

test.each<[string, HclValue]>([
  ['1 + 2 * 3', 7],
  ['(1 + 2) * 3 - -1', 10],
  ['10 / 4', 2.5],
  ['7 % 3 == 1 && !false', true],
  ['var.n > 2 ? "many" : nothing.at_all', 'many'],
  ['"${var.name}-${var.n + 1}"', 'web-4'],
  ['"${attr.cpu.arch}-${var.n}"', '${attr.cpu.arch}-3'],
  ['"$${var.name} %%{ if }"', '${var.name} %{ if }'],
  ['"a\\tb\\"\\u00e9"', 'a\tb"\xc3\xa9'],
  ['"${var.zones}"', ['b', 'a']],
  ['var.zones[1]', 'a'],
  ['{ a = 1, "b" : [2] }["b"][0]', 2],
  ['[for i, z in var.zones : "${i}${z}" if z != "c"]', ['0b', '1a']],
  ['keys({for z in var.zones : upper(z) => 1})', ['A', 'B']],
  ['<<EOF\na ${var.n}\n  b\nEOF', 'a 3\n  b\n'],
  ['trimspace(<<-EOF\n    a\n      b\n    EOF\n)', 'a\n  b'],
  ['format("%s|%5d|%-4s|%05.1f|%%|%v", "x", 42, "ab", 3.14159, true)', 'x|   42|ab  |003.1|%|true'],
  ['format("%03d", -5)', '-05'],
  ['formatlist("%s-%s", "dc", var.zones)', ['dc-b', 'dc-a']],
  ['join(",", concat(sort(var.zones), ["z"]))', 'a,b,z'],
  ['split(",", "a,b,")', ['a', 'b', '']],
  ['replace("a.b.c", ".", "-")', 'a-b-c'],
  ['title(lower("HELLO WORLD"))', 'Hello World'],
  ['trimprefix(trimsuffix("prod-web-x", "-x"), "prod-")', 'web'],
  ['trim("--a--", "-")', 'a'],
  ['substr("hello", -3, 2)', 'll'],
  ['max(1, 3, 2) + min(4, 2) + abs(-1) + ceil(1.2) + floor(1.8)', 9],
  ['length(var.zones) + length("abc")', 5],
  ['lookup(merge({ a = 1 }, { b = 2 }), "b", 0) + lookup({ a = 1 }, "c", 5)', 7],
  ['element(var.zones, 3)', 'a'],
  ['distinct(flatten([[1, [2]], 1]))', [1, 2]],
  ['contains(var.zones, "a")', true],
  ['range(1, 7, 2)', [1, 3, 5]],
  ['coalesce("", null, "x")', 'x'],
  ['tonumber("12") + parseint("3", 10)', 15],
  ['slice(reverse(["a", "b", "c"]), 0, 2)', ['c', 'b']],
  ['toset(["b", "a", "b"])', ['a', 'b']],
])('%s', (text, expected) => {
  expect(evaluateHcl(text, scope)).toEqual(expected);
});

describe('what cannot be known is not guessed', () => {
  test.each([
    ['var.unset'],
    ['other'],
    ['file("a")'],
    ['timestamp()'],
    ['upper("\xc3\xa9")'],
    ['1 +'],
    ['1 / 0'],
    ['"a" + 1'],
    ['[1, 2'],
    ['var.zones[7]'],
    ['var.zones[*].name'],
    ['"%{ if true }a%{ endif }"'],
    ['"${[1]}x"'],
    ['format("%d", 1.5)'],
    ['format("%s")'],
    ['format("%s", 1, 2)'],
    ['replace("a", "/b/", "c")'],
    ['range(100000)'],
    ['max()'],
    ['lookup({ a = 1 }, "c")'],
    ['('.repeat(200)],
    ['-'.repeat(200)],
    ['"\\q"'],
  ])('%s', text => {
    expect(() => evaluateHcl(text, scope)).toThrow(Unknown);
  });
});
