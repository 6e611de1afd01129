import type { Findings } from '../../base/findings.ts';
import { didYouMean } from '../../base/suggest.ts';
import type { XmlElement } from '../../model/xml/parse-xml.ts';
import type { PropertySet, PropertyValue } from './deployed-state.ts';
import { readNamed } from './manifest-fields.ts';

/** The members of a set: `<property name="…" type="…">`. */
export function readPropertySet(element: XmlElement | undefined, findings: Findings): PropertySet {
  return readNamed(element, undefined, findings, child => readPropertyValue(child, findings));
}

/** The value of a typed element; null, and told, where its text is none of its type. */
function readPropertyValue(element: XmlElement, findings: Findings): PropertyValue {
  const { text, children, position } = element;
  // Functions and paths reach a manifest as elements without type and text.
  const type = element.attributes.get('type') ?? (children.length > 0 ? 'attrs' : 'string');
  if (type === 'attrs') return readPropertySet(element, findings);
  if (type === 'list') return children.map(child => readPropertyValue(child, findings));
  const refuse = (message: string, hint?: string): null => {
    findings.error('manifest', message, { position, hint });
    return null;
  };
  if (!Object.hasOwn(scalars, type)) {
    const hint = didYouMean(type, types) ?? `a type is one of ${types.join(', ')}`;
    return refuse(`<${element.name}> has the unknown type "${type}"`, hint);
  }
  const value = children.length > 0 ? undefined : scalars[type]?.(text);
  return value === undefined ? refuse(`<${element.name}> is no ${type}, though it says so`) : value;
}

/** Texts of a type as values; undefined for a text that is none. */
const scalars: Readonly<Record<string, (text: string) => PropertyValue | undefined>> = {
  string: text => text,
  null: () => null,
  int: readInteger,
  float: text => (text.trim() === '' || !Number.isFinite(Number(text)) ? undefined : Number(text)),
  bool: text => booleans.get(text.trim()),
};

const types = [...Object.keys(scalars), 'list', 'attrs'];

/** `toXML` of Nix writes words, other tools digits. */
const booleans: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
  ['', false],
]);

/** An integer of 64 bits; undefined for any other text. */
export function readInteger(text: string): bigint | undefined {
  if (!/^\s*[-+]?\d{1,20}\s*$/.test(text)) return undefined;
  const value = BigInt(text.trim().replace(/^\+/, ''));
  return BigInt.asIntN(64, value) === value ? value : undefined;
}
