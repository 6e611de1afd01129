import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { InputError } from '../../src/base/diagnostic.ts';
import { explainMistakes } from '../../src/cli/explain-mistakes.ts';
import { type ArgumentsOf, notWith, type OptionTable } from '../../src/cli/option-table.ts';
import { parseArguments, scanArguments } from '../../src/cli/parse-arguments.ts';
import { readWords } from '../../src/cli/read-words.ts';
import { rounds } from '../rounds.ts';

const options = {
  services: { kind: 'file', short: 's', summary: 'the services model', required: true },
  format: { kind: 'text', value: 'FORMAT', choices: ['dot', 'svg'], summary: 'the form' },
  include: { kind: 'text', short: 'I', value: 'PATH', summary: 'a folder', repeatable: true },
  json: { kind: 'switch', summary: 'as JSON' },
} as const satisfies OptionTable;

const parseWith = <const Table extends OptionTable>(more: Table, ...words: string[]) =>
  parseArguments({ name: 'example', options: { ...options, ...more } }, {}, words);

const parse = (...words: string[]) => parseWith({}, ...words);

function mistakesOf(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof InputError) return error.diagnostics.map(({ message, hint }) => `${message} | ${hint}`);
    throw error;
  }
  return [];
}

test('short and long forms, with and without an equals sign', () => {
  expect(parse('-s', 'a.nix').services).toBe('a.nix');
  expect(parse('--services=a.nix').services).toBe('a.nix');
  expect(parse('-sa.nix').services).toBe('a.nix');
  expect(parse('-s', '-').services).toBe('-');
});

test('of a doubled option the last one counts; a repeatable one keeps all', () => {
  const given = parse('-s', 'a', '-s', 'b', '-I', 'x', '-I', 'y', '--json', '--json');
  expect(given).toEqual({ services: 'b', format: undefined, include: ['x', 'y'], json: true, files: ['b'] });
  expect(parse('-s', 'a')).toEqual({ services: 'a', format: undefined, include: [], json: false, files: ['a'] });
});

test('values keep every character: quotes, blanks, line ends, nothing at all', () => {
  for (const value of ['"a"', "'a'", ' a ', 'a\nb', '=', 'a=b', 'true', '007', '-1', '']) {
    expect(parse('-s', 'x', `--include=${value}`, '-I', 'last').include).toEqual([value, 'last']);
  }
});

test('text is turned into bytes', () => {
  expect(parse('-s', '\u00e9').services).toBe('\xc3\xa9');
});

test('every mistake is told at once, with the nearest right word', () => {
  expect(mistakesOf(() => parse('--serivces', 'x', '--format', 'sgv', '--json=1', 'extra'))).toEqual([
    'unknown option "--serivces" | did you mean "--services"?',
    'option "--format" is "sgv", but must be one of dot, svg | did you mean "svg"?',
    'option "--json" takes no value | undefined',
    'dydisnix example needs -s/--services FILE | the services model',
    'unexpected argument "extra" | dydisnix example --help shows the usage',
  ]);
});

test('the beginning of a name is answered by the names that begin so; nothing is abbreviated', () => {
  expect(mistakesOf(() => parse('--serv', 'x'))).toContain('unknown option "--serv" | did you mean "--services"?');
  expect(mistakesOf(() => parse('-s', 'x', '--'))).toEqual([]);
});

test('a long name behind one dash is told as such', () => {
  expect(mistakesOf(() => parse('-services', 'x'))).toContain(
    'unknown option "-services" | did you mean "--services"?',
  );
  expect(mistakesOf(() => parse('-s', 'x', '-json'))).toEqual(['unknown option "-json" | did you mean "--json"?']);
});

test('an empty name of a file is no file', () => {
  const mistake = 'option "-s" has an empty value: -s FILE | is a variable of the shell not set?';
  expect(mistakesOf(() => parse('-s', ''))).toEqual([mistake]);
});

describe('what does not go together', () => {
  const xml = notWith('json', 'the result has one form at a time', {
    xml: { kind: 'switch', summary: 'as XML' },
  } as const);

  test('options that exclude each other are not given together', () => {
    expect(() => parseWith(xml, '-s', 'x', '--xml', '--json')).toThrow(
      '--xml does not go with --json: the result has one form at a time',
    );
    expect(parseWith(xml, '-s', 'x', '--xml').xml).toBe(true);
  });

  test('an option that needs another one is not given alone', () => {
    const depth = {
      kind: 'number',
      default: 1,
      needs: [{ option: 'json', message: '--depth needs --json' }],
      summary: '',
    } as const;
    expect(() => parseWith({ depth }, '-s', 'x', '--depth', '2')).toThrow('--depth needs --json');
    expect(parseWith({ depth }, '-s', 'x', '--depth', '2', '--json').depth).toBe(2);
    expect(parseWith({ depth }, '-s', 'x').depth).toBe(1);
  });

  test('one is required unless another is given', () => {
    const graph = { kind: 'file', summary: '', required: { unless: ['json'], hint: 'or --json' } } as const;
    expect(mistakesOf(() => parseWith({ graph }, '-s', 'x'))).toEqual([
      'dydisnix example needs --graph FILE | or --json',
    ]);
    expect(parseWith({ graph }, '-s', 'x', '--json').graph).toBe(undefined);
  });

  test('one of several is required', () => {
    const oneOf = { options: ['json', 'format'], message: 'nothing is asked', hint: 'ask' };
    const ask = (...words: string[]) => parseArguments({ name: 'example', options, oneOf }, {}, ['-s', 'x', ...words]);
    expect(mistakesOf(() => ask())).toEqual(['nothing is asked | ask']);
    expect(ask('--json').json).toBe(true);
  });
});

test.each(['0x10', ' 5', '5s', '1e400', '', 'NaN', '-1'])('%j is no number of seconds', text => {
  const limit = { kind: 'number', least: 0, value: 'SECONDS', summary: 'a limit' } as const;
  expect(() => parseWith({ limit }, '-s', 'x', `--limit=${text}`)).toThrow('must be a number of at least 0');
  expect(parseWith({ limit }, '-s', 'x', '--limit', '1e2').limit).toBe(100);
});

test('a pair takes two words, of which the second may begin with a dash', () => {
  const pairs = {
    arg: { kind: 'pair', value: 'NAME NIX', repeatable: true, summary: '' },
    argstr: { kind: 'pair', value: 'NAME TEXT', repeatable: true, summary: '' },
  } as const;
  const { arg, argstr } = parseWith(pairs, '--arg', 'x', '-1', '-s', 'y', '--argstr', 'x', '-I', '--arg', 'z', '[ ]');
  expect(arg.map(({ name, value }) => [name, value])).toEqual([
    ['x', '-1'],
    ['z', '[ ]'],
  ]);
  expect(argstr).toMatchObject([{ name: 'x', value: '-I' }]);
  const places = [...arg, ...argstr].sort((a, b) => a.place - b.place).map(({ value }) => value);
  expect(places).toEqual(['-1', '-I', '[ ]']);
  expect(mistakesOf(() => parseWith(pairs, '-s', 'x', '--arg', 'y'))).toEqual([
    'option "--arg" needs two values: --arg NAME NIX | undefined',
  ]);
});

test('an option does not swallow the next option as its value', () => {
  expect(mistakesOf(() => parse('-s', '--json'))).toContain(
    'option "-s" needs a value: -s FILE | write --services=--json if that is the value',
  );
});

test.each(['__proto__', 'constructor', '_', '$0', '--', '?', 'get-yargs-completions', 'jsoN', 'no-json'])(
  'the name %s is that of an unknown option, not an accident',
  name => {
    expect(mistakesOf(() => parse('-s', 'x', `--${name}`))).toHaveLength(1);
    expect(mistakesOf(() => parse('-s', 'x', `--${name}=y`))).toHaveLength(1);
  },
);

test('the arguments are typed from the table', () => {
  expectTypeOf<ArgumentsOf<typeof options>>().branded.toEqualTypeOf<{
    readonly services: string;
    readonly format: 'dot' | 'svg' | undefined;
    readonly include: readonly string[];
    readonly json: boolean;
    readonly files: readonly string[];
  }>();
  const more = { 'time-limit': { kind: 'number', default: 5, summary: '' } } as const satisfies OptionTable;
  expectTypeOf<ArgumentsOf<typeof more>['timeLimit']>().toEqualTypeOf<number>();
});

test('of an unfinished line what can be read is read', () => {
  const { services: _, ...others } = options;
  const words = ['program', '--unknown', '-Ix', '--format', 'svg', '--include'];
  expect(scanArguments(others, words)).toMatchObject({ include: ['x'], format: 'svg', json: false });
});

test('property: what yargs refuses is explained, and what it lets pass has no mistakes (seed 5)', () => {
  const word = fc.constantFrom(
    '-s',
    '--services',
    '-sx',
    '--format',
    'dot',
    '-I',
    '--json',
    '--json=1',
    '-',
    '--',
    '-x',
    'x',
    '-5',
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 6 }), words => {
      try {
        parse(...words);
      } catch (error) {
        const codes = error instanceof InputError ? error.diagnostics.map(({ code }) => code) : ['thrown'];
        expect(codes).not.toEqual([]);
        // That of what only yargs objects to.
        expect(codes).not.toContain('arguments');
        expect(codes).not.toContain('thrown');
        return;
      }
      const tokens = readWords(options, words);
      expect(explainMistakes({ name: 'example' }, options, tokens)).toEqual([]);
    }),
    { seed: 5, numRuns: rounds({ short: 300, long: 3000 }) },
  );
});
