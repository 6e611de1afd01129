import { countNouns } from '../../base/count-nouns.ts';
import type { Findings } from '../../base/findings.ts';
import { compareNames } from '../../base/order.ts';
import { didYouMean } from '../../base/suggest.ts';
import type { XmlElement } from '../../model/xml/parse-xml.ts';

/**
 * The children of an element that has each of some tags at most once. A doubled one is an error; an unknown one, which
 * a later Disnix might write, is passed over with a warning.
 */
export function readFields(
  element: XmlElement,
  tags: readonly string[],
  findings: Findings,
): ReadonlyMap<string, XmlElement> {
  refuseText(element, findings);
  const fields = new Map<string, XmlElement>();
  for (const child of element.children) {
    const { name, position } = child;
    if (!tags.includes(name)) {
      const hint = didYouMean(name, tags) ?? `<${element.name}> has ${tags.map(tag => `<${tag}>`).join(', ')}`;
      const message = `<${element.name}> has <${name}>, which is not known there: it is passed over`;
      findings.warning('manifest-unknown', message, { position, hint });
    } else if (fields.has(name)) {
      findings.error('manifest-doubled', `<${element.name}> has more than one <${name}>`, { position });
    } else fields.set(name, child);
  }
  return fields;
}

/**
 * Children that all have one tag and a name of their own, by name, in byte order. Without a tag only the name counts:
 * tools differ in what they call members of sets.
 */
export function readNamed<T>(
  element: XmlElement | undefined,
  tag: string | undefined,
  findings: Findings,
  read: (child: XmlElement, name: string) => T,
): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  if (element === undefined) return found;
  refuseText(element, findings);
  for (const child of element.children) {
    const { position } = child;
    const name = child.attributes.get('name');
    if (tag !== undefined && child.name !== tag) refuseChild(element, child, tag, findings);
    else if (name === undefined || name === '') {
      findings.error('manifest', `<${child.name}> has no name`, { position });
    } else if (found.has(name)) {
      findings.error('manifest-doubled', `<${element.name}> has more than one <${child.name} name="${name}">`, {
        position,
      });
    } else found.set(name, read(child, name));
  }
  return new Map([...found].sort(([a], [b]) => compareNames(a, b)));
}

/** The children of a list, all of one tag. */
export function readItems(element: XmlElement | undefined, tag: string, findings: Findings): readonly XmlElement[] {
  if (element === undefined) return [];
  refuseText(element, findings);
  return element.children.filter(child => child.name === tag || refuseChild(element, child, tag, findings));
}

/** The text of a field that must be there and say something; undefined, and told, where it does not. */
export function readText(
  owner: XmlElement,
  tag: string,
  fields: ReadonlyMap<string, XmlElement>,
  findings: Findings,
): string | undefined {
  const field = fields.get(tag);
  const text = field && readOptional(field, findings);
  if (text !== undefined) return text;
  const lacks = field === undefined ? 'no' : 'an empty';
  // An element that holds others is told already.
  if (field === undefined || field.children.length === 0) {
    findings.error('manifest', `<${owner.name}> has ${lacks} <${tag}>`, { position: (field ?? owner).position });
  }
  return undefined;
}

/** The text of a field that may be missing, or empty, which is the same. */
export function readOptional(field: XmlElement | undefined, findings: Findings): string | undefined {
  if (field === undefined) return undefined;
  if (field.children.length === 0) return field.text === '' ? undefined : field.text;
  const message = `<${field.name}> has ${countNouns(field.children.length, 'element')} where a text is expected`;
  findings.error('manifest', message, { position: field.position });
  return undefined;
}

function refuseChild(parent: XmlElement, child: XmlElement, tag: string, findings: Findings): false {
  const message = `<${parent.name}> has <${child.name}>, but may have <${tag}> only`;
  findings.error('manifest', message, { position: child.position });
  return false;
}

/** Between elements there is nothing but blanks. */
function refuseText({ name, text, position }: XmlElement, findings: Findings): void {
  if (/^\s*$/.test(text)) return;
  findings.error('manifest', `<${name}> has text where elements are expected`, { position });
}
