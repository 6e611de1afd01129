import type { OptionTable } from './option-table.ts';
import { readWords } from './read-words.ts';

/**
 * The place of the command among words that begin with options: the first word that is the name of one, and not the
 * value of an option before it, as the table has them. Undefined where there is none. O(length of the words).
 * @example findCommand(['--json', '-s', 'a.nix', 'check'], options, ['check']) // 3
 */
export function findCommand(
  words: readonly string[],
  options: OptionTable,
  commands: readonly string[],
): number | undefined {
  const place = words.findIndex((word, i) => {
    if (word === '--') return true;
    if (!commands.includes(word)) return false;
    // It is an argument where all words up to it end in one.
    const last = readWords(options, words.slice(0, i + 1)).at(-1);
    return last?.kind === 'argument';
  });
  return place < 0 || words[place] === '--' ? undefined : place;
}
