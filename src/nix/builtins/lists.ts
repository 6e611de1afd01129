import { call, call2, lazyCalls, Primop } from '../call.ts';
import { lessThan } from '../compare.ts';
import { equalValues } from '../equal.ts';
import { EvaluationError } from '../error.ts';
import {
  expectAttributeSet,
  expectBoolean,
  expectFunction,
  expectInteger,
  expectList,
  expectPlainText,
} from '../expect.ts';
import type { Builtin, Host } from '../host.ts';
import { AttributeSetValue, force, type NixList, Shape, type Slot, type Value } from '../value.ts';
import { closeOver } from './generic-closure.ts';
import { stableSort } from './stable-sort.ts';

/** The builtins on lists. */
export const lists: readonly Builtin[] = [
  { name: 'length', arity: 1, run: (_host, list) => expectList(list).length },
  { name: 'head', arity: 1, run: (_host, list) => force(first(expectList(list), 'head')) },
  { name: 'tail', arity: 1, run: (_host, list) => tail(expectList(list)) },
  { name: 'elemAt', arity: 2, run: (_host, list, index) => elementAt(list, expectInteger(index)) },
  { name: 'elem', arity: 2, run: (_host, x, list) => expectList(list).some(element => equalValues(x, element)) },
  { name: 'map', arity: 2, run: (_host, fn, list) => map(fn, expectList(list)) },
  { name: 'filter', arity: 2, run: (_host, fn, list) => filter(expectFunction(fn), expectList(list)) },
  { name: 'genList', arity: 2, run: (host, fn, length) => generate(host, fn, expectInteger(length)) },
  { name: "foldl'", arity: 3, run: (_host, fn, start, list) => fold(expectFunction(fn), start, expectList(list)) },
  { name: 'any', arity: 2, run: (_host, fn, list) => findResult(expectFunction(fn), expectList(list), true) },
  { name: 'all', arity: 2, run: (_host, fn, list) => !findResult(expectFunction(fn), expectList(list), false) },
  { name: 'concatLists', arity: 1, run: (_host, lists) => joinLists(expectList(lists), slot => expectList(slot)) },
  { name: 'concatMap', arity: 2, run: (_host, fn, list) => concatMap(expectFunction(fn), expectList(list)) },
  { name: 'sort', arity: 2, run: (_host, fn, list) => sort(expectFunction(fn), expectList(list)) },
  { name: 'partition', arity: 2, run: (_host, fn, list) => partition(expectFunction(fn), expectList(list)) },
  { name: 'groupBy', arity: 2, run: (_host, fn, list) => group(expectFunction(fn), expectList(list)) },
  { name: 'genericClosure', arity: 1, run: (_host, argument) => closeOver(expectAttributeSet(argument)) },
];

function first(list: NixList, builtin: string): Slot {
  if (list.length === 0) throw new EvaluationError('invalid-argument', `'${builtin}' is called on an empty list`);
  return list[0] as Slot;
}

function tail(list: NixList): Value {
  first(list, 'tail');
  return list.slice(1);
}

function elementAt(slot: Slot, index: number | bigint): Value {
  const list = expectList(slot);
  if (index < 0 || index >= list.length) {
    throw new EvaluationError(
      'invalid-argument',
      `list index ${index} is out of bounds`,
      undefined,
      `the list has ${list.length} elements, counted from 0`,
    );
  }
  return force(list[Number(index)] as Slot);
}

/** Neither the function nor the elements are forced. */
function map(fn: Slot, list: NixList): Value {
  const result: Slot[] = new Array(list.length);
  const callLater = lazyCalls(fn);
  for (let i = 0; i < list.length; i++) result[i] = callLater(list[i] as Slot);
  return result;
}

function filter(fn: Value, list: NixList): Value {
  const kept: Slot[] = [];
  for (const slot of list) if (expectBoolean(call(fn, slot))) kept.push(slot);
  return kept.length === list.length ? list : kept;
}

/** What an element that is put off takes at least: its place in the list, a thunk and what that holds. */
const bytesPerElement = 56;

function generate({ memory }: Host, fn: Slot, length: number | bigint): Value {
  if (length < 0) throw new EvaluationError('invalid-argument', `cannot create a list of size ${length}`);
  if (length > 1_000_000 && Number(length) * bytesPerElement > memory.limit - memory.used()) {
    throw new EvaluationError('out-of-memory', `a list of ${length} elements does not fit in memory`);
  }
  const result: Slot[] = length < 2 ** 25 ? new Array(Number(length)) : [];
  const callLater = lazyCalls(fn);
  for (let i = 0; i < length; i++) result[i] = callLater(i);
  return result;
}

/** Strict in every intermediate result, but not in the start. */
function fold(fn: Value, start: Slot, list: NixList): Value {
  let result = start;
  for (const slot of list) result = call2(fn, result, slot);
  return force(result);
}

/** Whether the function has the `wanted` result for some element. */
function findResult(fn: Value, list: NixList, wanted: boolean): boolean {
  return list.some(slot => expectBoolean(call(fn, slot)) === wanted);
}

function concatMap(fn: Value, list: NixList): Value {
  return joinLists(list, slot => expectList(call(fn, slot)));
}

/** All parts are computed first. A part that is alone in having elements is the result itself. */
function joinLists(list: NixList, part: (slot: Slot) => NixList): Value {
  const parts: NixList[] = [];
  let length = 0;
  for (const slot of list) {
    const elements = part(slot);
    if (elements.length === 0) continue;
    parts.push(elements);
    length += elements.length;
  }
  if (parts.length === 1) return parts[0] as NixList;
  const joined: Slot[] = new Array(length);
  let at = 0;
  for (const elements of parts) for (let i = 0; i < elements.length; i++) joined[at++] = elements[i] as Slot;
  return joined;
}

function sort(fn: Value, list: NixList): Value {
  const values = list.map(force);
  const isLessThan = fn instanceof Primop && fn.name === 'lessThan' && fn.args.length === 0;
  if (!isLessThan) return stableSort(list, (a, b) => expectBoolean(call2(fn, a, b)));
  // Equal integers or strings cannot be told apart, so JavaScript's own order and algorithm will do.
  if (values.every(value => typeof value === 'number')) return Array.from(Float64Array.from(values).sort());
  if (values.every(value => typeof value === 'string')) return values.sort();
  return stableSort(list, (a, b) => lessThan(force(a), force(b)));
}

const partitionShape = new Shape(['right', 'wrong']);

function partition(fn: Value, list: NixList): Value {
  const right: Slot[] = [];
  const wrong: Slot[] = [];
  for (const slot of list) {
    force(slot);
    (expectBoolean(call(fn, slot)) ? right : wrong).push(slot);
  }
  return new AttributeSetValue(partitionShape, [right, wrong]);
}

function group(fn: Value, list: NixList): Value {
  const groups = new Map<string, Slot[]>();
  for (const slot of list) {
    const name = expectPlainText(call(fn, slot));
    const members = groups.get(name);
    if (members === undefined) groups.set(name, [slot]);
    else members.push(slot);
  }
  return AttributeSetValue.from(groups);
}
