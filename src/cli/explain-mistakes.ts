import type { Diagnostic } from '../base/diagnostic.ts';
import { Findings } from '../base/findings.ts';
import { didYouMean } from '../base/suggest.ts';
import type { CommandDescription } from './command-description.ts';
import { type Option, type OptionTable, placeholderOf } from './option-table.ts';
import { isFolderName, type OptionToken, readNumber, readPair, type Token } from './read-words.ts';

/** What of a command its mistakes are told by. */
export type JudgedCommand = Pick<CommandDescription, 'name' | 'positionals' | 'oneOf'>;

/**
 * Every mistake in the words of a command line, with what was perhaps meant; none where there is nothing to object to.
 */
export function explainMistakes(
  command: JudgedCommand,
  table: OptionTable,
  tokens: readonly Token[],
): readonly Diagnostic[] {
  const findings = new Findings();
  for (const token of tokens) {
    if (token.kind === 'unknown') explainUnknown(token, command, table, findings);
    if (token.kind === 'option') explainValue(token, findings);
  }
  const given = new Set(tokens.flatMap(token => (token.kind === 'option' ? [token.name] : [])));
  explainMissing(command, table, given, findings);
  explainArguments(command, tokens, findings);
  explainStandardInput(tokens, findings);
  explainCombination(command, table, given, findings);
  return findings.all;
}

function explainUnknown(
  { written, meant }: Extract<Token, { kind: 'unknown' }>,
  command: JudgedCommand,
  table: OptionTable,
  findings: Findings,
): void {
  const names = Object.keys(table).map(name => `--${name}`);
  const hint = suggest(meant === undefined ? written : `--${meant}`, names);
  findings.error('unknown-option', `unknown option "${written}"`, {
    hint: hint ?? `dydisnix ${command.name} --help lists the options`,
  });
}

/** The options that a word may mean: it itself, the beginning of some, or nearly the name of one. */
function suggest(word: string, names: readonly string[]): string | undefined {
  if (names.includes(word)) return `did you mean "${word}"?`;
  const longer = word.length < 4 ? [] : names.filter(name => name.startsWith(word));
  return longer.length === 0 ? didYouMean(word, names) : `did you mean "${longer.join('" or "')}"?`;
}

function explainValue({ name, option, written, value, next }: OptionToken, findings: Findings): void {
  const { kind, choices, least } = option;
  const wrong = (message: string, hint?: string): void =>
    findings.error('option-value', `option "${written}" ${message}`, { hint });
  const form = `${written} ${placeholderOf(option)}`;
  if (kind === 'switch') {
    if (value !== undefined && value !== '') wrong('takes no value');
  } else if (value === undefined) {
    wrong(`needs a value: ${form}`, next === undefined ? undefined : `write --${name}=${next} if that is the value`);
  } else if (kind === 'pair') {
    if (readPair(value) === undefined) wrong(`needs two values: ${form}`);
  } else if (value === '' && isPath(option)) {
    wrong(`has an empty value: ${form}`, 'is a variable of the shell not set?');
  } else if (kind === 'output' && isFolderName(value)) {
    wrong(
      `is "${value}", the name of a folder, but must be that of a file`,
      `write --${name} ${value}/FILE`.replace(/\/+FILE/, '/FILE'),
    );
  } else if (kind === 'number') {
    const range = least === undefined ? 'a number' : `a number of at least ${least}`;
    if (readNumber(value, least) === undefined) wrong(`is "${value}", but must be ${range}`);
  } else if (choices !== undefined && !choices.includes(value)) {
    wrong(`is "${value}", but must be one of ${choices.join(', ')}`, didYouMean(value, choices));
  }
}

function isPath({ kind }: Option): boolean {
  return kind === 'file' || kind === 'output' || kind === 'folder';
}

function explainMissing(
  command: JudgedCommand,
  table: OptionTable,
  given: ReadonlySet<string>,
  findings: Findings,
): void {
  for (const [name, option] of Object.entries(table)) {
    if (given.has(name) || !isDemanded(option, given)) continue;
    const short = option.short === undefined ? '' : `-${option.short}/`;
    const message = `dydisnix ${command.name} needs ${short}--${name} ${placeholderOf(option) ?? ''}`.trimEnd();
    const { required, hintIfMissing, summary } = option;
    const hint = typeof required === 'object' ? required.hint : (hintIfMissing ?? summary);
    findings.error('missing-option', message, { hint });
  }
}

/** Whether the option must be given, as others of the command are. */
export function isDemanded({ required }: Option, given: ReadonlySet<string>): boolean {
  if (typeof required !== 'object') return required === true;
  return required.unless.every(other => !given.has(other));
}

function explainArguments(
  { name: command, positionals = {} }: JudgedCommand,
  tokens: readonly Token[],
  findings: Findings,
): void {
  const slots = Object.entries(positionals);
  const given = listArguments(tokens, slots.length);
  slots.forEach(([name, { required, summary, choices }], i) => {
    const word = given[i];
    if (word === undefined) {
      const hint = choices === undefined ? summary : `one of ${choices.join(', ')}`;
      if (required) findings.error('missing-argument', `dydisnix ${command} needs ${name}`, { hint });
    } else if (choices !== undefined && !choices.includes(word)) {
      const message = `${name} is "${word}", but must be one of ${choices.join(', ')}`;
      findings.error('argument-value', message, { hint: didYouMean(word, choices) });
    }
  });
  if (slots.at(-1)?.[1].repeatable) return;
  for (const extra of given.slice(slots.length)) {
    const hint = `dydisnix ${command} --help shows the usage`;
    findings.error('unexpected-argument', `unexpected argument "${extra}"`, { hint });
  }
}

/** The arguments; of those that are too many, the ones behind unknown options are taken for the values of these. */
function listArguments(tokens: readonly Token[], most: number): readonly string[] {
  const words = tokens.flatMap((token, i) => {
    if (token.kind !== 'argument') return [];
    const before = tokens[i - 1];
    return [{ text: token.text, mayBeValue: before?.kind === 'unknown' && !before.hasValue }];
  });
  let extra = words.length - most;
  return words.flatMap(({ text, mayBeValue }) => (mayBeValue && extra-- > 0 ? [] : [text]));
}

function explainStandardInput(tokens: readonly Token[], findings: Findings): void {
  const readers = readersOf(tokens);
  if (readers.length < 2) return;
  const message = `standard input can be only one of them: ${readers.join(', ')}`;
  findings.error('usage', message, { hint: 'put the others into files' });
}

/** Who reads standard input, which can be read as one thing only; of a doubled option the last counts. */
export function readersOf(tokens: readonly Token[]): readonly string[] {
  const files = tokens.filter(token => token.kind === 'option').filter(({ option }) => option.kind === 'file');
  const last = new Map(files.map(({ name, value }) => [name, value]));
  const options = [...last].filter(([, value]) => value === '-').map(([name]) => `--${name}`);
  const words = tokens.filter(token => token.kind === 'argument' && token.text === '-').map(() => 'an argument');
  return [...options, ...words];
}

function explainCombination(
  { oneOf }: JudgedCommand,
  table: OptionTable,
  given: ReadonlySet<string>,
  findings: Findings,
): void {
  for (const [name, { needs = [], excludes = [], needsOneOf }] of Object.entries(table)) {
    if (!given.has(name)) continue;
    const missing = needs.find(({ option }) => !given.has(option));
    if (missing !== undefined) findings.error('missing-option', missing.message, { hint: missing.hint });
    const other = excludes.find(({ option }) => given.has(option));
    if (other !== undefined) findings.error('usage', other.message, { hint: other.hint });
    else if (needsOneOf?.options.every(option => !given.has(option))) {
      const known = needsOneOf.options.filter(option => Object.hasOwn(table, option)).map(option => `--${option}`);
      const hint = `add ${known.join(' or ')}, or leave it out`;
      findings.error('usage', needsOneOf.message, { hint });
    }
  }
  if (oneOf === undefined || oneOf.options.some(name => given.has(name))) return;
  findings.error('missing-option', oneOf.message, { hint: oneOf.hint });
}
