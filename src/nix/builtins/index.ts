import type { Builtin } from '../host.ts';
import { attributeSets } from './attribute-sets.ts';
import { constants } from './constants.ts';
import { contexts } from './contexts.ts';
import { control } from './control.ts';
import { fetchers } from './fetchers.ts';
import { files } from './files.ts';
import { formats } from './formats.ts';
import { functions } from './functions.ts';
import { hashes } from './hashes.ts';
import { lists } from './lists.ts';
import { newerBuiltins } from './newer/index.ts';
import { numbers } from './numbers.ts';
import { store } from './store.ts';
import { strings } from './strings.ts';
import { types } from './types.ts';
import { versions } from './versions.ts';

/**
 * The builtins of Nix, by theme and those that came after 2.8 last, but for `builtins`, `true`, `false` and `null`.
 * Those of arity 0 are values.
 */
export const builtins: readonly Builtin[] = [
  ...lists,
  ...attributeSets,
  ...strings,
  ...versions,
  ...numbers,
  ...types,
  ...functions,
  ...control,
  ...files,
  ...store,
  ...contexts,
  ...formats,
  ...hashes,
  ...constants,
  ...fetchers,
  ...newerBuiltins,
];
