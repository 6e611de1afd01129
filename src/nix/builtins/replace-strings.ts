import { contextOf, textOf, withContext } from '../coerce.ts';
import { EvaluationError } from '../error.ts';
import { expectList, expectString, expectText } from '../expect.ts';
import type { ContextString, Slot, Value } from '../value.ts';

/**
 * `builtins.replaceStrings`: at each place of the text the first of `from` that matches there is replaced by its counterpart. An
 * empty one matches everywhere, also at the end, and the character there stays. Contexts of what was put in are added.
 * O(length · size of `from`) at worst; candidates are looked up by their first byte.
 */
export function replaceStrings(fromSlot: Slot, toSlot: Slot, textSlot: Slot): Value {
  const fromList = expectList(fromSlot);
  const toList = expectList(toSlot);
  if (fromList.length !== toList.length) {
    throw new EvaluationError(
      'invalid-argument',
      "'from' and 'to' arguments to 'replaceStrings' have different lengths",
      undefined,
      `${fromList.length} and ${toList.length}`,
    );
  }
  const from = fromList.map(slot => expectText(slot));
  const to = toList.map(slot => expectString(slot));
  const subject = expectString(textSlot);
  const text = textOf(subject);
  const candidates = byFirstByte(from);
  const used = new Set<number>();
  const parts: string[] = [];
  let copied = 0;
  for (let at = 0; at <= text.length; ) {
    const index = candidates.get(text[at])?.find(i => text.startsWith(from[i] as string, at)) ?? candidates.empty;
    if (index === undefined) {
      at++;
      continue;
    }
    used.add(index);
    parts.push(text.slice(copied, at), textOf(to[index] as string | ContextString));
    const { length } = from[index] as string;
    copied = at + length;
    at += Math.max(1, length);
  }
  parts.push(text.slice(copied));
  const context = new Set(contextOf(subject));
  for (const index of used) {
    for (const element of contextOf(to[index] as string | ContextString)) context.add(element);
  }
  return withContext(parts.join(''), context);
}

/** The indices of the strings that may match at a byte, in order, up to the first empty one, which matches before all later ones. */
function byFirstByte(from: readonly string[]): Candidates {
  const empty = from.indexOf('');
  const indices = new Map<string, number[]>();
  from.slice(0, empty < 0 ? undefined : empty).forEach((text, i) => {
    const byte = text[0] as string;
    const others = indices.get(byte);
    if (others === undefined) indices.set(byte, [i]);
    else others.push(i);
  });
  return {
    get: byte => (byte === undefined ? undefined : indices.get(byte)),
    empty: empty < 0 ? undefined : empty,
  };
}

interface Candidates {
  /** Those that begin with a byte; undefined is the end of the text. */
  readonly get: (byte: string | undefined) => readonly number[] | undefined;
  /** The empty one, which matches where none of the others does. */
  readonly empty: number | undefined;
}
