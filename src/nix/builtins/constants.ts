import type { Builtin } from '../host.ts';
import { languages } from '../nix-version.ts';
import { storeFolder } from '../store/store-path.ts';
import { AttributeSetValue, Shape } from '../value.ts';

const searchEntryShape = new Shape(['path', 'prefix']);

/** The builtins that are no functions: values of this evaluation, computed when they are asked for. */
export const constants: readonly Builtin[] = [
  { name: 'nixVersion', arity: 0, run: ({ settings }) => languages[settings.nixVersion].release },
  { name: 'langVersion', arity: 0, run: () => 6 },
  { name: 'storeDir', arity: 0, run: () => storeFolder },
  { name: 'currentSystem', arity: 0, run: ({ settings }) => settings.system },
  // The one place where a model can ask for the time.
  { name: 'currentTime', arity: 0, run: () => Math.floor(Date.now() / 1000) },
  {
    name: 'nixPath',
    arity: 0,
    run: ({ settings }) =>
      settings.searchPath.map(([prefix, path]) => new AttributeSetValue(searchEntryShape, [path, prefix])),
  },
];
