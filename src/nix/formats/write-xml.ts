import { compareNames, sortNames } from '../../base/order.ts';
import type { Position } from '../../base/source.ts';
import { Closure, PartialClosure } from '../closure.ts';
import { contextOf, textOf, withContext } from '../coerce.ts';
import { isList } from '../expect.ts';
import { formatFloat } from '../format-float.ts';
import type { Host } from '../host.ts';
import { DerivationFunction } from '../store/derivation-function.ts';
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
import { Descent } from './descent.ts';

export interface WriteXmlOptions {
  /** Whether values nested in others are computed (the default); otherwise they are `<unevaluated />` unless somebody has. */
  readonly strict?: boolean;
  /** Whether attributes and functions tell where they were written (`nix-instantiate --xml`; `toXML` leaves it out, as is the default). */
  readonly positions?: boolean;
}

type XmlAttribute = readonly [name: string, value: string];

/**
 * XML as `builtins.toXML` and `nix-instantiate --eval --xml` of Nix 2.8 write it, header and last line end included. A derivation is
 * written once; later it is `<repeated />`. The result carries the contexts of all strings. Nesting may be deep; a value that
 * contains itself (other than a derivation) is an error. O(size of the value · its depth), as lines are indented.
 */
export function writeXml(_host: Host, slot: Slot, options: WriteXmlOptions = {}): string | ContextString {
  const writer = new XmlWriter(options.strict ?? true, options.positions ?? false);
  writer.write(force(slot));
  return writer.finish();
}

class XmlWriter {
  readonly #lines: string[] = ["<?xml version='1.0' encoding='utf-8'?>", '<expr>'];
  readonly #context = new Set<string>();
  readonly #strict: boolean;
  readonly #positions: boolean;
  readonly #descent = new Descent();
  /** The elements that are open inside `<expr>`, and whether each belongs to a level of the descent. */
  readonly #open: { readonly tag: string; readonly isLevel: boolean }[] = [];
  readonly #derivations = new Set<string>();

  constructor(strict: boolean, positions: boolean) {
    this.#strict = strict;
    this.#positions = positions;
  }

  finish(): string | ContextString {
    return withContext(`${this.#lines.join('\n')}\n</expr>\n`, this.#context);
  }

  write(value: Value): void {
    const descent = this.#descent;
    this.#writeValue(value);
    for (let top = descent.top; top !== undefined; top = descent.top) {
      this.#closeUpToLevel();
      const i = top.next++;
      if (i === top.slots.length) {
        descent.leave();
        this.#close();
        continue;
      }
      if (top.names !== undefined) {
        const name = top.names[i] as string;
        const at = top.value instanceof AttributeSetValue ? top.value.positionOf(name) : undefined;
        this.#openElement('attr', [...this.#place(at), ['name', name]], false);
      }
      this.#writeSlot(top.slots[i] as Slot);
    }
  }

  #writeSlot(slot: Slot): void {
    const value = this.#valueOf(slot);
    if (value === undefined) this.#empty('unevaluated');
    else this.#writeValue(value);
  }

  /** The value of a slot; undefined when it is not computed yet and shall not be. */
  #valueOf(slot: Slot): Value | undefined {
    return this.#strict || !(slot instanceof Thunk) ? force(slot) : slot.peek();
  }

  /** Writes a scalar, or opens a list or set whose elements follow. */
  #writeValue(value: Value): void {
    if (value === null) this.#empty('null');
    else if (typeof value === 'boolean') this.#empty('bool', [['value', String(value)]]);
    else if (typeof value === 'number' || typeof value === 'bigint') this.#empty('int', [['value', String(value)]]);
    else if (value instanceof NixFloat) this.#empty('float', [['value', formatFloat(value.value)]]);
    else if (typeof value === 'string' || value instanceof ContextString) this.#writeString(value);
    else if (value instanceof NixPath) this.#empty('path', [['value', value.path]]);
    else if (value instanceof NixFunction) this.#writeFunction(value);
    else if (isList(value)) {
      this.#descent.enter(value, undefined, value);
      this.#openElement('list', [], true);
    } else this.#writeSet(value);
  }

  #writeString(value: string | ContextString): void {
    for (const element of contextOf(value)) this.#context.add(element);
    this.#empty('string', [['value', textOf(value)]]);
  }

  #writeSet(set: AttributeSetValue): void {
    if (!isDerivation(set)) {
      this.#descent.enter(set, set.shape.names, set.slots);
      this.#openElement('attrs', [], true);
      return;
    }
    const drvPath = this.#textAttribute(set, 'drvPath');
    const outPath = this.#textAttribute(set, 'outPath');
    const attributes: XmlAttribute[] = [];
    if (drvPath !== undefined) attributes.push(['drvPath', drvPath]);
    if (outPath !== undefined) attributes.push(['outPath', outPath]);
    if (drvPath !== undefined && drvPath !== '' && !this.#derivations.has(drvPath)) {
      this.#derivations.add(drvPath);
      this.#descent.enter(set, set.shape.names, set.slots);
      this.#openElement('derivation', attributes, true);
    } else {
      this.#openElement('derivation', attributes, false);
      this.#empty('repeated');
      this.#close();
    }
  }

  #textAttribute(set: AttributeSetValue, name: string): string | undefined {
    const slot = set.get(name);
    const value = slot === undefined ? undefined : this.#valueOf(slot);
    return typeof value === 'string' || value instanceof ContextString ? textOf(value) : undefined;
  }

  /** The parameters of a lambda; builtins are `<unevaluated />`. */
  #writeFunction(fn: NixFunction): void {
    const isLambda = fn instanceof Closure || fn instanceof PartialClosure || fn instanceof DerivationFunction;
    if (!isLambda) {
      this.#empty('unevaluated');
      return;
    }
    const { position, name, formals, open } = describeLambda(fn);
    this.#openElement('function', this.#place(position), false);
    if (formals === undefined) this.#empty('varpat', [['name', name ?? '']]);
    else {
      const attributes: XmlAttribute[] = open ? [['ellipsis', '1']] : [];
      if (name !== undefined) attributes.push(['name', name]);
      this.#openElement('attrspat', attributes, false);
      for (const formal of sortNames(formals)) this.#empty('attr', [['name', formal]]);
      this.#close();
    }
    this.#close();
  }

  #place(position: Position | undefined): XmlAttribute[] {
    if (!this.#positions || position === undefined) return [];
    const { source, line, column } = position;
    return [
      ['column', String(column)],
      ['line', String(line)],
      ['path', source.name.startsWith('/') ? source.name : source.text], // Nix, too, gives the text of what is no file
    ];
  }

  #empty(tag: string, attributes: readonly XmlAttribute[] = []): void {
    this.#lines.push(`${this.#indentation()}<${tag}${writeAttributes(attributes)} />`);
  }

  #openElement(tag: string, attributes: readonly XmlAttribute[], isLevel: boolean): void {
    this.#lines.push(`${this.#indentation()}<${tag}${writeAttributes(attributes)}>`);
    this.#open.push({ tag, isLevel });
  }

  #close(): void {
    const element = this.#open.pop();
    if (element) this.#lines.push(`${this.#indentation()}</${element.tag}>`);
  }

  /** Closes the `<attr>` whose value has been written. */
  #closeUpToLevel(): void {
    while (this.#open.at(-1)?.isLevel === false) this.#close();
  }

  #indentation(): string {
    return '  '.repeat(this.#open.length + 1);
  }
}

function isDerivation(set: AttributeSetValue): boolean {
  const slot = set.get('type');
  if (slot === undefined) return false;
  const type = force(slot);
  return (typeof type === 'string' || type instanceof ContextString) && textOf(type) === 'derivation';
}

interface LambdaDescription {
  readonly position: Position | undefined;
  /** The parameter, or the name after `@`. */
  readonly name: string | undefined;
  readonly formals: Iterable<string> | undefined;
  readonly open: boolean;
}

function describeLambda(fn: Closure | PartialClosure | DerivationFunction): LambdaDescription {
  if (fn instanceof DerivationFunction) {
    return { position: undefined, name: 'drvAttrs', formals: fn.formals.keys(), open: true };
  }
  const [{ lambda }, given] = fn instanceof Closure ? [fn, 0] : [fn.closure, fn.args.length];
  return {
    position: given === 0 ? lambda.position : undefined,
    name: lambda.parameters[given],
    formals: lambda.pattern?.formals.keys(),
    open: lambda.pattern?.open ?? false,
  };
}

/** In the order of their names. */
function writeAttributes(attributes: readonly XmlAttribute[]): string {
  const sorted = [...attributes].sort(([a], [b]) => compareNames(a, b));
  return sorted.map(([name, value]) => ` ${name}="${escapeXml(value)}"`).join('');
}

const entities: ReadonlyMap<string, string> = new Map([
  ['"', '&quot;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['&', '&amp;'],
  ['\n', '&#xA;'],
]);

function escapeXml(text: string): string {
  return text.replace(/["<>&\n]/g, character => entities.get(character) ?? character);
}
