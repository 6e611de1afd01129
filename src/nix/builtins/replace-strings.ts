import { contextOf, textOf, withContext } from '../coerce.ts';
import { EvaluationError } from '../error.ts';
import { expectList, expectString, expectText } from '../expect.ts';
import type { Limits } from '../limits.ts';
import { TextBuilder } from '../text-builder.ts';
import type { NixList, Slot, Value } from '../value.ts';

/**
 * `builtins.replaceStrings`: at each place of the text the first of `from` that matches there is replaced by its
 * counterpart. An empty one matches everywhere, also at the end, and the character there stays. Contexts of what was
 * put in are added. With `isLazy` (Nix since 2.16) what is not put in is not evaluated.
 * O(length · size of `from`) at worst; candidates are looked up by their first byte.
 */
export function replaceStrings(limits: Limits, fromSlot: Slot, toSlot: Slot, textSlot: Slot, isLazy = false): Value {
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
  const { from, candidates } = prepare(limits, fromList);
  if (!isLazy) {
    for (const slot of toList) {
      limits.tick();
      expectString(slot);
    }
  }
  const subject = expectString(textSlot);
  const text = textOf(subject);
  let context: Set<string> | undefined;
  const parts = new TextBuilder();
  let isSame = true;
  let copied = 0;
  for (let at = 0; at <= text.length; ) {
    limits.tick();
    const index =
      candidates.get(text[at])?.find(i => {
        limits.tick();
        return text.startsWith(from[i] as string, at);
      }) ?? candidates.empty;
    if (index === undefined) {
      at++;
      continue;
    }
    const replacement = expectString(toList[index] as Slot);
    parts.add(text.slice(copied, at), textOf(replacement));
    isSame = false;
    if (typeof replacement !== 'string') {
      context ??= new Set(contextOf(subject));
      for (const element of contextOf(replacement)) context.add(element);
    }
    const { length } = from[index] as string;
    copied = at + length;
    at += Math.max(1, length);
  }
  if (isSame) return subject;
  parts.add(text.slice(copied));
  return withContext(parts.finish(), context ?? contextOf(subject));
}

/**
 * What was prepared last: the same list is looked for in many texts by functions such as `escapeShellArg` and `toUpper`
 * of nixpkgs.
 */
let last: Prepared | undefined;

function prepare(limits: Limits, list: NixList): Prepared {
  if (last?.list === list) return last;
  const from = list.map(slot => {
    limits.tick();
    return expectText(slot);
  });
  last = { list, from, candidates: byFirstByte(from) };
  return last;
}

interface Prepared {
  readonly list: NixList;
  readonly from: readonly string[];
  readonly candidates: Candidates;
}

/**
 * The indices of the strings that may match at a byte, in order, up to the first empty one, which matches before all
 * later ones.
 */
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
