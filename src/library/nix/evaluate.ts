import { fromBytes, toBytes } from '../../base/bytes.ts';
import { AttributeSetValue, type Host, type Slot, selectPath } from '../../nix/index.ts';
import { translateErrors } from '../input-error.ts';
import type { Machine } from '../open-machine.ts';
import { openMachine } from '../open-machine.ts';
import { createBareHost } from './bare-host.ts';
import { fromJavaScript, type NixArgument, type NixValue, toJavaScript } from './values.ts';

/** A file (or a folder with a `default.nix`) instead of a text. Needs Node. */
export interface NixFile {
  readonly file: string;
}

/** What an evaluation is given, and the limits it runs in. */
export interface EvaluateOptions {
  /** What the expression is called with if it is a function of a set: those of them that it asks for. */
  readonly arguments?: { readonly [name: string]: NixArgument } | undefined;
  /** Which part of the value is wanted: names with dots between them, or the number of an element, as in `a.b.0`. */
  readonly attribute?: string | undefined;
  /** The folder where relative paths in a text start: that where the program runs when left out, `/` without Node. */
  readonly folder?: string | undefined;
  /** Where `<name>` is looked for: name → path. The name `''` stands for a folder in which all names are looked for. */
  readonly searchPath?: { readonly [name: string]: string } | undefined;
  /** `builtins.currentSystem`: that of the machine when left out, `x86_64-linux` without Node. */
  readonly system?: string | undefined;
  /** What `builtins.getEnv` sees: nothing when left out. */
  readonly environment?: { readonly [name: string]: string } | undefined;
  /** The only folders that may be read: all when left out. */
  readonly allowedFolders?: readonly string[] | undefined;
  /**
   * Seconds, from the start of the evaluation to the last call of a function that came out of it: any number when left
   * out.
   */
  readonly timeLimit?: number | undefined;
  /** Takes the lines of `builtins.trace` and warnings: stderr when left out, or the console without Node. */
  readonly onTrace?: ((line: string) => void) | undefined;
}

/**
 * Evaluates an expression of the Nix expression language, all that its value holds included.
 *
 * Nothing is built, and nothing is written: derivations are computed only. Without Node there are no files, and no
 * store paths. Time and memory are those of the expression; an endless list ends with the memory or the time limit.
 *
 * @param source the text of an expression, or `{ file }`
 * @returns its value; see `NixValue` for what becomes what
 * @throws InputError for mistakes of syntax and failed evaluations, with place and hint; its `code` is `thrown` for
 *   `throw`, `timeout` for the time limit
 *
 * @example
 * ```ts
 * import { evaluate } from 'dydisnix/nix';
 *
 * const value = await evaluate('{ host ? "localhost", port }: { url = "http://${host}:${toString port}/"; }', {
 *   arguments: { port: 8080 },
 * });
 * console.log(value); // { url: 'http://localhost:8080/' }
 * ```
 */
export async function evaluate(source: string | NixFile, options: EvaluateOptions = {}): Promise<NixValue> {
  const machine = await openMachine();
  return translateErrors(() => {
    const host = openHost(machine, options);
    const value =
      typeof source === 'string'
        ? host.evaluateText('expression', toBytes(source), folderOf(machine, options))
        : host.importFile(absolute(needNode(machine), source.file), undefined);
    const given = convertArguments(options.arguments ?? {});
    return toJavaScript(selectPath(value, toBytes(options.attribute ?? ''), given));
  });
}

function openHost(machine: Machine | undefined, options: EvaluateOptions): Host {
  const { system, environment = {}, allowedFolders, timeLimit, onTrace, searchPath = {} } = options;
  const toPath = (path: string): string => (machine ? machine.toAbsolutePath(path) : toBytes(path));
  const settings = {
    ...(system !== undefined && { system: toBytes(system) }),
    ...(timeLimit !== undefined && { timeout: 1000 * timeLimit }),
    ...(onTrace !== undefined && { warn: (line: string) => onTrace(fromBytes(line)) }),
    ...(allowedFolders !== undefined && { allowedFolders: allowedFolders.map(toPath) }),
    environment: convertTexts(environment, toBytes),
    searchPath: Object.entries(convertTexts(searchPath, toPath)),
    hasLargestStack: true,
  };
  return machine ? machine.createNodeHost(settings) : createBareHost(settings);
}

function folderOf(machine: Machine | undefined, { folder }: EvaluateOptions): string {
  return machine ? absolute(machine, folder ?? '.') : toBytes(folder ?? '/');
}

function absolute(machine: Machine, path: string): string {
  return machine.toAbsolutePath(path);
}

function needNode(machine: Machine | undefined): Machine {
  if (machine === undefined) throw new TypeError('files can be read in Node only: pass the text of the expression');
  return machine;
}

function convertTexts(texts: { readonly [name: string]: string }, convert: (text: string) => string) {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [toBytes(name), convert(text)]));
}

function convertArguments(given: { readonly [name: string]: NixArgument }): AttributeSetValue {
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  return AttributeSetValue.from(entries.map(([name, value]): [string, Slot] => [toBytes(name), fromJavaScript(value)]));
}
