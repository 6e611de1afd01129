import { fromBytes, toBytes } from '../../base/bytes.ts';
import {
  AttributeSetValue,
  ContextString,
  call,
  force,
  isList,
  lazy,
  NixFloat,
  NixFunction,
  NixPath,
  type Slot,
  type Value,
} from '../../nix/index.ts';
import { translateErrors } from '../translate-errors.ts';
import type { NixArgument, NixCallable, NixValue } from './nix-value.ts';

/** Functions that came out of the language, so that they go back as what they were. */
const functions = new WeakMap<object, NixFunction>();

/** A value with all that it holds, computed. Keeps its own stack: nesting may be deep. */
export function toJavaScript(value: Value): NixValue {
  const made = new Map<Value, NixValue>();
  const open: (() => void)[] = [];
  const convert = (slot: Slot): NixValue => {
    const value = derivationPath(force(slot));
    const known = made.get(value);
    if (known !== undefined) return known;
    if (isList(value)) {
      const array: NixValue[] = [];
      open.push(() => {
        for (const element of value) array.push(convert(element));
      });
      made.set(value, array);
      return array;
    }
    if (!(value instanceof AttributeSetValue)) return convertPlain(value);
    const object = {};
    open.push(() => {
      for (const [name, slot] of value.entries()) define(object, fromBytes(name), convert(slot));
    });
    made.set(value, object);
    return object;
  };
  const result = convert(value);
  for (let fill = open.pop(); fill !== undefined; fill = open.pop()) fill();
  return result;
}

function derivationPath(value: Value): Value {
  if (!(value instanceof AttributeSetValue)) return value;
  const type = value.get('type');
  const path = value.get('outPath');
  return type !== undefined && path !== undefined && force(type) === 'derivation' ? force(path) : value;
}

function convertPlain(value: Exclude<Value, AttributeSetValue | readonly Slot[]>): NixValue {
  if (typeof value === 'string') return fromBytes(value);
  if (value instanceof ContextString) return fromBytes(value.text);
  if (value instanceof NixPath) return fromBytes(value.path);
  if (value instanceof NixFloat) return value.value;
  return value instanceof NixFunction ? toCallable(value) : value;
}

/** As a property of its own, whatever it is called: `__proto__` included. */
function define(object: object, name: string, value: NixValue): void {
  Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
}

function toCallable(fn: NixFunction): NixCallable {
  const callable = (argument: NixArgument): NixValue =>
    translateErrors(() => toJavaScript(call(fn, fromJavaScript(argument))));
  functions.set(callable, fn);
  return callable;
}

/** A value for the evaluator. What an object or an array holds is converted when it is asked for. */
export function fromJavaScript(argument: unknown): Slot {
  const made = new Map<object, Slot>();
  const convert = (given: unknown): Slot => {
    if (typeof given === 'number') return Number.isSafeInteger(given) ? given : new NixFloat(given);
    if (typeof given === 'bigint') return toInteger(given);
    if (typeof given === 'string') return toBytes(given);
    if (given === undefined || given === null || typeof given === 'boolean') return given ?? null;
    if (typeof given === 'symbol') throw new TypeError('a symbol has no value in the Nix expression language');
    const known = made.get(given);
    if (known !== undefined) return known;
    const slot = lazy(() => convertObject(given, convert));
    made.set(given, slot);
    return slot;
  };
  return convert(argument);
}

function convertObject(given: object, convert: (given: unknown) => Slot): Value {
  if (typeof given === 'function') return functions.get(given) ?? new JavaScriptFunction(given as ForeignFunction);
  if (Array.isArray(given)) return given.map(convert);
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  return AttributeSetValue.from(entries.map(([name, value]): [string, Slot] => [toBytes(name), convert(value)]));
}

/** Within the range of Nix: 64 bits. */
function toInteger(given: bigint): number | bigint {
  if (BigInt.asIntN(64, given) !== given) throw new RangeError(`${given} is no integer of 64 bits`);
  const number = Number(given);
  return Number.isSafeInteger(number) ? number : given;
}

type ForeignFunction = (argument: NixValue) => unknown;

/** A function written in JavaScript: it gets its argument whole, and what it returns is converted. */
class JavaScriptFunction extends NixFunction {
  readonly formals = undefined;
  readonly #run: ForeignFunction;

  constructor(run: ForeignFunction) {
    super();
    this.#run = run;
  }

  call(argument: Slot): Value {
    return force(fromJavaScript(this.#run(toJavaScript(force(argument)))));
  }
}
