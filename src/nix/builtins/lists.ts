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
import type { Limits } from '../limits.ts';
import { languages } from '../nix-version.ts';
import { AttributeSetValue, force, type NixList, Shape, type Slot, type Value } from '../value.ts';
import { closeOver } from './generic-closure.ts';
import { sortInRuns } from './sort-in-runs.ts';
import { stableSort } from './stable-sort.ts';

/** The builtins on lists. */
export const lists: readonly Builtin[] = [
  { name: 'length', arity: 1, run: (_host, list) => expectList(list).length },
  { name: 'head', arity: 1, run: (_host, list) => force(first(expectList(list), 'head')) },
  { name: 'tail', arity: 1, run: ({ limits }, list) => tail(limits, expectList(list)) },
  { name: 'elemAt', arity: 2, run: (_host, list, index) => elementAt(list, expectInteger(index)) },
  { name: 'elem', arity: 2, run: ({ limits }, x, list) => isElement(limits, x, expectList(list)) },
  { name: 'map', arity: 2, run: (host, fn, list) => map(host, fn, expectList(list)) },
  { name: 'filter', arity: 2, run: withFunction(filter) },
  { name: 'genList', arity: 2, run: (host, fn, length) => generate(host, fn, expectInteger(length)) },
  {
    name: "foldl'",
    arity: 3,
    run: ({ limits }, fn, start, list) => fold(limits, expectFunction(fn), start, expectList(list)),
  },
  {
    name: 'any',
    arity: 2,
    run: ({ limits }, fn, list) => findResult(limits, expectFunction(fn), expectList(list), true),
  },
  {
    name: 'all',
    arity: 2,
    run: ({ limits }, fn, list) => !findResult(limits, expectFunction(fn), expectList(list), false),
  },
  {
    name: 'concatLists',
    arity: 1,
    run: ({ limits }, lists) => joinLists(limits, expectList(lists), slot => expectList(slot)),
  },
  {
    name: 'concatMap',
    arity: 2,
    run: ({ limits }, fn, list) => concatMap(limits, expectFunction(fn), expectList(list)),
  },
  { name: 'sort', arity: 2, run: withFunction(sort) },
  {
    name: 'partition',
    arity: 2,
    run: ({ limits }, fn, list) => partition(limits, expectFunction(fn), expectList(list)),
  },
  { name: 'groupBy', arity: 2, run: ({ limits }, fn, list) => group(limits, expectFunction(fn), expectList(list)) },
  {
    name: 'genericClosure',
    arity: 1,
    run: (host, argument) => closeOver(host.limits, expectAttributeSet(argument), checksFunctions(host)),
  },
];

const checksFunctions = ({ settings }: Host): boolean => languages[settings.nixVersion].checksFunctions;

/** A builtin of a function and a list; in newer Nix an empty list needs no function. */
function withFunction(run: (limits: Limits, fn: Value, list: NixList) => Value): Builtin['run'] {
  return (host, fn: Slot, list: Slot) => {
    if (!checksFunctions(host)) return run(host.limits, expectFunction(fn), expectList(list));
    const elements = expectList(list);
    return elements.length === 0 ? elements : run(host.limits, expectFunction(fn), elements);
  };
}

function isElement(limits: Limits, x: Slot, list: NixList): boolean {
  return list.some(element => {
    limits.tick();
    return equalValues(x, element, limits);
  });
}

function first(list: NixList, builtin: string): Slot {
  if (list.length === 0) throw new EvaluationError('invalid-argument', `'${builtin}' is called on an empty list`);
  return list[0] as Slot;
}

function tail(limits: Limits, list: NixList): Value {
  first(list, 'tail');
  limits.reserve(list.length - 1);
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

/** The elements are not forced, and by Nix 2.8 neither is the function. */
function map(host: Host, fn: Slot, list: NixList): Value {
  const { limits } = host;
  if (list.length > 0 && checksFunctions(host)) expectFunction(fn);
  limits.reserve(list.length, bytesPerElement);
  const result: Slot[] = new Array(list.length);
  const callLater = lazyCalls(fn);
  for (let i = 0; i < list.length; i++) {
    limits.tick();
    result[i] = callLater(list[i] as Slot);
  }
  return result;
}

function filter(limits: Limits, fn: Value, list: NixList): Value {
  const kept: Slot[] = [];
  for (const slot of list) {
    limits.tick();
    if (expectBoolean(call(fn, slot))) kept.push(slot);
  }
  return kept.length === list.length ? list : kept;
}

/** What an element that is put off takes at least: its place in the list, a thunk and what that holds. */
const bytesPerElement = 56;

function generate(host: Host, fn: Slot, length: number | bigint): Value {
  const { limits } = host;
  if (length < 0) throw new EvaluationError('invalid-argument', `cannot create a list of size ${length}`);
  if (checksFunctions(host)) expectFunction(fn);
  limits.reserve(length, bytesPerElement);
  const result: Slot[] = length < 2 ** 25 ? new Array(Number(length)) : [];
  const callLater = lazyCalls(fn);
  for (let i = 0; i < length; i++) {
    limits.tick();
    result[i] = callLater(i);
  }
  return result;
}

/** Strict in every intermediate result, but not in the start. */
function fold(limits: Limits, fn: Value, start: Slot, list: NixList): Value {
  let result = start;
  for (const slot of list) {
    limits.tick();
    result = call2(fn, result, slot);
  }
  return force(result);
}

/** Whether the function has the `wanted` result for some element. */
function findResult(limits: Limits, fn: Value, list: NixList, wanted: boolean): boolean {
  return list.some(slot => {
    limits.tick();
    return expectBoolean(call(fn, slot)) === wanted;
  });
}

function concatMap(limits: Limits, fn: Value, list: NixList): Value {
  return joinLists(limits, list, slot => expectList(call(fn, slot)));
}

/** All parts are computed first. A part that is alone in having elements is the result itself. */
function joinLists(limits: Limits, list: NixList, part: (slot: Slot) => NixList): Value {
  const parts: NixList[] = [];
  let length = 0;
  for (const slot of list) {
    limits.tick();
    const elements = part(slot);
    if (elements.length === 0) continue;
    parts.push(elements);
    length += elements.length;
  }
  if (parts.length === 1) return parts[0] as NixList;
  limits.reserve(length);
  // Beyond this size an array of a given length would be made as a table with holes.
  const joined: Slot[] = length < 2 ** 25 ? new Array(length) : [];
  let at = 0;
  for (const elements of parts) {
    limits.spend(elements.length >> 3);
    for (let i = 0; i < elements.length; i++) joined[at++] = elements[i] as Slot;
  }
  return joined;
}

/** The values of all elements. What they cost themselves may be less than a call, and not be counted. */
function forceAll(limits: Limits, list: NixList): Value[] {
  const values: Value[] = [];
  for (const slot of list) {
    limits.tick();
    values.push(force(slot));
  }
  return values;
}

function sort(limits: Limits, fn: Value, list: NixList): Value {
  limits.reserve(2 * list.length);
  const values = forceAll(limits, list);
  const isLessThan = fn instanceof Primop && fn.name === 'lessThan' && fn.args.length === 0;
  const less = (run: (a: Slot, b: Slot) => boolean) => (a: Slot, b: Slot) => {
    limits.tick();
    return run(a, b);
  };
  if (!isLessThan)
    return stableSort(
      list,
      less((a, b) => expectBoolean(call2(fn, a, b))),
    );
  // Equal integers or strings cannot be told apart, so JavaScript's own order and algorithm will do.
  if (values.every(value => typeof value === 'number')) {
    limits.spend(values.length >> 3);
    return sortInRuns(values, limits, run => Array.from(Float64Array.from(run).sort()));
  }
  if (values.every(value => typeof value === 'string')) {
    for (const text of values) limits.readWhole(text);
    return sortInRuns(values, limits, run => run.sort());
  }
  return stableSort(
    list,
    less((a, b) => lessThan(force(a), force(b), undefined, limits)),
  );
}

const partitionShape = new Shape(['right', 'wrong']);

function partition(limits: Limits, fn: Value, list: NixList): Value {
  const right: Slot[] = [];
  const wrong: Slot[] = [];
  for (const slot of list) {
    limits.tick();
    force(slot);
    (expectBoolean(call(fn, slot)) ? right : wrong).push(slot);
  }
  return new AttributeSetValue(partitionShape, [right, wrong]);
}

function group(limits: Limits, fn: Value, list: NixList): Value {
  const groups = new Map<string, Slot[]>();
  for (const slot of list) {
    limits.tick();
    const name = expectPlainText(call(fn, slot));
    limits.readWhole(name);
    const members = groups.get(name);
    if (members === undefined) groups.set(name, [slot]);
    else members.push(slot);
  }
  return AttributeSetValue.from(groups);
}
