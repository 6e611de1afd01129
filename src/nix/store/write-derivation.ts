import { compareNames, sortNames } from '../../base/order.ts';
import type { Derivation } from './derivation.ts';

export interface WriteDerivationOptions {
  /** Leaves output paths empty, in the outputs and in the environment: the form that output paths are made from. */
  readonly mask?: boolean;
  /** What stands for the input derivations; their own paths unless given. */
  readonly inputs?: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * The text of a `.drv` file: an ATerm `Derive([outputs],[input derivations],[input
 * sources],system,builder,[args],[environment])`.
 */
export function writeDerivation(derivation: Derivation, options: WriteDerivationOptions = {}): string {
  const { outputs, system, builder, args, environment } = derivation;
  const mask = options.mask ?? false;
  const outputTerms = sortedEntries(outputs).map(([name, { path, method, hash }]) =>
    tuple([bare(name), bare(mask ? '' : path), bare(method ?? ''), bare(hash ?? '')]),
  );
  const inputTerms = sortedEntries(options.inputs ?? derivation.inputDerivations).map(([path, names]) =>
    tuple([bare(path), list(sortNames(names).map(bare))]),
  );
  const environmentTerms = sortedEntries(environment).map(([name, value]) =>
    tuple([quote(name), quote(mask && outputs.has(name) ? '' : value)]),
  );
  const fields = [
    list(outputTerms),
    list(inputTerms),
    list(sortNames(derivation.inputSources).map(bare)),
    bare(system),
    quote(builder),
    list(args.map(quote)),
    list(environmentTerms),
  ];
  return `Derive(${fields.join(',')})`;
}

function sortedEntries<T>(map: ReadonlyMap<string, T>): (readonly [string, T])[] {
  return [...map].sort(([a], [b]) => compareNames(a, b));
}

const list = (terms: readonly string[]): string => `[${terms.join(',')}]`;
const tuple = (terms: readonly string[]): string => `(${terms.join(',')})`;

/** Paths, names and the system are written as they are. */
const bare = (text: string): string => `"${text}"`;

const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function quote(text: string): string {
  return /["\\\n\r\t]/.test(text) ? `"${text.replace(/["\\\n\r\t]/g, c => escapes[c] ?? `\\${c}`)}"` : `"${text}"`;
}
