import { Primop } from './call.ts';
import type { Builtin, Host } from './host.ts';
import { AttributeSetValue, force, lazy, Shape, type Slot } from './value.ts';

/** The builtins that Nix calls by their plain name; all others are global as `__name`. */
const plainNames: ReadonlySet<string> = new Set([
  'abort',
  'baseNameOf',
  'break',
  'builtins',
  'derivation',
  'derivationStrict',
  'dirOf',
  'false',
  'fetchGit',
  'fetchMercurial',
  'fetchTarball',
  'fetchTree',
  'fromTOML',
  'import',
  'isNull',
  'map',
  'null',
  'placeholder',
  'removeAttrs',
  'scopedImport',
  'throw',
  'toString',
  'true',
]);

/** The set `builtins`, which contains itself. A builtin without arguments is a constant, computed when it is needed. */
export function makeBuiltins(table: readonly Builtin[], host: Host): AttributeSetValue {
  const entries = new Map<string, Slot>([
    ['true', true],
    ['false', false],
    ['null', null],
  ]);
  for (const builtin of table) {
    const { name, arity, run, isNew = false } = builtin;
    if (isNew && host.settings.nixVersion === '2.8') continue;
    entries.set(name, arity === 0 ? lazy(() => run(host)) : new Primop(builtin, host));
  }
  if (host.settings.everyThunk) for (const slot of entries.values()) force(slot);
  entries.set('builtins', null);
  const names = [...entries.keys()].sort();
  const slots = names.map(name => entries.get(name) as Slot);
  const builtins = new AttributeSetValue(new Shape(names), slots);
  slots[names.indexOf('builtins')] = builtins;
  return builtins;
}

/** The names that every file can use. */
export function makeGlobals(builtins: AttributeSetValue): ReadonlyMap<string, Slot> {
  const globals = new Map<string, Slot>();
  for (const [name, slot] of builtins.entries()) globals.set(plainNames.has(name) ? name : `__${name}`, slot);
  return globals;
}
