import { toBytes } from '../base/bytes.ts';
import { InputError } from '../base/diagnostic.ts';
import { resolvePath } from '../base/path.ts';
import { isFolder } from '../ports/disk/is-file.ts';
import { generalOptions } from './general-options.ts';
import { type ArgumentsOf, placeholderOf } from './option-table.ts';
import { scanArguments } from './parse-arguments.ts';
import type { Session } from './session.ts';

/** What the words of a command line say by the options that every command has; what is wrong in them is passed over. */
export function readGeneralChoices(words: readonly string[]): ArgumentsOf<typeof generalOptions> {
  return scanArguments(generalOptions, words.map(toBytes));
}

/**
 * Parts options that every command has and that stand before the command from the other words.
 * @example takeGeneral(['-C', 'shop', 'check']) // { general: ['-C', 'shop'], others: ['check'] }
 */
export function takeGeneral(words: readonly string[]): {
  readonly general: readonly string[];
  readonly others: readonly string[];
} {
  let end = 0;
  for (let taken = countTaken(words[0]); taken > 0; taken = countTaken(words[end])) end += taken;
  return { general: words.slice(0, end), others: words.slice(end) };
}

/** How many words belong to an option that may stand before the command; 0 for another word. */
function countTaken(word: string | undefined): number {
  if (word === undefined) return 0;
  for (const [name, option] of Object.entries(generalOptions)) {
    if (name === 'help' || name === 'version') continue;
    const short = 'short' in option ? `-${option.short}` : undefined;
    const hasValue = placeholderOf(option) !== undefined;
    if (word === `--${name}` || word === short) return hasValue ? 2 : 1;
    if (hasValue && (word.startsWith(`--${name}=`) || (short !== undefined && word.startsWith(short)))) return 1;
  }
  return 0;
}

/**
 * The session, in the folder of `-C` where there is one.
 * @throws InputError where there is no such folder
 */
export function enterFolder(session: Session, directory: string | undefined): Session {
  if (directory === undefined || directory === '') return session;
  const folder = resolvePath(session.folder ?? '/', directory);
  if (isFolder(folder)) return { ...session, folder };
  const message = `"${directory}" is no folder`;
  throw new InputError([{ severity: 'error', code: 'no-folder', message, hint: 'it is what -C/--directory names' }]);
}
