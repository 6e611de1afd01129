import fc from 'fast-check';
import { escapeString } from '../../../src/nix/print/escape-string.ts';

const texts = fc
  .array(
    fc.constantFrom(
      'a',
      'b c',
      '"',
      '\\',
      '\n',
      '\t',
      '\r',
      '$',
      '<',
      '>',
      '&',
      "'",
      '\x01',
      '\x7f',
      '\xc3\xa9',
      '\xff',
    ),
    { maxLength: 4 },
  )
  .map(pieces => pieces.join(''));
const names = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('a', 'b', 'c', "d'", 'e-f', '__proto__', 'constructor') },
  { weight: 2, arbitrary: fc.constantFrom('"10"', '"9"', '"x y"', '""', '"if"', '"<&>"', '"a\\n\\"b"') },
);
const patterns = fc.constantFrom('x', '{ }', '{ b, a }', '{ a, b ? 1, ... }', 'args@{ ... }', '{ a }@x');

/** Expressions whose values are of every kind. With `functions` false, none that JSON refuses. */
export function valueExpression(options: { readonly functions: boolean }): fc.Arbitrary<string> {
  return fc.letrec<{ value: string }>(tie => {
    const value = tie('value');
    const set = fc
      .uniqueArray(fc.tuple(names, value), { selector: ([name]) => name, maxLength: 4 })
      .map(entries => `{ ${entries.map(([name, v]) => `${name} = ${v};`).join(' ')} }`);
    const scalar = fc.oneof(
      texts.map(escapeString),
      fc
        .oneof(fc.integer(), fc.constantFrom(9223372036854775807n, -9223372036854775807n, 9007199254740993n))
        .map(n => `(${n})`),
      fc
        .oneof(
          fc.double({ noNaN: true, noDefaultInfinity: true }).map(n => (Math.abs(n) < 1e-300 ? 0 : n)),
          fc.integer().map(n => n / 64),
        )
        .map(writeFloat),
      fc.constantFrom('true', 'false', 'null', '(1 + 1)', '("a" + "b")'),
    );
    const choices = [
      { weight: 5, arbitrary: scalar },
      { weight: 2, arbitrary: fc.array(value, { maxLength: 4 }).map(list => `[ ${list.join(' ')} ]`) },
      { weight: 3, arbitrary: set },
      { weight: 1, arbitrary: value.map(v => `(let x = ${v}; in x)`) },
      { weight: 1, arbitrary: fc.tuple(set, set).map(([a, b]) => `(${a} // ${b})`) },
      { weight: 1, arbitrary: fc.tuple(set, value).map(([a, v]) => `(${a} // { outPath = ${v}; })`) },
      {
        weight: 1,
        arbitrary: fc.tuple(set, texts).map(([a, t]) => `(${a} // { __toString = self: ${escapeString(t)}; })`),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(set, fc.constantFrom('"/a"', '"/b"', '""', '1', '(1 + 1)'))
          .map(([a, drvPath]) => `(${a} // { type = "derivation"; drvPath = ${drvPath}; outPath = "/o"; })`),
      },
    ];
    if (options.functions)
      choices.push({ weight: 2, arbitrary: fc.tuple(patterns, value).map(([p, v]) => `(${p}: ${v})`) });
    return { value: fc.oneof({ depthSize: 'small' }, ...choices) };
  }).value;
}

/** A float in Nix, which refuses the smallest ones: digits with a point, an exponent only after it. */
function writeFloat(value: number): string {
  const [mantissa = '', exponent] = Math.abs(value).toString().split('e');
  const text = `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}${exponent === undefined ? '' : `e${exponent}`}`;
  return value < 0 ? `(0.0 - ${text})` : text;
}
