import { expect, test } from 'vitest';
import { InputError } from '../../src/base/diagnostic.ts';
import type { Command, Option } from '../../src/cli/command.ts';
import { parseArguments } from '../../src/cli/parse-arguments.ts';

const options: readonly Option[] = [
  { name: 'services', short: 's', value: 'FILE', summary: 'the services model', required: true },
  { name: 'format', value: 'FORMAT', choices: ['dot', 'svg'], summary: 'the form' },
  { name: 'include', short: 'I', value: 'PATH', summary: 'a folder', repeatable: true },
  { name: 'json', summary: 'as JSON' },
];
const command: Command = { name: 'example', summary: '', options, examples: [], run: () => ({ exitCode: 0 }) };
const parse = (...words: string[]) => parseArguments(command, options, words);

function mistakesOf(...words: string[]): string[] {
  try {
    parse(...words);
  } catch (error) {
    if (error instanceof InputError) return error.diagnostics.map(({ message, hint }) => `${message} | ${hint}`);
    throw error;
  }
  return [];
}

test('short and long forms, with and without an equals sign', () => {
  expect(parse('-s', 'a.nix').text('services')).toBe('a.nix');
  expect(parse('--services=a.nix').text('services')).toBe('a.nix');
  expect(parse('-sa.nix').text('services')).toBe('a.nix');
  expect(parse('-s', '-').text('services')).toBe('-');
});

test('of a doubled option the last one counts; a repeatable one keeps all', () => {
  const given = parse('-s', 'a', '-s', 'b', '-I', 'x', '-I', 'y');
  expect(given.text('services')).toBe('b');
  expect(given.texts('include')).toEqual(['x', 'y']);
});

test('text is turned into bytes', () => {
  expect(parse('-s', 'é').text('services')).toBe('\xc3\xa9');
});

test('every mistake is told at once, with the nearest right word', () => {
  expect(mistakesOf('--serivces', 'x', '--format', 'sgv', '--json=1', 'extra')).toEqual([
    'unknown option "--serivces" | did you mean "--services"?',
    'option "--format" is "sgv", but must be one of dot, svg | did you mean "svg"?',
    'option "--json" takes no value | undefined',
    'dydisnix example needs -s/--services FILE | the services model',
    'unexpected argument "x" | dydisnix example --help shows the usage',
    'unexpected argument "extra" | dydisnix example --help shows the usage',
  ]);
});

test('the beginning of a name is answered by the names that begin so; nothing is abbreviated', () => {
  expect(mistakesOf('--serv', 'x')).toContain('unknown option "--serv" | did you mean "--services"?');
  expect(mistakesOf('-s', 'x', '--')).toEqual([]);
});

test('an empty name of a file is no file', () => {
  const mistake = 'option "-s" has an empty value: -s FILE | is a variable of the shell not set?';
  expect(mistakesOf('-s', '')).toEqual([mistake]);
});

test('options that exclude each other are not given together', () => {
  const xml: Option = { name: 'xml', summary: 'as XML', excludes: 'json' };
  const both = () => parseArguments(command, [...options, xml], ['-s', 'x', '--xml', '--json']);
  expect(both).toThrow('--xml does not go with --json: the result has one form at a time');
});

test.each(['0x10', ' 5', '5s', '1e400', '', 'NaN', '-1'])('%j is no number of seconds', text => {
  const limit: Option = { name: 'limit', value: 'SECONDS', summary: 'a limit' };
  const given = parseArguments(command, [...options, limit], ['-s', 'x', `--limit=${text}`]);
  expect(() => given.number('limit', 0)).toThrow('must be a number of at least 0');
});

test('an option does not swallow the next option as its value', () => {
  expect(mistakesOf('-s', '--json')).toContain(
    'option "-s" needs a value: -s FILE | write --services=--json if that is the value',
  );
});

test('names like __proto__ are unknown options, not accidents', () => {
  expect(mistakesOf('-s', 'x', '--__proto__', '--constructor')).toHaveLength(2);
});
