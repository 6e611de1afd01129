import type { Builtin } from '../../host.ts';
import { newerContexts } from './contexts.ts';
import { newerFiles } from './files.ts';
import { flakes } from './flakes.ts';
import { newerHashes } from './hashes.ts';
import { messages } from './messages.ts';

/** The builtins that came after Nix 2.8 and need neither network nor store. */
export const newerBuiltins: readonly Builtin[] = [
  ...newerFiles,
  ...messages,
  ...newerHashes,
  ...newerContexts,
  ...flakes,
].map(builtin => ({ ...builtin, isNew: true }));
