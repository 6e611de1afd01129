import type { NamedWord, Option, OptionTable } from './option-table.ts';

/** A word of a command line, or two that belong together, as the options of the command have it. */
export type Token =
  | { readonly kind: 'argument'; readonly text: string }
  /** `meant` is a long name behind one dash, or what might be one; `hasValue`: one is attached. */
  | {
      readonly kind: 'unknown';
      readonly written: string;
      readonly meant: string | undefined;
      readonly hasValue: boolean;
    }
  | OptionToken;

/** An option, as it was written, with its value if it has one. */
export interface OptionToken {
  readonly kind: 'option';
  readonly name: string;
  readonly option: Option;
  /** `-s` or `--services`. */
  readonly written: string;
  readonly value: string | undefined;
  /** The next word where it was taken for an option, so that the value is missing. */
  readonly next?: string | undefined;
}

/** Stands between the two words of a pair, and before their place: no word of a command line can hold it. */
const betweenPair = '\0';

/**
 * Cuts a command line into options with their values and arguments: `--name value`, `--name=value`, `-n value` and
 * `-nvalue`. A value that begins with a dash is no value, unless it is attached, a number, or `-` alone. O(length of
 * the words).
 */
export function readWords(table: OptionTable, words: readonly string[]): readonly Token[] {
  const names = new Map(Object.entries(table));
  const shorts = new Map(Object.entries(table).map(([name, { short }]) => [short, name]));
  const tokens: Token[] = [];
  let i = 0;
  const take = (name: string, option: Option, written: string, attached: string | undefined): void => {
    if (option.kind === 'switch' || attached !== undefined) {
      tokens.push({ kind: 'option', name, option, written, value: attached });
      return;
    }
    const next = words[i + 1];
    if (next === undefined || looksLikeOption(next)) {
      tokens.push({ kind: 'option', name, option, written, value: undefined, next });
      return;
    }
    i++;
    const second = option.kind === 'pair' ? words[i + 1] : undefined;
    if (second !== undefined) i++;
    const value = second === undefined ? next : [next, second, i].join(betweenPair);
    tokens.push({ kind: 'option', name, option, written, value });
  };
  const readShort = (word: string): void => {
    const meant = /^-[^-=]{2,}/.exec(word)?.[0].slice(1);
    const name = shorts.get(word.slice(1, 2));
    const option = name === undefined ? undefined : names.get(name);
    const written = word.slice(0, 2);
    // `-services` would be -s with the value "ervices", which nobody means.
    if (name === undefined || option === undefined || (meant !== undefined && names.has(meant))) {
      const hasValue = word.includes('=');
      tokens.push({ kind: 'unknown', written: meant === undefined ? written : `-${meant}`, meant, hasValue });
      return;
    }
    const rest = word.slice(2);
    const isGroup = option.kind === 'switch' && rest !== '' && !rest.startsWith('=');
    take(name, option, written, isGroup || rest === '' ? undefined : rest);
    if (isGroup) readShort(`-${rest}`);
  };
  for (; i < words.length; i++) {
    const word = words[i] ?? '';
    if (word === '--') {
      tokens.push(...words.slice(i + 1).map((text): Token => ({ kind: 'argument', text })));
      break;
    }
    if (!word.startsWith('-') || word === '-') tokens.push({ kind: 'argument', text: word });
    else if (!word.startsWith('--')) readShort(word);
    else {
      const [, written = '', value] = /^([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
      const name = written.slice(2);
      const option = names.get(name);
      const hasValue = value !== undefined;
      if (option === undefined) tokens.push({ kind: 'unknown', written, meant: undefined, hasValue });
      else take(name, option, written, value);
    }
  }
  return tokens;
}

/** The tokens as the words that yargs reads without doubt. */
export function spellOut(tokens: readonly Token[]): readonly string[] {
  const options = tokens.flatMap(token => {
    if (token.kind === 'argument') return [];
    // No option has such a name: not one of the command, and none that yargs keeps for itself.
    if (token.kind === 'unknown') return [`--?${token.written}`];
    return [token.value === undefined ? `--${token.name}` : `--${token.name}=${token.value}`];
  });
  return [...options, '--', ...tokens.flatMap(token => (token.kind === 'argument' ? [token.text] : []))];
}

/** Whether a word can only be the name of a folder, or is none. */
export function isFolderName(word: string): boolean {
  return /(?:^|\/)\.{0,2}$/.test(word);
}

/** The two words of a pair; undefined where the second is missing. */
export function readPair(text: string): NamedWord | undefined {
  const [name = '', value, place] = text.split(betweenPair);
  return value === undefined ? undefined : { name, value, place: Number(place) };
}

/** A finite number of at least `least`, written as people write numbers; undefined for anything else. */
export function readNumber(text: string, least = Number.NEGATIVE_INFINITY): number | undefined {
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) && value >= least ? value : undefined;
}

/**
 * `-` alone means standard input and a negative number is a number; anything else that starts with a dash was meant as
 * an option.
 */
function looksLikeOption(value: string): boolean {
  return /^-[^\d.]/.test(value);
}
