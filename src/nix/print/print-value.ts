import { toBytes } from '../../base/bytes.ts';
import { Primop } from '../call.ts';
import { isList } from '../expect.ts';
import { forceDeep } from '../force-deep.ts';
import { formatFloat } from '../format-float.ts';
import type { Limits } from '../limits.ts';
import { SeenValues } from '../seen-values.ts';
import { TextBuilder } from '../text-builder.ts';
import {
  AttributeSetValue,
  ContextString,
  force,
  NixFloat,
  NixFunction,
  NixPath,
  type Slot,
  Thunk,
  type Value,
} from '../value.ts';
import { escapeName, escapeString } from './escape-string.ts';

/**
 * A value as `nix-instantiate --eval` prints it (without a line end). Plain: only the value itself is forced, what
 * nobody has computed yet is `<CODE>` (in the same places as Nix has it under the setting `everyThunk`). `strict`:
 * everything is forced first, as `--strict` does. A list or set that was printed before is `«repeated»`, so cyclic
 * values end. The text may not be valid Nix (`<LAMBDA>`): see `writeNixExpression` for text that is. Keeps its own
 * stack, so nesting may be deep. O(size of the value).
 */
export function printValue(slot: Slot, options: PrintOptions = {}): string {
  const value = options.strict ? forceDeep(slot, options.limits) : force(slot);
  const printer = new Printer(options);
  printer.print(value);
  return printer.text.finish();
}

/** What is printed, and in what limits. */
export interface PrintOptions {
  readonly strict?: boolean;
  readonly limits?: Limits | undefined;
}

const repeated = toBytes('«repeated»');

/** A list or set whose elements are being printed. */
interface Open {
  readonly names: readonly string[] | undefined;
  readonly slots: readonly Slot[];
  next: number;
}

class Printer {
  readonly text = new TextBuilder();
  readonly #open: Open[] = [];
  readonly #seen = new SeenValues();
  readonly #strict: boolean;
  readonly #limits: Limits | undefined;

  constructor({ strict = false, limits }: PrintOptions) {
    this.#strict = strict;
    this.#limits = limits;
  }

  print(value: Value): void {
    this.#begin(value, value);
    for (let top = this.#open.at(-1); top !== undefined; top = this.#open.at(-1)) {
      this.#limits?.tick();
      if (top.next > 0) this.text.add(top.names === undefined ? ' ' : '; ');
      const i = top.next++;
      if (i === top.slots.length) {
        this.text.add(top.names === undefined ? ']' : '}');
        this.#open.pop();
        continue;
      }
      if (top.names !== undefined) this.text.add(printName(top.names[i] as string), ' = ');
      const slot = top.slots[i] as Slot;
      const value = isComputed(slot) || this.#strict ? force(slot) : undefined;
      if (value === undefined) this.text.add('<CODE>');
      else this.#begin(slot, value);
    }
  }

  #begin(slot: Slot, value: Value): void {
    if (isList(value)) {
      // Nix keeps a list of one or two elements inside its cell: it is the same list only when the cell is the same.
      if (value.length > 0 && this.#repeated(value.length <= 2 ? slot : value)) return;
      this.text.add('[ ');
      if (value.length === 0) this.text.add(']');
      else this.#open.push({ names: undefined, slots: value, next: 0 });
    } else if (value instanceof AttributeSetValue) {
      if (value.size > 0 && this.#repeated(value)) return;
      this.text.add('{ ');
      if (value.size === 0) this.text.add('}');
      else this.#open.push({ names: value.shape.names, slots: value.slots, next: 0 });
    } else this.text.add(printScalar(value, this.#limits));
  }

  #repeated(key: Slot): boolean {
    if (this.#seen.add(key)) return false;
    this.text.add(repeated);
    return true;
  }
}

function isComputed(slot: Slot): boolean {
  return !(slot instanceof Thunk) || slot.code === undefined;
}

function printScalar(value: Exclude<Value, readonly Slot[] | AttributeSetValue>, limits: Limits | undefined): string {
  if (typeof value === 'string') return escapeString(value, limits);
  if (value instanceof ContextString) return escapeString(value.text, limits);
  if (value instanceof NixPath) return value.path;
  if (value instanceof NixFloat) return formatFloat(value);
  if (value instanceof Primop) return value.args.length === 0 ? '<PRIMOP>' : '<PRIMOP-APP>';
  if (value instanceof NixFunction) return '<LAMBDA>';
  return String(value);
}

/** Quoted where Nix 2.8 quotes it: it knows one keyword only, `if`. */
function printName(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_'-]*$/.test(name) && name !== 'if' ? name : escapeName(name);
}
