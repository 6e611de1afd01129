import yargs, { type Options } from 'yargs';
import { toBytes } from '../base/bytes.ts';
import { type Diagnostic, InputError } from '../base/diagnostic.ts';
import type { CommandDescription } from './command-description.ts';
import { explainMistakes, isDemanded, type JudgedCommand, readersOf } from './explain-mistakes.ts';
import { type ArgumentsOf, camelCase, type NamedWord, type Option, type OptionTable } from './option-table.ts';
import { isFolderName, readNumber, readPair, readWords, spellOut, type Token } from './read-words.ts';

/**
 * The arguments that the words of a command line are, by the tables of a command; `general` are the options that every
 * command has beside its own. yargs parses and judges. What it objects to is told in words of our own, which name all
 * mistakes and the nearest right word for each.
 * @throws InputError with every mistake: unknown options, values missing, wrong or not wanted, what is required and
 * left out, what does not go together
 */
export function parseArguments<Description extends JudgedCommand & Pick<CommandDescription, 'options'>>(
  command: Description,
  general: OptionTable,
  words: readonly string[],
): ArgumentsOf<Description['options'], NonNullable<Description['positionals']>> {
  const table = { ...command.options, ...general };
  const tokens = readWords(table, words.map(toBytes));
  const { argv, complaints } = judge(command, table, tokens);
  if (complaints.length > 0) {
    const mistakes = explainMistakes(command, table, tokens);
    throw new InputError(mistakes.length > 0 ? mistakes : complaints.map(asMistake));
  }
  const entries = Object.entries(command.options).map(([name, option]) => [
    camelCase(name),
    readValue(option, argv[name]),
  ]);
  const positionals = Object.entries(command.positionals ?? {}).map(([name, { repeatable }], i) => [
    name.toLowerCase(),
    repeatable ? argv._.slice(i) : argv._[i],
  ]);
  const files = ['files', filesOf(command, tokens)];
  // Read by the tables, so it is what the types say of the tables: the one place where this has to be believed.
  return Object.fromEntries([...entries, ...positionals, files]);
}

/**
 * The arguments of an unfinished command line, for tables without required options: what is wrong in it or belongs to
 * other options is passed over. Nothing is judged.
 */
export function scanArguments<Options extends OptionTable>(
  options: Options,
  words: readonly string[],
): ArgumentsOf<Options> {
  const tokens = readWords(options, words);
  const entries = Object.entries(options).map(([name, option]) => {
    const given = tokens.flatMap(token => (token.kind === 'option' && token.name === name ? [token.value] : []));
    const values = given.flatMap(value => (value === undefined ? [] : [tryWord(option, value) ?? []].flat()));
    return [camelCase(name), readValue(option, option.kind === 'switch' ? given.length > 0 : values)];
  });
  return Object.fromEntries([...entries, ['files', filesOf({ options }, tokens)]]);
}

/** The files to be read that the words name. */
function filesOf(
  { options, positionals = {} }: Pick<CommandDescription, 'options' | 'positionals'>,
  tokens: readonly Token[],
): string[] {
  const last = new Map(
    tokens.flatMap(token => (token.kind === 'option' ? [[token.name, token.value ?? ''] as const] : [])),
  );
  const byOption = Object.entries(options).flatMap(([name, { kind }]) =>
    kind === 'file' ? [last.get(name) ?? ''] : [],
  );
  const slots = Object.values(positionals);
  const words = tokens.flatMap(token => (token.kind === 'argument' ? [token.text] : []));
  const byPlace = words.filter((_, i) => (slots[i] ?? slots.at(-1))?.kind === 'file');
  return [...byOption, ...byPlace].filter(file => file !== '' && file !== '-');
}

/** What only yargs objects to: nobody knows of such a thing, but it is not to pass in silence. */
function asMistake(complaint: string): Diagnostic {
  return { severity: 'error', code: 'arguments', message: toBytes(complaint) };
}

/** What yargs makes of the words, and what it objects to, in its own words. */
interface Judgement {
  readonly argv: { readonly [name: string]: unknown; readonly _: readonly string[] };
  readonly complaints: readonly string[];
}

/**
 * A parser for this command alone: one that knew all commands would cost every start the setting up of every option.
 * Setting one up is most of what yargs costs, so of options that are not given it learns the names, and which of them
 * it must miss.
 */
function judge(command: JudgedCommand, table: OptionTable, tokens: readonly Token[]): Judgement {
  const complaints: string[] = [];
  const given = new Set(tokens.flatMap(token => (token.kind === 'option' ? [token.name] : [])));
  const [switches, others] = namesByForm(table);
  const toJudge = Object.entries(table).filter(([name, option]) => given.has(name) || isDemanded(option, given));
  const slots = Object.values(command.positionals ?? {});
  const most = slots.at(-1)?.repeatable ? Number.POSITIVE_INFINITY : slots.length;
  // The folder is of no use here, and that of the process may not exist any more.
  const parser = yargs([], '/')
    .locale('en')
    .version(false)
    .help(false)
    .exitProcess(false)
    .parserConfiguration(configuration)
    .strict()
    .demandCommand(slots.filter(({ required }) => required).length, most)
    .boolean(switches)
    .string(others)
    .options(Object.fromEntries(toJudge.map(([name, option]) => [name, toYargs(option, given)])))
    .check(argv => argv._.every((word, i) => slots[i]?.choices?.includes(String(word)) ?? true))
    .check(() => readersOf(tokens).length < 2)
    .check(() => [...given].every(name => table[name]?.needsOneOf?.options.some(other => given.has(other)) ?? true))
    .check(() => command.oneOf?.options.some(name => given.has(name)) ?? true)
    .fail(message => complaints.push(message));
  let judged: Judgement['argv'] = { _: [] };
  parser.parse(spellOut(tokens), {}, (_error, argv) => {
    judged = { ...argv, _: argv._.map(String) };
  });
  return { argv: judged, complaints };
}

/** The names of the options that are switches, and of those that have a value. */
function namesByForm(table: OptionTable): readonly [string[], string[]] {
  const names = Object.keys(table);
  return [names.filter(name => table[name]?.kind === 'switch'), names.filter(name => table[name]?.kind !== 'switch')];
}

/**
 * Options are repeated without arrays: those of yargs take quotes away and swallow what follows. Nor is yargs told of
 * defaults: it would take them for given where options exclude each other.
 */
const configuration = {
  'boolean-negation': false,
  'camel-case-expansion': false,
  'dot-notation': false,
  'parse-numbers': false,
  'parse-positional-numbers': false,
} as const;

function toYargs(option: Option, given: ReadonlySet<string>): Options {
  const { kind, choices, needs, excludes } = option;
  const read = (values: string | readonly string[]) => [values].flat().map(value => readWord(option, value));
  return {
    type: kind === 'switch' ? 'boolean' : 'string',
    ...(kind === 'switch' ? { nargs: 0 } : { requiresArg: true }),
    demandOption: isDemanded(option, given),
    ...(needs === undefined ? {} : { implies: needs.map(need => need.option) }),
    ...(excludes === undefined ? {} : { conflicts: excludes.map(other => other.option) }),
    ...(choices === undefined ? {} : { choices }),
    ...(kind === 'switch' ? {} : { coerce: read }),
  };
}

/** The value of one word behind an option. @throws Error for one that it cannot be; people are told in other words */
function readWord(option: Option, word: string): string | number | NamedWord {
  const value = tryWord(option, word);
  if (value === undefined) throw new Error(`not a ${option.kind}`);
  return value;
}

function tryWord({ kind, least }: Option, word: string): string | number | NamedWord | undefined {
  if (kind === 'number') return readNumber(word, least);
  if (kind === 'pair') return readPair(word);
  const isPath = kind === 'file' || kind === 'output' || kind === 'folder';
  const isWrong = kind === 'output' ? isFolderName(word) : isPath && word === '';
  return isWrong ? undefined : word;
}

/** What a command gets for an option, from what yargs has for it: a list, `true`, or nothing. */
function readValue(option: Option, parsed: unknown): unknown {
  if (option.kind === 'switch') return parsed === true;
  const values = Array.isArray(parsed) ? parsed : [];
  return option.repeatable ? values : (values.at(-1) ?? option.default);
}
