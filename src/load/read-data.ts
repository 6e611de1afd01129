import { UserError } from '../base/diagnostic.ts';
import { resolvePath } from '../base/path.ts';
import { Source } from '../base/source.ts';
import { formOfText, type TextForm } from '../model/form/form-of-text.ts';
import { parseYaml } from '../model/parse-yaml.ts';
import { parse, parseJsonFile, type Value } from '../nix/index.ts';
import { loadYaml } from '../ports/load-yaml.ts';
import type { Evaluator } from './evaluator.ts';
import type { World } from './world.ts';

/** The form of a model's text. O(length). */
export function tellForm(file: string, text: string): TextForm {
  return formOfText(file, text, isNix);
}

/** The value of JSON or YAML. @throws UserError with every mistake, each with its place */
export function readData(form: 'json' | 'yaml', name: string, text: string): Value {
  return form === 'json' ? parseJsonFile(name, text) : parseYaml(name, text, loadYaml());
}

/** The text of a file, what messages call the file, and its form. */
export interface ModelText {
  readonly name: string;
  readonly text: string;
  readonly form: TextForm;
}

/**
 * The text of a file (`-` is standard input); undefined where it cannot be read as a text, as a folder with a
 * `default.nix` cannot: then it is for the evaluator of Nix, which tells what is wrong.
 */
export function readModelText(
  file: string,
  { host }: Pick<Evaluator, 'host'>,
  { folder, standardInput }: World,
): ModelText | undefined {
  const path = resolvePath(folder, file);
  const [name, text] = file === '-' ? ['<stdin>', standardInput()] : readFileOrProfile(path, host);
  return text === undefined ? undefined : { name, text, form: tellForm(file, text) };
}

/** A folder that holds a manifest, and no expression of Nix, stands for it: so may a profile of Disnix. */
function readFileOrProfile(path: string, host: Evaluator['host']): readonly [name: string, text: string | undefined] {
  const text = tryToRead(path, host);
  if (text !== undefined) return [path, text];
  const manifest = `${path}/manifest.xml`;
  return [manifest, isThere(`${path}/default.nix`, host) ? undefined : tryToRead(manifest, host)];
}

function isThere(path: string, { files }: Evaluator['host']): boolean {
  try {
    return files.exists(path);
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

function tryToRead(path: string, { files }: Evaluator['host']): string | undefined {
  try {
    return files.read(path);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function isNix(text: string): boolean {
  try {
    parse(new Source('', text));
    return true;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}
