import type { Findings } from '../base/findings.ts';
import { didYouMean } from '../base/suggest.ts';
import { AttributeSetValue, describeValue, force, type Value } from '../nix/index.ts';
import { listOf, readAttribute, textOf } from './decode-value.ts';
import { type Docs, usualDocs } from './docs.ts';
import { splitGroup } from './service-details.ts';

const keys = ['descriptions', 'fields', 'groups'];

/**
 * Checks the configuration of a catalogue, `{ groups = { "A/B" = "text"; }; fields = [ "type" ]; descriptions = { type
 * = "Type"; }; }`, where each part may be left out. Every mistake is told to `findings`. O(size).
 */
export function decodeDocs(value: Value, file: string, findings: Findings): Docs {
  if (!(value instanceof AttributeSetValue)) {
    findings.error('docs', `the docs configuration is ${describeValue(value)}, but must be an attribute set`, {
      file,
      hint: 'it is { groups = { }; fields = [ ]; descriptions = { }; }',
    });
    return usualDocs;
  }
  for (const [name] of value.entries()) {
    if (keys.includes(name)) continue;
    findings.warning('unknown-property', `the docs configuration has an attribute "${name}", which means nothing`, {
      position: value.positionOf(name),
      file,
      hint: didYouMean(name, keys),
    });
  }
  const fields = readFields(value, file, findings);
  const descriptions = readTexts(value, 'descriptions', file, findings);
  const groups = [...readTexts(value, 'groups', file, findings)];
  return {
    groups: new Map(groups.map(([path, text]) => [splitGroup(path).join('/'), text])),
    fields: fields ?? usualDocs.fields,
    descriptions: new Map([...usualDocs.descriptions, ...descriptions]),
  };
}

function readFields(set: AttributeSetValue, file: string, findings: Findings): readonly string[] | undefined {
  const found = findings.attempt(() => readAttribute(set, 'fields'));
  if (found === undefined) return undefined;
  const place = { position: found.position, file };
  const elements = listOf(found.value);
  if (elements === undefined) {
    findings.error('docs', `fields is ${describeValue(found.value)}, but must be a list of strings`, place);
    return undefined;
  }
  return elements.flatMap((slot, i) => {
    const value = findings.attempt(() => force(slot));
    if (value === undefined) return [];
    const text = textOf(value);
    if (text !== undefined) return [text];
    findings.error('docs', `element ${i + 1} of fields is ${describeValue(value)}, but must be a string`, place);
    return [];
  });
}

function readTexts(set: AttributeSetValue, key: string, file: string, findings: Findings): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const found = findings.attempt(() => readAttribute(set, key));
  if (found === undefined) return texts;
  const { value } = found;
  if (!(value instanceof AttributeSetValue)) {
    const message = `${key} is ${describeValue(value)}, but must be an attribute set of strings`;
    findings.error('docs', message, { position: found.position, file });
    return texts;
  }
  for (const [name, slot] of value.entries()) {
    const inner = findings.attempt(() => force(slot));
    if (inner === undefined) continue;
    const text = textOf(inner);
    if (text !== undefined) texts.set(name, text);
    else {
      const message = `${key}.${name} is ${describeValue(inner)}, but must be a string`;
      findings.error('docs', message, { position: value.positionOf(name), file });
    }
  }
  return texts;
}
