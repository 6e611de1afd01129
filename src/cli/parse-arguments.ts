import { parseArgs } from 'node:util';
import { toBytes } from '../base/bytes.ts';
import { InputError } from '../base/diagnostic.ts';
import { Findings } from '../base/findings.ts';
import { didYouMean } from '../base/suggest.ts';
import type { Arguments, Command, NamedWord, Option } from './command.ts';

/**
 * Checks the words of a command line against the options of a command.
 * @throws InputError with every mistake: unknown options (with the nearest right one), values missing or not wanted, required ones left out.
 */
export function parseArguments(command: Command, options: readonly Option[], given: readonly string[]): Arguments {
  const words = joinPairs(options, given);
  const findings = new Findings();
  const known = new Map(options.map(option => [option.name, option]));
  const values = new Map<string, string[]>();
  const pairs: NamedWord[] = [];
  const positionals: string[] = [];
  let toldWord = -1;
  const { tokens } = parseArgs({
    args: [...words],
    options: Object.fromEntries(
      options.map(({ name, short, value }) => [
        name,
        { type: value === undefined ? 'boolean' : 'string', multiple: true, ...(short === undefined ? {} : { short }) },
      ]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(toBytes(token.value));
    if (token.kind !== 'option' || token.index === toldWord) continue;
    const option = known.get(token.name);
    const written = toBytes(token.rawName);
    const word = toBytes(words[token.index] ?? '');
    const meant = /^-[^-=]{2,}/.exec(word)?.[0].slice(1);
    if (option !== undefined && meant !== undefined && known.has(meant)) {
      // `-services` would be -s with the value "ervices", which nobody means.
      findings.error('unknown-option', `unknown option "-${meant}"`, { hint: `did you mean "--${meant}"?` });
    } else if (option === undefined) {
      const names = [...known.keys()].map(name => `--${name}`);
      const hint = suggest(meant === undefined ? written : `--${meant}`, names);
      findings.error('unknown-option', `unknown option "${meant === undefined ? written : `-${meant}`}"`, {
        hint: hint ?? `dydisnix ${command.name} --help lists the options`,
      });
      // The other letters of the word would be told one by one.
      if (meant !== undefined) toldWord = token.index;
    } else if (option.value === undefined) {
      if (token.inlineValue) findings.error('option-value', `option "${written}" takes no value`);
      else values.set(option.name, ['']);
    } else if (token.value === undefined || (!token.inlineValue && looksLikeOption(token.value))) {
      const hint =
        token.value === undefined ? undefined : `write --${option.name}=${toBytes(token.value)} if that is the value`;
      findings.error('option-value', `option "${written}" needs a value: ${written} ${option.value}`, { hint });
    } else {
      const value = toBytes(token.value);
      if (option.pair) {
        const [name = '', second] = value.split(betweenPair);
        if (second !== undefined) pairs.push({ option: option.name, name, value: second });
        else findings.error('option-value', `option "${written}" needs two values: ${written} ${option.value}`);
      }
      if (value === '' && (option.value === 'FILE' || option.value === 'FOLDER')) {
        findings.error('option-value', `option "${written}" has an empty value: ${written} ${option.value}`, {
          hint: 'is a variable of the shell not set?',
        });
      }
      if (option.choices && !option.choices.includes(value)) {
        findings.error(
          'option-value',
          `option "${written}" is "${value}", but must be one of ${option.choices.join(', ')}`,
          {
            hint: didYouMean(value, option.choices),
          },
        );
      }
      values.set(option.name, [...(values.get(option.name) ?? []), value]);
    }
  }
  checkCounts(command, options, values, positionals, findings);
  checkStandardInput(options, values, positionals, findings);
  for (const { name, excludes } of options) {
    if (excludes === undefined || !values.has(name) || !values.has(excludes)) continue;
    findings.error('usage', `--${name} does not go with --${excludes}: the result has one form at a time`);
  }
  findings.throwIfErrors();
  return new ParsedArguments(values, pairs, positionals);
}

/** The options that a word may mean: the beginning of some, or nearly the name of one. */
function suggest(word: string, names: readonly string[]): string | undefined {
  const longer = word.length < 4 ? [] : names.filter(name => name.startsWith(word));
  return longer.length === 0 ? didYouMean(word, names) : `did you mean "${longer.join('" or "')}"?`;
}

/** Stands between the two words of a pair: no word of a command line can hold it. */
const betweenPair = '\0';

/** Node knows no option that takes two words, so those two become one here. The second may begin with a dash. */
function joinPairs(options: readonly Option[], words: readonly string[]): string[] {
  const names = new Set(options.filter(({ pair }) => pair).map(({ name }) => `--${name}`));
  const joined: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    if (word === '--') return [...joined, ...words.slice(i)];
    const [name, value] = [words[i + 1], words[i + 2]];
    if (names.has(word) && name !== undefined && value !== undefined && !looksLikeOption(name)) {
      joined.push(`${word}=${name}${betweenPair}${value}`);
      i += 2;
    } else joined.push(word);
  }
  return joined;
}

/** `-` alone means standard input and a negative number is a number; anything else that starts with a dash was meant as an option. */
function looksLikeOption(value: string): boolean {
  return /^-[^\d.]/.test(value);
}

function checkCounts(
  command: Command,
  options: readonly Option[],
  values: ReadonlyMap<string, readonly string[]>,
  positionals: readonly string[],
  findings: Findings,
): void {
  for (const option of options) {
    if (!option.required || values.has(option.name)) continue;
    const short = option.short === undefined ? '' : `-${option.short}/`;
    findings.error(
      'missing-option',
      `dydisnix ${command.name} needs ${short}--${option.name} ${option.value ?? ''}`.trimEnd(),
      {
        hint: option.summary,
      },
    );
  }
  const slots = command.positionals ?? [];
  slots.forEach(({ name, required, summary, choices }, i) => {
    const given = positionals[i];
    if (given === undefined) {
      const hint = choices === undefined ? summary : `one of ${choices.join(', ')}`;
      if (required) findings.error('missing-argument', `dydisnix ${command.name} needs ${name}`, { hint });
    } else if (choices !== undefined && !choices.includes(given)) {
      const message = `${name} is "${given}", but must be one of ${choices.join(', ')}`;
      findings.error('argument-value', message, { hint: didYouMean(given, choices) });
    }
  });
  if (slots.at(-1)?.repeatable) return;
  for (const extra of positionals.slice(slots.length)) {
    findings.error('unexpected-argument', `unexpected argument "${extra}"`, {
      hint: `dydisnix ${command.name} --help shows the usage`,
    });
  }
}

/** Standard input can be read as one thing only. */
function checkStandardInput(
  options: readonly Option[],
  values: ReadonlyMap<string, readonly string[]>,
  positionals: readonly string[],
  findings: Findings,
): void {
  const readers = options
    .filter(({ name, value }) => value === 'FILE' && name !== 'output-file' && values.get(name)?.at(-1) === '-')
    .map(({ name }) => `--${name}`);
  const all = [...readers, ...positionals.filter(word => word === '-').map(() => 'an argument')];
  if (all.length < 2) return;
  const message = `standard input can be only one of them: ${all.join(', ')}`;
  findings.error('usage', message, { hint: 'put the others into files' });
}

class ParsedArguments implements Arguments {
  readonly #values: ReadonlyMap<string, readonly string[]>;
  readonly pairs: readonly NamedWord[];
  readonly positionals: readonly string[];

  constructor(
    values: ReadonlyMap<string, readonly string[]>,
    pairs: readonly NamedWord[],
    positionals: readonly string[],
  ) {
    this.#values = values;
    this.pairs = pairs;
    this.positionals = positionals;
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  text(name: string): string | undefined {
    return this.#values.get(name)?.at(-1);
  }

  texts(name: string): readonly string[] {
    return this.#values.get(name) ?? [];
  }

  number(name: string, least = Number.NEGATIVE_INFINITY): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
    if (Number.isFinite(value) && value >= least) return value;
    const range = least === Number.NEGATIVE_INFINITY ? 'a number' : `a number of at least ${least}`;
    throw new InputError([
      { severity: 'error', code: 'option-value', message: `option "--${name}" is "${text}", but must be ${range}` },
    ]);
  }
}
