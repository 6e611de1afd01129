import { normalisePath } from '../base/path.ts';
import { findBuiltInFile } from './built-in-file.ts';
import { EvaluationError } from './error.ts';
import type { Files } from './host.ts';

/** An entry of the search path: `[prefix, path]`, the prefix empty for a folder in which any name is looked for. */
export type SearchEntry = readonly [prefix: string, path: string];

/**
 * The path that `<name>` means: the first entry under which it exists. An entry `nixpkgs=/x` answers to `<nixpkgs>` and
 * `<nixpkgs/…>`. Fails, in a way that `tryEval` catches, when there is none.
 */
export function findInSearchPath(files: Files, entries: readonly SearchEntry[], name: string): string {
  for (const [prefix, path] of entries) {
    let rest: string;
    if (prefix === '') rest = `/${name}`;
    else if (name === prefix || name.startsWith(`${prefix}/`)) rest = name.slice(prefix.length);
    else continue;
    const found = normalisePath(path + rest);
    if (files.exists(found)) return found;
  }
  const builtIn = findBuiltInFile(name);
  if (builtIn !== undefined) return builtIn;
  throw new EvaluationError(
    'thrown',
    `file '${name}' was not found in the search path`,
    undefined,
    `-I ${name.split('/', 1)[0]}=FOLDER or NIX_PATH says where it is`,
  );
}
