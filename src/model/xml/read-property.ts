import { InputError } from '../../base/diagnostic.ts';
import { compareNames } from '../../base/order.ts';
import type { Position } from '../../base/source.ts';
import { didYouMean } from '../../base/suggest.ts';
import { AttributeSetValue, NixFloat, Shape, type Slot, type Value } from '../../nix/index.ts';
import type { XmlElement } from './parse-xml.ts';

const types = ['string', 'int', 'float', 'bool', 'list', 'attrs', 'null'];

/**
 * A set whose attributes know where they stand in the XML. Of doubled names the last one counts, as in the original
 * toolset.
 */
export function makeSet(entries: Iterable<readonly [string, Slot, Position]>): AttributeSetValue {
  const map = new Map<string, readonly [Slot, Position]>();
  for (const [name, slot, position] of entries) map.set(name, [slot, position]);
  const sorted = [...map].sort(([a], [b]) => compareNames(a, b));
  const shape = new Shape(
    sorted.map(([name]) => name),
    sorted.map(([, [, position]]) => position),
  );
  return new AttributeSetValue(
    shape,
    sorted.map(([, [slot]]) => slot),
  );
}

/** The value of `<property type="…">` or `<elem type="…">`: a string where no type is given. */
export function readTyped(element: XmlElement): Value {
  const type = element.attributes.get('type') ?? 'string';
  switch (type) {
    case 'string':
      return element.text;
    case 'int':
      return readInteger(element);
    case 'float':
      return readFloat(element);
    case 'bool':
      return readBoolean(element);
    case 'list':
      return element.children.map(child => readTyped(expectName(child, 'elem')));
    case 'attrs':
      return readProperties(element);
    case 'null':
      return null;
    default:
      throw refuse(
        element,
        `the unknown type "${type}"`,
        didYouMean(type, types) ?? `a type is one of ${types.join(', ')}`,
      );
  }
}

/** The children `<property name="…" type="…">` as a set. */
export function readProperties(element: XmlElement): AttributeSetValue {
  return makeSet(
    element.children.map(child => [readName(expectName(child, 'property')), readTyped(child), child.position] as const),
  );
}

/** The attribute `name` of an element. */
export function readName(element: XmlElement): string {
  const name = element.attributes.get('name');
  if (name === undefined) throw refuse(element, 'no attribute "name"');
  return name;
}

/** The text of an element as an integer of 64 bits. @throws InputError for any other text */
export function readInteger(element: XmlElement): number | bigint {
  const text = element.text.trim();
  if (!/^[-+]?\d+$/.test(text)) throw refuse(element, `"${text}" where an integer is expected`);
  const value = BigInt(text.replace(/^\+/, ''));
  if (BigInt.asIntN(64, value) !== value) throw refuse(element, `the integer ${text}, which does not fit into 64 bits`);
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

function readFloat(element: XmlElement): Value {
  const value = Number(element.text.trim() || 'none');
  if (!Number.isFinite(value)) throw refuse(element, `"${element.text}" where a number is expected`);
  return new NixFloat(value);
}

/** `true` and `1`, `false`, `0` and nothing: the forms that Nix and XML tools write. */
export function readBoolean(element: XmlElement): boolean {
  const text = element.text.trim();
  if (text === 'true' || text === '1') return true;
  if (text === 'false' || text === '0' || text === '') return false;
  throw refuse(element, `"${text}" where true or false is expected`);
}

/** The element itself. @throws InputError when it has another name */
export function expectName(element: XmlElement, name: string): XmlElement {
  if (element.name === name) return element;
  throw refuse(element, `a misplaced element: <${name}> is expected here`);
}

/** An error about an element: `<service> has …`. */
export function refuse(element: XmlElement, has: string, hint?: string): InputError {
  const message = `<${element.name}> has ${has}`;
  return new InputError([{ severity: 'error', code: 'xml-model', message, position: element.position, hint }]);
}
