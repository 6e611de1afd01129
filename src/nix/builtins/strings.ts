import { coerceToString, contextOf, joinContexts, textOf, withContext } from '../coerce.ts';
import { EvaluationError } from '../error.ts';
import { expectInteger, expectList, expectPlainText, expectString, expectText } from '../expect.ts';
import type { Builtin, Host } from '../host.ts';
import type { Limits } from '../limits.ts';
import { languages } from '../nix-version.ts';
import { compileRegex, reportErrors } from '../regex/compile-regex.ts';
import { TextBuilder } from '../text-builder.ts';
import { type ContextString, force, type NixList, type Slot, type Value } from '../value.ts';
import { replaceStrings } from './replace-strings.ts';

/** The builtins on strings. Lengths and positions count bytes. */
export const strings: readonly Builtin[] = [
  { name: 'toString', arity: 1, run: (host, slot) => coerceToString(host, force(slot), 'toString') },
  { name: 'stringLength', arity: 1, run: (host, slot) => textOf(interpolate(host, slot)).length },
  { name: 'substring', arity: 3, run: substring },
  { name: 'concatStringsSep', arity: 2, run: join },
  {
    name: 'replaceStrings',
    arity: 3,
    run: ({ limits, settings }, from, to, text) =>
      replaceStrings(limits, from, to, text, languages[settings.nixVersion].replacesLazily),
  },
  {
    name: 'match',
    arity: 2,
    run: ({ limits }, pattern, text) => match(limits, expectPlainText(pattern), expectText(text)),
  },
  { name: 'split', arity: 2, run: ({ limits }, pattern, text) => split(limits, expectPlainText(pattern), text) },
];

/** A text of so many bytes takes time to copy. */
const longText = 1 << 20;

function interpolate(host: Host, slot: Slot): string | ContextString {
  return coerceToString(host, force(slot), 'interpolate');
}

/** A negative length means up to the end; the whole context stays. */
function substring(host: Host, start: Slot, length: Slot, slot: Slot): Value {
  const from = expectInteger(start);
  const count = expectInteger(length);
  const string = interpolate(host, slot);
  if (from < 0) throw new EvaluationError('invalid-argument', "negative start position in 'substring'");
  const text = textOf(string);
  const end = count < 0 ? text.length : Math.min(text.length, Number(from) + Number(count));
  return withContext(text.slice(Number(from), end), contextOf(string));
}

function join(host: Host, separator: Slot, list: Slot): Value {
  const between = expectString(separator);
  const parts = expectList(list).map(slot => {
    host.limits.tick();
    return interpolate(host, slot);
  });
  const text = joinTexts(parts.map(textOf), textOf(between));
  // The context of the separator counts even where there is nothing to separate.
  return withContext(text, joinContexts([between, ...parts]));
}

/** Long texts are not copied. */
function joinTexts(texts: readonly string[], separator: string): string {
  if (texts.every(({ length }) => length < longText)) return texts.join(separator);
  const joined = new TextBuilder();
  texts.forEach((text, i) => {
    if (i > 0) joined.add(separator);
    joined.add(text);
  });
  return joined.finish();
}

function match(limits: Limits, pattern: string, text: string): Value {
  const regex = compileRegex(pattern);
  limits.readWhole(text);
  return reportErrors(pattern, () => regex.matchWhole(text, limits)) ?? null;
}

/** The pieces between matches, and between them a list of each match's groups. */
function split(limits: Limits, pattern: string, slot: Slot): Value {
  const regex = compileRegex(pattern);
  const text = expectText(slot);
  limits.readWhole(text);
  const matches = reportErrors(pattern, () => regex.findAll(text, limits));
  if (matches.length === 0) return [slot];
  const pieces: Value[] = [];
  let end = 0;
  for (const found of matches) {
    limits.tick();
    pieces.push(text.slice(end, found.start), found.groups as NixList);
    end = found.end;
  }
  pieces.push(text.slice(end));
  return pieces;
}
