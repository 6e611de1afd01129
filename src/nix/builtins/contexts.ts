import { coerceToString, contextOf, textOf, withContext } from '../coerce.ts';
import { EvaluationError } from '../error.ts';
import { expectAttributeSet, expectBoolean, expectList, expectString, expectText } from '../expect.ts';
import type { Builtin } from '../host.ts';
import { checkStorePath } from '../store/store-path.ts';
import { AttributeSetValue, force, type Slot, type Value } from '../value.ts';

/** The builtins on string contexts. */
export const contexts: readonly Builtin[] = [
  { name: 'hasContext', arity: 1, run: (_host, string) => contextOf(expectString(string)).size > 0 },
  { name: 'getContext', arity: 1, run: (_host, string) => describeContext(contextOf(expectString(string))) },
  { name: 'appendContext', arity: 2, run: (_host, string, context) => append(string, expectAttributeSet(context)) },
  {
    name: 'unsafeDiscardStringContext',
    arity: 1,
    run: (host, string) => textOf(coerceToString(host, force(string), 'interpolate')),
  },
  {
    name: 'unsafeDiscardOutputDependency',
    arity: 1,
    run(host, slot) {
      const string = coerceToString(host, force(slot), 'interpolate');
      const context = [...contextOf(string)].map(element => (element.startsWith('=') ? element.slice(1) : element));
      return withContext(textOf(string), new Set(context));
    },
  },
];

/** What a context refers to at one store path. */
interface Reference {
  path: boolean;
  allOutputs: boolean;
  readonly outputs: string[];
}

function describeContext(context: ReadonlySet<string>): Value {
  const references = new Map<string, Reference>();
  const at = (path: string): Reference => {
    let reference = references.get(path);
    if (reference === undefined) {
      reference = { path: false, allOutputs: false, outputs: [] };
      references.set(path, reference);
    }
    return reference;
  };
  for (const element of context) {
    if (element.startsWith('=')) at(element.slice(1)).allOutputs = true;
    else if (element.startsWith('!')) {
      const end = element.indexOf('!', 1);
      at(element.slice(end + 1)).outputs.push(element.slice(1, end));
    } else at(element).path = true;
  }
  return AttributeSetValue.from([...references].map(([path, reference]) => [path, describe(reference)]));
}

function describe({ path, allOutputs, outputs }: Reference): Value {
  const entries: [string, Slot][] = [];
  if (path) entries.push(['path', true]);
  if (allOutputs) entries.push(['allOutputs', true]);
  if (outputs.length > 0) entries.push(['outputs', outputs.sort()]);
  return AttributeSetValue.from(entries);
}

/** Adds a context that is written as `getContext` describes it. */
function append(slot: Slot, addition: AttributeSetValue): Value {
  const string = expectString(slot);
  const context = new Set(contextOf(string));
  for (const [storePath, element] of addition.entries()) {
    checkStorePath(storePath);
    const reference = expectAttributeSet(element);
    const path = reference.get('path');
    if (path !== undefined && expectBoolean(path)) context.add(storePath);
    const allOutputs = reference.get('allOutputs');
    if (allOutputs !== undefined && expectBoolean(allOutputs)) {
      checkDerivation(storePath);
      context.add(`=${storePath}`);
    }
    const outputs = reference.get('outputs');
    if (outputs === undefined) continue;
    const names = expectList(outputs);
    if (names.length > 0) checkDerivation(storePath);
    for (const name of names) context.add(`!${expectText(name)}!${storePath}`);
  }
  return withContext(textOf(string), context);
}

function checkDerivation(storePath: string): void {
  if (storePath.endsWith('.drv')) return;
  throw new EvaluationError(
    'invalid-argument',
    `the context names outputs of '${storePath}', which is not a derivation`,
  );
}
