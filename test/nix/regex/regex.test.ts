import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toBytes } from '../../../src/base/bytes.ts';
import { EvaluationError } from '../../../src/nix/error.ts';
import { escapeString } from '../../../src/nix/print/escape-string.ts';
import { printValue } from '../../../src/nix/print/print-value.ts';
import { Regex } from '../../../src/nix/regex/regex.ts';
import { rounds } from '../../rounds.ts';
import { createRefereeHost } from '../create-referee-host.ts';
import { askReferee, referee } from '../referee.ts';
import { regexCase } from './generate-regex.ts';

describe('Regex', () => {
  it('prefers the longer of two alternatives', () => {
    expect(new Regex('(a|ab)(c|bcd)(d*)').matchWhole('abcd')).toEqual(['a', 'bcd', '']);
    expect(new Regex('a|ab|abc').findAll('xabcd')).toEqual([{ start: 1, end: 4, groups: [] }]);
  });

  it('prefers more rounds of a repetition even where that makes the whole match shorter, as std::regex does', () => {
    expect(new Regex('a*(ab)?').findAll('aab')[0]).toEqual({ start: 0, end: 2, groups: [null] });
  });

  it('keeps what a group matched in an earlier round', () => {
    expect(new Regex('(a|(b))*').matchWhole('ba')).toEqual(['a', 'b']);
  });

  it('finds empty matches between bytes and at the end', () => {
    expect(new Regex('x*').findAll('axb').map(({ start, end }) => [start, end])).toEqual([
      [0, 0],
      [1, 2],
      [2, 2],
      [3, 3],
    ]);
  });

  // Each of these takes exponential time when every way to match is tried, or a stack as deep as the text is long.
  it.each([
    ['(a*)*b', 'a'.repeat(3000), false],
    ['(a|a)*b', 'a'.repeat(3000), false],
    ['((((a*)*)*)*)*b', 'a'.repeat(300), false],
    ['(a?){200}a{200}', 'a'.repeat(200), true],
    ['(.*)(.*)(.*)(.*)(.*)x', 'y'.repeat(2000), false],
    ['.*', 'a'.repeat(300_000), true],
  ])('%s ends', (pattern, text, matches) => {
    expect(new Regex(pattern).matchWhole(text) !== undefined).toBe(matches);
  });

  it('gives the same answers when it is used again', () => {
    const regex = new Regex('(a*)(b|c)*');
    const texts = ['aab', '', 'cc', 'abx', 'a'.repeat(50), 'b'];
    const fresh = texts.map(text => [new Regex('(a*)(b|c)*').matchWhole(text), new Regex('(a*)(b|c)*').findAll(text)]);
    for (let round = 0; round < 3; round++) {
      expect(texts.map(text => [regex.matchWhole(text), regex.findAll(text)])).toEqual(fresh);
    }
  });
});

const seed = 20220419;
const cases = rounds({ short: 2000, long: 20_000 });

describe.skipIf(referee === undefined)('match and split as real Nix has them (nix 2.8 is needed)', () => {
  it(`agrees on ${cases} patterns (seed ${seed})`, () => {
    const expressions = fc.sample(regexCase, { numRuns: cases, seed }).map(([pattern, text]) => {
      const [p, t] = [escapeString(toBytes(pattern)), escapeString(toBytes(text))];
      return `builtins.toJSON [ (builtins.match ${p} ${t}) (builtins.split ${p} ${t}) ]`;
    });
    const host = createRefereeHost();
    const ours = expressions.map(expression => {
      try {
        return printValue(host.evaluateText('case.nix', expression, '/'));
      } catch (error) {
        if (error instanceof EvaluationError) return undefined;
        throw error;
      }
    });
    const theirs = askReferee(expressions, imported => imported);
    const differing = expressions.filter((_, i) => ours[i] !== theirs[i]);
    expect(differing).toEqual([]);
    expect(ours.filter(answer => answer === undefined).length).toBeGreaterThan(cases / 100);
  });
});
