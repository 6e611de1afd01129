import { lstatSync, readFileSync } from 'node:fs';
import { type Diagnostic, InputError } from '../base/diagnostic.ts';
import type { Parts } from '../base/parts.ts';
import { resolvePath } from '../base/path.ts';
import { shortenPath } from '../base/shorten-path.ts';
import { withArticle } from '../base/with-article.ts';
import type { ModelKind } from '../model/form/recognise-outline.ts';
import { followLinks, isStream, onDisk } from '../ports/disk/disk-path.ts';
import { InputFiles } from '../ports/disk/input-files.ts';
import { unlessMissing } from '../ports/disk/look-at.ts';
import { makeFolder } from '../ports/disk/make-folder.ts';
import { replaceFile } from '../ports/disk/replace-file.ts';
import type { OptionTable } from './option-table.ts';
import { judgeModelName, judgeOutputName } from './output-name.ts';
import type { Content, Result } from './result.ts';

/** A file to be written: where (absolute path), and what (byte string, or its parts). */
export interface OutputFile {
  readonly path: string;
  readonly bytes: Parts;
  /** What it is, where that is not the result of the command. */
  readonly content?: Content;
}

/** Which model a text plainly is; undefined where it may be anything. */
export type Recogniser = (file: string, text: string) => ModelKind | undefined;

/** Whether an output file is standard output, by one of its names. */
export function isStandardOutput(file: string): boolean {
  return file === '-' || ['/dev/stdout', '/dev/fd/1', '/proc/self/fd/1'].includes(resolvePath('/', file));
}

/**
 * The one door to the files that a run writes: none of them takes the place of a file that the run reads, nor, unless
 * the user forces it, of what is plainly somebody's work of another kind.
 */
export class Outputs {
  readonly #inputs: InputFiles;
  readonly #folder: () => string;
  readonly #recognise: Recogniser;

  /** @param folder where relative names start; asked for when there is one, since it may be gone */
  constructor(inputs: InputFiles, folder: () => string, recognise: Recogniser) {
    this.#inputs = inputs;
    this.#folder = folder;
    this.#recognise = recognise;
  }

  /**
   * Looks at the name of an output file before anything is computed for it; `options` are those of the command.
   * @throws InputError where it promises another form than the result has, must not be replaced, or cannot be looked at
   */
  checkName(file: string, result: Result, options: OptionTable): void {
    if (isStandardOutput(file)) return;
    const path = resolvePath(this.#folder(), file);
    const mistake =
      judgeOutputName(file, result, options) ??
      this.#judgeInput(path, result) ??
      judgeModelName(file, result) ??
      this.#judgePlace(path, result);
    if (mistake !== undefined) throw new InputError([mistake]);
  }

  /**
   * Makes folders, and replaces files (each as a whole), once all of them are found to be no loss.
   * @param replace how a file is written
   * @throws InputError where one is; then nothing is written
   */
  write(
    files: readonly OutputFile[],
    result: Result,
    folders: readonly string[] = [],
    replace: (path: string, bytes: Parts) => void = replaceFile,
  ): void {
    const mistakes = files.flatMap(({ path, content }) => this.#judgePlace(path, resultBeside(result, content)) ?? []);
    if (mistakes.length > 0) throw new InputError(mistakes);
    for (const folder of folders) makeFolder(folder);
    for (const { path, bytes } of files) replace(path, bytes);
  }

  #judgePlace(path: string, result: Result): Diagnostic | undefined {
    const file = findFile(path);
    if (file === undefined) return undefined;
    if (this.#inputs.find(path) !== undefined) return this.#judgeInput(path, result);
    const text = result.isForced ? undefined : unlessMissing(path, () => readFileSync(file, 'latin1'));
    return text === undefined ? undefined : this.#judgeContent(path, text, result);
  }

  #judgeInput(path: string, result: Result): Diagnostic | undefined {
    const input = findFile(path) === undefined ? undefined : this.#inputs.find(path);
    if (input === undefined || this.#isReplaceable(path, result)) return undefined;
    return this.#refuseInput(path, input, result);
  }

  #isReplaceable(path: string, { replaces }: Result): boolean {
    if (replaces === undefined || replaces === '-') return false;
    const before = new InputFiles();
    before.note(resolvePath(this.#folder(), replaces));
    return before.find(path) !== undefined;
  }

  #refuseInput(path: string, input: string | number, { content }: Result): Diagnostic {
    const as = input === path ? ',' : `, which is ${typeof input === 'string' ? this.#show(input) : 'standard input'},`;
    const hint =
      content === 'ids file'
        ? 'name it with --ids, too, if it has the ids of the run before: they stay as they are'
        : 'write to another file: what is read is never replaced';
    const message = `this run reads ${this.#show(path)}${as} so it cannot be its output`;
    return { severity: 'error', code: 'output-is-input', message, hint };
  }

  #judgeContent(path: string, text: string, { content }: Result): Diagnostic | undefined {
    const hint = 'name another file, or replace this one with --force';
    const refuse = (what: string): Diagnostic => ({
      severity: 'error',
      code: 'output-is-other',
      message: `${this.#show(path)} is ${what}, and would be replaced by ${withArticle(content)}`,
      hint,
    });
    const kind = this.#recognise(path, text);
    if (kind !== undefined && kind !== content && !ownExport.test(text)) return refuse(withArticle(kind));
    if (content === 'page' && text !== '' && !text.slice(0, 1000).includes(ownPage))
      return refuse('no page of this program');
    if (content === 'picture' && /^[\s\S]{0,1000}<svg[\s>]/.test(text) && !ownPicture.test(text)) {
      return refuse('a picture that this program did not draw');
    }
    return undefined;
  }

  #show(path: string): string {
    return `"${shortenPath(path, this.#folder())}"`;
  }
}

/** The result of a command for a file of other content beside it. */
function resultBeside(result: Result, content: Content | undefined): Result {
  return content === undefined ? result : { content, form: 'json', isForced: result.isForced };
}

/** How plans for other tools begin. */
const ownExport = /^# (?:A plan for|Patches of a plan|Constraints of a plan|Tags of a plan)/;
/** How a page says who wrote it. */
const ownPage = '<meta name="generator" content="dydisnix">';
/** What every picture of this program has and Graphviz does not write. */
const ownPicture = /^[\s\S]{0,1000}<svg [^>]*role="img" aria-label="/;

/**
 * The name on disk of the file that would be replaced; undefined where there is none, or none that could be lost.
 * @throws InputError where nobody may look
 */
function findFile(path: string): Buffer | undefined {
  return unlessMissing(path, () => {
    if (isStream(path)) return undefined;
    const file = onDisk(followLinks(path));
    return lstatSync(file).isFile() ? file : undefined;
  });
}
