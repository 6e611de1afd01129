import { describe, expect, it } from 'vitest';
import { Source } from '../../../src/base/source.ts';
import { EvaluationError } from '../../../src/nix/error.ts';
import { parse } from '../../../src/nix/parse/parse.ts';
import type { Expression } from '../../../src/nix/parse/syntax.ts';
import { lane } from '../../rounds.ts';

const parseText = (text: string): Expression => parse(new Source('test.nix', text));

/** The syntax error of a text: its place, message and hint. */
function errorOf(text: string): string {
  try {
    parseText(text);
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    const place = `${error.position?.line}:${error.position?.column}`;
    return `${place} ${error.message}${error.hint === undefined ? '' : ` (${error.hint})`}`;
  }
  throw new Error(`this parses: ${text}`);
}

describe('a syntax error tells where it is, what was found, what was expected, and what to do', () => {
  const cases: readonly (readonly [text: string, error: string])[] = [
    [
      '{\n  a = 1\n  b = 2;\n}',
      "2:8 expected an operator or ';', found the next binding (the binding of a at test.nix:2:3 is not ended by ';')",
    ],
    ['{ a.b 1; }', "1:7 expected '.' or '=', found the number 1 (a binding is written: a.b = value;)"],
    [
      '{\n  a = [ 1 2;\n}',
      "2:12 expected an element of the list or ']', found ';' (the '[' at test.nix:2:7 is not closed)",
    ],
    ['f (1 + 2', "1:9 expected an operator or ')', found the end of the file (the '(' at test.nix:1:3 is not closed)"],
    ['"abc', '1:1 this string is not closed (a string that begins with " ends with ")'],
    ["''abc", "1:1 this string is not closed (a string that begins with '' ends with '')"],
    ['1 /* abc', '1:3 this comment is not closed (a comment that begins with /* ends with */)'],
    ['"a${1 2', "1:8 expected an operator or '}', found the end of the file (the '${' at test.nix:1:3 is not closed)"],
    [
      '{ if = 1; }',
      "1:3 expected an attribute name, 'inherit' or '}', found 'if' (a keyword must be quoted to be an attribute name: \"if\")",
    ],
    [
      'a.then',
      '1:3 expected an attribute name, found \'then\' (a keyword must be quoted to be an attribute name: "then")',
    ],
    ['let a = 1; b', "1:13 expected '.' or '=', found the end of the file (the 'let' at test.nix:1:1 has no 'in')"],
    [
      'let a = 1;',
      "1:11 expected an attribute name, 'inherit' or 'in', found the end of the file (the 'let' at test.nix:1:1 has no 'in')",
    ],
    [
      'if a then b',
      "1:12 expected 'else' behind the value of 'then', found the end of the file (every 'if' needs an 'else')",
    ],
    [
      '[ 1 + 2 ]',
      "1:5 expected an element of the list or ']', found '+' (an element of a list that is an operation or a function must be put in parentheses)",
    ],
    [
      '1 < 2 < 3',
      "1:7 expected the end of this comparison, found '<' (comparisons do not chain: use parentheses or '&&')",
    ],
    ['1 + if a then b else c', "1:5 this 'if' must be put in parentheses"],
    ['f let a = 1; in a', "1:3 a 'let ... in' must be put in parentheses here"],
    ['./a/b/', '1:1 a path must not end with a slash (write ./a/b)'],
    ['./a//b', "1:1 '//' is not allowed in a path"],
    ['{ a, b, a }: a', "1:9 the function argument 'a' is named twice"],
    ['{ a = 1;\n a = 2; }', "2:2 the attribute 'a' is already defined at test.nix:1:3 (remove one of the two)"],
    [
      '{ a.b = 1;\n c = 2; a.b = 3; }',
      "2:11 the attribute 'a.b' is already defined at test.nix:1:3 (remove one of the two)",
    ],
    ['let ${a} = 1; in 1', '1:5 dynamic attributes are not allowed in let'],
    ['{ inherit ${a}; }', '1:11 dynamic attributes are not allowed in inherit'],
    ['9223372036854775808', '1:1 the integer 9223372036854775808 does not fit in 64 bits'],
    ['1.0e400', '1:1 the float 1.0e400 is out of range'],
    [
      '1 %',
      "1:3 expected an operator or the end of the file, found the character '%' (there is no remainder operator: a - (a / b) * b)",
    ],
    ['a \xc3\xa9', "1:3 expected an operator or the end of the file, found the character '\xc3\xa9'"],
  ];
  for (const [text, error] of cases) it(text, () => expect(errorOf(text)).toBe(error));
});

describe('size and depth', () => {
  const repeated = (text: string, count: number): string => text.repeat(count);

  it('takes a thousand lists in each other', () => {
    let tree = parseText(`${repeated('[', 1000)}${repeated(']', 1000)}`);
    let depth = 0;
    while (tree.kind === 'list') {
      depth++;
      const [inner] = tree.items;
      if (inner === undefined) break;
      tree = inner;
    }
    expect(depth).toBe(1000);
  });

  it('refuses by a RangeError what nests too deep for the stack', () => {
    expect(() => parseText(`${repeated('(', 1e6)}1${repeated(')', 1e6)}`)).toThrow(RangeError);
  });

  it.each(['+', '++', '//', '->', '||', '*'])('takes a chain of 100,000 times %s', operator => {
    let tree = parseText(`a${repeated(` ${operator} a`, 100_000)}`);
    let length = 0;
    const rightward = operator === '++' || operator === '//' || operator === '->';
    while (tree.kind === 'binary') {
      length++;
      tree = rightward ? tree.right : tree.left;
    }
    expect(length).toBe(100_000);
  });

  it.skipIf(lane === 'fast')(
    'takes a call with 100,000 arguments, a path of 100,000 names and a set of 100,000 attributes, dynamic ones too',
    () => {
      expect(parseText(`f${repeated(' a', 100_000)}`).kind).toBe('apply');
      expect(parseText(`a${repeated('.b', 100_000)}`)).toHaveProperty('path.length', 100_000);
      const names = Array.from({ length: 100_000 }, (_, i) => i);
      const statics = parseText(`{ ${names.map(i => `a${i} = ${i};`).join('')} }`);
      expect(statics).toHaveProperty('bindings.statics.length', 100_000);
      const dynamics = parseText(`{ ${names.map(i => `\${a} = ${i};`).join('')} }`);
      expect(dynamics).toHaveProperty('bindings.dynamics.length', 100_000);
      expect(errorOf(`{ ${names.map(i => `a${i} = ${i};`).join('')} a500 = 1; }`)).toContain(
        "'a500' is already defined",
      );
    },
  );

  it.skipIf(lane === 'fast')('takes a file of ten megabytes', () => {
    const items = repeated('{ a = 1; b = "x"; c = [ 1 2 3 ]; d = f (x: x + 1) ./foo/bar; }\n', 160_000);
    expect(parseText(`[\n${items}]`)).toHaveProperty('items.length', 160_000);
  });
});

describe('places', () => {
  it('are byte offsets of what a message should point at', () => {
    const text = 'let a = f x.y; in a ++ [ b ]';
    expect(parseText(text)).toMatchObject({
      kind: 'let',
      at: 0,
      bindings: {
        statics: [
          {
            at: text.indexOf('a ='),
            value: { kind: 'apply', at: text.indexOf('f x'), argument: { path: [{ at: text.indexOf('y;') }] } },
          },
        ],
      },
      body: { kind: 'binary', at: text.indexOf('++'), right: { items: [{ at: text.indexOf('b ]') }] } },
    });
  });
});

it('reads long texts alike, whether all of it is ASCII or not', () => {
  const read = (text: string): unknown => parseText(`"${text}"`);
  const ascii = 'abc\x7f'.repeat(2000);
  expect(read(ascii)).toMatchObject({ kind: 'string', value: ascii });
  const bytes = `${ascii}\x80\xff`.repeat(3);
  expect(read(bytes)).toMatchObject({ kind: 'string', value: bytes });
  expect(() => parseText(`[ ${ascii} ] \xe9`)).toThrow();
});
