import type { Diagnostic } from '../base/diagnostic.ts';
import type { Look } from '../base/look.ts';
import { resolvePath } from '../base/path.ts';
import type { World } from '../load/world.ts';
import type { JsonObject } from '../write/json.ts';
import type { ReportWriter } from '../write/run-report.ts';
import type { CommandDescription } from './command-description.ts';
import { findModels } from './find-models.ts';
import { generalOptions } from './general-options.ts';
import { type ArgumentsOf, camelCase, type OptionTable, type PositionalTable } from './option-table.ts';
import type { OutputFile, Outputs } from './outputs.ts';
import { parseArguments } from './parse-arguments.ts';
import { type Content, type Result, resultOf } from './result.ts';

/**
 * A command as data: what `--help`, the man pages, completion and the parser of arguments read, and the function that
 * does it.
 */
export interface Command extends CommandDescription {
  /**
   * Checks the words, reads what it needs, computes, and returns what is to be written. Runs again from the start when
   * the stack was too small.
   * @throws UserError for words and models that are wrong
   */
  readonly run: (words: readonly string[], world: CommandWorld) => Outcome;
  /** Writes what a run with these words (byte strings) comes to, where they ask for a form of this command alone. */
  readonly reportWriter?: ((words: readonly string[]) => ReportWriter | undefined) | undefined;
}

/** What a command may know of the process, and the one door to the files that it writes. */
export interface CommandWorld extends World {
  readonly outputs: Outputs;
  /** Whether nothing is to be left out of what people are told, however much it is. */
  readonly isWhole: boolean;
  /** Says something to people (a byte string, one line), also where the run fails later; not in a quiet run. */
  note(text: string): void;
  /** Says the same at once, to those who watch a run that does not end: nothing else is shown from then on. */
  say(text: string): void;
  /** From now on signals are noted, and `isInterrupted` tells of them, instead of ending the process at once. */
  hearSignals(): void;
  /** Asks whoever sits at the terminal by a text that ends in a question (byte string); undefined where nobody does. */
  confirm(text: (look: Look) => string): boolean | undefined;
}

/** What a command wants to happen; the front door carries it out: files first, then stderr, then stdout. */
export interface Outcome {
  /**
   * 0 done, 1 there is no such plan (or a check failed), 2 wrong usage or input, 3 there are changes, 4 a plan is
   * stale, 5 a gate holds it, 6 a deployment failed and was rolled back, 7 what is deployed is inconsistent.
   */
  readonly exitCode: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;
  /** The result, and nothing else (byte string). */
  readonly stdout?: string;
  /** A long result, in parts that are made while they are printed: they stand behind `stdout`. */
  readonly parts?: () => Iterable<string>;
  /**
   * The result as the members of the one object that `--json` prints; the front door adds its version and what was
   * found. It goes to `dataFile` (absolute path) where there is one, unless the run failed.
   */
  readonly data?: JsonObject;
  readonly dataFile?: string;
  /**
   * A result that consists of findings: printed on stdout before the rest of it, with colours where stdout has them.
   */
  readonly results?: readonly Diagnostic[];
  /** A result for people, where colours and the width of the terminal matter: printed behind the rest of stdout. */
  readonly shown?: (look: Look) => string;
  /** For a result that is a manual page: what it says, in lines of a width, where nothing shows such pages. */
  readonly manual?: (width: number) => string;
  /** Messages for people (byte string). */
  readonly stderr?: string;
  /** The same where colours and the width of the terminal matter: printed behind the other messages, as it is. */
  readonly report?: (look: Look) => string;
  readonly diagnostics?: readonly Diagnostic[];
  /** Folders to be made where they are missing, before the files. */
  readonly folders?: readonly string[];
  /** Files to be replaced, each atomically. */
  readonly files?: readonly OutputFile[];
  /** Whether it runs until a signal ends it: then nothing is said of an interruption. */
  readonly isEndless?: boolean;
  /** Whether it is a plan, or why there is none: what people are told of a run that was interrupted. Yes without it. */
  readonly isPlan?: boolean;
  /** What the files are; `defineCommand` fills it in. */
  readonly result?: Result;
}

/** What a command knows of its result beside what its options say. */
type KnownResult = Pick<Result, 'content'> & Partial<Pick<Result, 'form'>>;

/**
 * A command whose function gets its arguments typed from the tables of its options and positionals. `writes` is what
 * its output files have in them, a report where it is left out: before anything is computed, their names are looked at.
 * @example defineCommand({ name: 'wait', options: { seconds: { kind: 'number', default: 1, summary: '…' } }, run: ({
 * seconds }) => … })
 */
export function defineCommand<
  const Options extends OptionTable,
  const Positionals extends PositionalTable = Record<never, never>,
>(
  definition: Omit<CommandDescription, 'options' | 'positionals'> & {
    readonly options: Options;
    readonly positionals?: Positionals;
    readonly writes?: Content | ((given: ArgumentsOf<Options, Positionals>) => KnownResult);
    readonly run: (given: ArgumentsOf<Options, Positionals>, world: CommandWorld) => Outcome;
    readonly reportWriter?: Command['reportWriter'];
  },
): Command {
  const { run, writes = 'report', ...description } = definition;
  return {
    ...description,
    run: (words, world) => {
      const found = findModels(description, generalOptions, words, () => world.folder);
      if (found.note !== undefined) world.note(found.note);
      const given = parseArguments(description, generalOptions, [...found.words, ...words]);
      for (const file of given.files) world.noteInput(resolvePath(world.folder, file));
      const known = typeof writes === 'function' ? writes(given) : { content: writes };
      const result = { ...resultOf(known.content, given), ...(known.form && { form: known.form }) };
      const outputFile: unknown = Reflect.get(given, 'outputFile') ?? Reflect.get(given, 'output');
      if (typeof outputFile === 'string') world.outputs.checkName(outputFile, result, description.options);
      for (const [name, { content }] of Object.entries(description.options)) {
        const file: unknown = content === undefined ? undefined : Reflect.get(given, camelCase(name));
        if (content === undefined || typeof file !== 'string') continue;
        world.outputs.checkName(file, { content, form: 'json', isForced: result.isForced }, description.options);
      }
      const outcome = run(given, world);
      return outcome.files === undefined && outcome.dataFile === undefined ? outcome : { ...outcome, result };
    },
  };
}
