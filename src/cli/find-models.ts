import { toBytes } from '../base/bytes.ts';
import { type Diagnostic, InputError } from '../base/diagnostic.ts';
import { joinNames } from '../base/name-some.ts';
import { resolvePath } from '../base/path.ts';
import { isFile } from '../ports/disk/is-file.ts';
import type { CommandDescription } from './command-description.ts';
import { isDemanded } from './explain-mistakes.ts';
import type { ModelName, OptionTable } from './option-table.ts';
import { readWords, type Token } from './read-words.ts';

/** The models that a command was not told of and takes from its folder. */
export interface FoundModels {
  /** The options that name them, to be put before the words of the command line. */
  readonly words: readonly string[];
  /** What was found, in one sentence for people, without full stop; undefined where nothing was taken. */
  readonly note: string | undefined;
}

/** Where somebody names one of these, the system is another one than that of the folder, perhaps. */
const base: readonly string[] = ['services', 'infrastructure'];

const endings = ['nix', 'json', 'yaml', 'yml'];

const nothing: FoundModels = { words: [], note: undefined };

/**
 * The models that a command needs (or, where it takes all, has an option for) and that its folder has under their usual
 * names, such as `services.nix` or `services.yaml`. They are looked for only where the words name neither services nor
 * infrastructure, and by a command that takes all, where they name no model. Models that a command may do without are
 * not taken, but the note names them. Asks the disk for nothing where the words name all that is needed.
 * @param folder the absolute path of the folder; asked for when something is looked for, since it may be gone
 * @throws InputError where the folder has one model in two forms
 * @example findModels(multiwaycut, [], () => '/home/me/shop').words // ['--services=services.nix', …]
 */
export function findModels(
  command: Pick<CommandDescription, 'options' | 'takesAll'>,
  general: OptionTable,
  words: readonly string[],
  folder: () => string,
): FoundModels {
  const tokens = readWords({ ...command.options, ...general }, words.map(toBytes));
  const given = namesOf(tokens);
  const known = Object.entries(command.options).flatMap(([name, { lookedForAs }]) =>
    lookedForAs === undefined ? [] : [{ name, model: lookedForAs }],
  );
  if (isSpared(command, given)) return nothing;
  if (command.takesAll === 'alone' && tokens.some(({ kind }) => kind === 'argument')) return nothing;
  const takesAll = command.takesAll !== undefined && !known.some(({ name }) => given.has(name));
  if (!takesAll && base.some(name => given.has(name))) return nothing;
  const wanted = takesAll ? new Set(known.map(({ name }) => name)) : needsOf(command, given);
  if (known.every(({ name }) => !wanted.has(name))) return nothing;
  const place = folderOrNone(folder);
  if (place === undefined) return nothing;
  const search = { options: command.options, given, wanted };
  return takeFound(
    known.flatMap(({ name, model }) => (given.has(name) ? [] : lookFor(name, model, place))),
    search,
  );
}

interface Search {
  readonly options: OptionTable;
  readonly given: ReadonlySet<string>;
  readonly wanted: ReadonlySet<string>;
}

interface Candidate {
  /** The option that would name it. */
  readonly name: string;
  /** More than one where a model is there in several forms. */
  readonly files: readonly string[];
}

function lookFor(name: string, model: ModelName, folder: string): readonly Candidate[] {
  const files = endings.map(ending => `${model}.${ending}`).filter(file => isFile(resolvePath(folder, file)));
  return files.length === 0 ? [] : [{ name, files }];
}

/** @throws InputError where a model that is to be taken is there twice */
function takeFound(candidates: readonly Candidate[], { options, given, wanted }: Search): FoundModels {
  const present = new Set([...given, ...candidates.filter(({ name }) => wanted.has(name)).map(({ name }) => name)]);
  const isComplete = (name: string): boolean => (options[name]?.needs ?? []).every(need => present.has(need.option));
  const taken = candidates.filter(({ name }) => wanted.has(name) && isComplete(name));
  const doubled = taken.filter(({ files }) => files.length > 1);
  if (doubled.length > 0) throw new InputError(doubled.map(candidate => tellDoubled(candidate, options)));
  if (taken.length === 0) return nothing;
  const excluded = (name: string): boolean => (options[name]?.excludes ?? []).some(other => given.has(other.option));
  const others = candidates.filter(candidate => !taken.includes(candidate) && !excluded(candidate.name));
  const found = `found ${joinNames(taken.flatMap(({ files }) => files))}`;
  const left = others.flatMap(({ name, files }) => files.map(file => `${file} (--${name})`));
  return {
    words: taken.flatMap(({ name, files }) => files.map(file => `--${name}=${file}`)),
    note: left.length === 0 ? found : `${found}; not taken: ${joinNames(left)}`,
  };
}

/** Whether an option is given that makes a command that takes all do something else, without services. */
function isSpared({ takesAll, options }: Pick<CommandDescription, 'options' | 'takesAll'>, given: ReadonlySet<string>) {
  const { services } = options;
  return takesAll !== undefined && typeof services?.required === 'object' && !isDemanded(services, given);
}

/** The options that the command needs beside those given: what it demands, and what goes with what is there. */
function needsOf(
  { options, takesAll }: Pick<CommandDescription, 'options' | 'takesAll'>,
  given: ReadonlySet<string>,
): ReadonlySet<string> {
  const wanted = new Set<string>();
  const all = new Set(given);
  const add = (name: string): void => {
    if (all.has(name)) return;
    all.add(name);
    wanted.add(name);
    for (const need of options[name]?.needs ?? []) add(need.option);
  };
  for (const name of given) for (const need of options[name]?.needs ?? []) add(need.option);
  for (const [name, option] of Object.entries(options)) {
    if (isDemanded(option, given) || (option.foundWith !== undefined && given.has(option.foundWith))) add(name);
  }
  // Whoever takes them where nothing is named needs them beside what is named, too.
  if (takesAll !== undefined) for (const name of base) add(name);
  return wanted;
}

function tellDoubled({ name, files }: Candidate, options: OptionTable): Diagnostic {
  const short = options[name]?.short;
  const message = `this folder has ${joinNames(files)}: which of them is meant?`;
  const hint = `name one with ${short === undefined ? '' : `-${short}/`}--${name}, or take the other one away`;
  return { severity: 'error', code: 'model-twice', message, hint };
}

function namesOf(tokens: readonly Token[]): ReadonlySet<string> {
  return new Set(tokens.flatMap(token => (token.kind === 'option' ? [token.name] : [])));
}

/** A folder that was removed has no models; whoever needs it tells. */
function folderOrNone(folder: () => string): string | undefined {
  try {
    return folder();
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
