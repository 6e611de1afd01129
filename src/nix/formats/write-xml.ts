import { sortNames } from '../../base/order.ts';
import { Position } from '../../base/source.ts';
import { Closure, PartialClosure } from '../closure.ts';
import { contextOf, textOf, withContext } from '../coerce.ts';
import { isList } from '../expect.ts';
import { formatFloat } from '../format-float.ts';
import type { Host } from '../host.ts';
import type { Limits } from '../limits.ts';
import { convertInPieces } from '../print/convert-in-pieces.ts';
import { indent } from '../print/indent.ts';
import { DerivationFunction } from '../store/derivation-function.ts';
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
import { Descent } from './descent.ts';
import { refuseForXml } from './refused-text.ts';

export interface WriteXmlOptions {
  /**
   * Whether values nested in others are computed (the default); otherwise they are `<unevaluated />` unless somebody
   * has.
   */
  readonly strict?: boolean;
  /**
   * Whether attributes and functions tell where they were written (`nix-instantiate --xml`; `toXML` leaves it out, as
   * is the default).
   */
  readonly positions?: boolean;
  /**
   * Whether a text that XML cannot hold (control characters, bytes that are not UTF-8) is refused, with its place.
   * `toXML` writes it, as is the default.
   */
  readonly wellFormed?: boolean;
}

/**
 * XML as `builtins.toXML` and `nix-instantiate --eval --xml` of Nix 2.8 write it, header and last line end included. A
 * derivation is written once; later it is `<repeated />`. The result carries the contexts of all strings. Nesting may
 * be deep; a value that contains itself (other than a derivation) is an error. O(size of the value · its depth), as
 * lines are indented.
 */
export function writeXml(host: Host, slot: Slot, options: WriteXmlOptions = {}): string | ContextString {
  const writer = new XmlWriter(host.limits, options);
  writer.write(force(slot));
  return writer.finish();
}

class XmlWriter {
  readonly #text = new TextBuilder();
  readonly #limits: Limits;
  readonly #context = new Set<string>();
  readonly #strict: boolean;
  readonly #positions: boolean;
  readonly #wellFormed: boolean;
  readonly #descent = new Descent();
  /** The elements that are open inside `<expr>`, and whether each belongs to a level of the descent. */
  readonly #open: { readonly tag: string; readonly isLevel: boolean }[] = [];
  #indentation = indent(1);
  readonly #derivations = new Set<string>();

  constructor(limits: Limits, { strict = true, positions = false, wellFormed = false }: WriteXmlOptions) {
    this.#limits = limits;
    this.#text.add("<?xml version='1.0' encoding='utf-8'?>\n<expr>\n");
    this.#strict = strict;
    this.#positions = positions;
    this.#wellFormed = wellFormed;
  }

  finish(): string | ContextString {
    this.#text.add('</expr>\n');
    return withContext(this.#text.finish(), this.#context);
  }

  write(value: Value): void {
    const descent = this.#descent;
    this.#writeValue(value);
    for (let top = descent.top; top !== undefined; top = descent.top) {
      this.#limits.tick();
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
        const { before, after } = this.#place(at);
        this.#openElement('attr', `${before}${this.#attribute('name', name)}${after}`, false);
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
    else if (typeof value === 'boolean') this.#empty('bool', this.#attribute('value', String(value)));
    else if (typeof value === 'number' || typeof value === 'bigint')
      this.#empty('int', this.#attribute('value', String(value)));
    else if (value instanceof NixFloat) this.#empty('float', this.#attribute('value', formatFloat(value)));
    else if (typeof value === 'string' || value instanceof ContextString) this.#writeString(value);
    else if (value instanceof NixPath) this.#empty('path', this.#attribute('value', value.path));
    else if (value instanceof NixFunction) this.#writeFunction(value);
    else if (isList(value)) {
      this.#descent.enter(value, undefined, value);
      this.#openElement('list', '', true);
    } else this.#writeSet(value);
  }

  #writeString(value: string | ContextString): void {
    for (const element of contextOf(value)) this.#context.add(element);
    this.#empty('string', this.#attribute('value', textOf(value)));
  }

  #writeSet(set: AttributeSetValue): void {
    if (!isDerivation(set)) {
      this.#descent.enter(set, set.shape.names, set.slots);
      this.#openElement('attrs', '', true);
      return;
    }
    const drvPath = this.#textAttribute(set, 'drvPath');
    const outPath = this.#textAttribute(set, 'outPath');
    const paths = [
      drvPath === undefined ? '' : this.#attribute('drvPath', drvPath),
      outPath === undefined ? '' : this.#attribute('outPath', outPath),
    ];
    const attributes = paths.join('');
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
    const { before, after } = this.#place(position);
    this.#openElement('function', before + after, false);
    if (formals === undefined) this.#empty('varpat', this.#attribute('name', name ?? ''));
    else {
      const attributes =
        (open ? this.#attribute('ellipsis', '1') : '') + (name === undefined ? '' : this.#attribute('name', name));
      this.#openElement('attrspat', attributes, false);
      for (const formal of sortNames(formals)) this.#empty('attr', this.#attribute('name', formal));
      this.#close();
    }
    this.#close();
  }

  /** The attributes for a place, which go around the others in the order of their names. */
  #place(position: Position | undefined): { readonly before: string; readonly after: string } {
    if (!this.#positions || position === undefined) return { before: '', after: '' };
    const { source, line, column } = position;
    // Nix, too, gives the text of what is no file.
    const path = source.name.startsWith('/') ? source.name : source.text;
    return { before: ` column="${column}" line="${line}"`, after: ` path="${this.#escape(path)}"` };
  }

  #attribute(name: string, value: string): string {
    return ` ${name}="${this.#escape(value)}"`;
  }

  #escape(text: string): string {
    if (this.#wellFormed) refuseForXml(text, this.#descent, this.#limits);
    return convertInPieces(text, this.#limits, escapeXml);
  }

  #empty(tag: string, attributes = ''): void {
    this.#text.add(this.#indentation, '<', tag, attributes, ' />\n');
  }

  #openElement(tag: string, attributes: string, isLevel: boolean): void {
    this.#text.add(this.#indentation, '<', tag, attributes, '>\n');
    this.#open.push({ tag, isLevel });
    this.#indentation = indent(this.#open.length + 1);
  }

  #close(): void {
    const element = this.#open.pop();
    if (element === undefined) return;
    this.#indentation = indent(this.#open.length + 1);
    this.#text.add(this.#indentation, '</', element.tag, '>\n');
  }

  /** Closes the `<attr>` whose value has been written. */
  #closeUpToLevel(): void {
    while (this.#open.at(-1)?.isLevel === false) this.#close();
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
    return { position: fn.position, name: 'drvAttrs', formals: fn.formals.keys(), open: true };
  }
  const [{ lambda }, given] = fn instanceof Closure ? [fn, 0] : [fn.closure, fn.args.length];
  return {
    position: new Position(lambda.position.source, lambda.starts[given] ?? lambda.position.offset),
    name: lambda.parameters[given],
    formals: lambda.pattern?.formals.keys(),
    open: lambda.pattern?.open ?? false,
  };
}

const entities: ReadonlyMap<string, string> = new Map([
  ['"', '&quot;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['&', '&amp;'],
  ['\n', '&#xA;'],
]);

function escapeXml(text: string): string {
  if (!/["<>&\n]/.test(text)) return text;
  return text.replace(/["<>&\n]/g, character => entities.get(character) ?? character);
}
