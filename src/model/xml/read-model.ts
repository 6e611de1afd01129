import { InputError } from '../../base/diagnostic.ts';
import type { AttributeSetValue, Slot, Value } from '../../nix/index.ts';
import type { XmlElement } from './parse-xml.ts';
import {
  expectName,
  makeSet,
  readBoolean,
  readInteger,
  readName,
  readProperties,
  readTyped,
  refuse,
} from './read-property.ts';

/** The models that exist as XML, by the name of their root element. */
export const modelKinds = ['services', 'infrastructure', 'distribution', 'resources', 'ids'] as const;
/** One of them. */
export type ModelKind = (typeof modelKinds)[number];

/**
 * A model in the XML of the original toolset, as the value that the same model has in Nix: so the ordinary decoders
 * check it. Dependencies are lists of names. O(size).
 * @throws InputError for a wrong root or an element that does not belong where it stands
 */
export function readModel(root: XmlElement, kind: ModelKind): Value {
  if (root.name !== kind) {
    const message = `the root element is <${root.name}>, but must be <${kind}>`;
    throw new InputError([{ severity: 'error', code: 'xml-root', message, position: root.position }]);
  }
  return readers[kind](root);
}

const readers: Readonly<Record<ModelKind, (root: XmlElement) => Value>> = {
  services: root => readNamed(root, 'service', readService),
  infrastructure: root => readNamed(root, 'target', readTarget),
  distribution: root => readNamed(root, 'service', readMappings),
  resources: root => readNamed(root, 'resource', readResource),
  ids: readIds,
};

/** `<tag name="…">` children, each read as a value. */
function readNamed(element: XmlElement, tag: string, read: (child: XmlElement) => Slot): AttributeSetValue {
  return makeSet(
    element.children.map(child => [readName(expectName(child, tag)), read(child), child.position] as const),
  );
}

function readService(element: XmlElement): Slot {
  return makeSet(
    element.children.map(child => {
      const name = readName(expectName(child, 'property'));
      const isDependency = name === 'dependsOn' || name === 'connectsTo';
      const value = isDependency ? child.children.map(inner => expectName(inner, 'dependency').text) : readTyped(child);
      return [name, value, child.position] as const;
    }),
  );
}

function readTarget(element: XmlElement): Slot {
  return makeSet(
    element.children.map(child => {
      if (child.name === 'properties') return [child.name, readProperties(child), child.position] as const;
      if (child.name === 'containers') {
        return [child.name, readNamed(child, 'container', readProperties), child.position] as const;
      }
      const value = child.name === 'numOfCores' && child.text.trim() !== '' ? readInteger(child) : readTyped(child);
      return [child.name, value, child.position] as const;
    }),
  );
}

/**
 * `<mapping><target>T</target><container>C</container></mapping>`, and `<target><target>T</target></target>`, which the
 * original writes.
 */
function readMappings(element: XmlElement): Slot {
  const mappings = element.children.map(child => {
    if (child.name !== 'mapping' && child.name !== 'target')
      throw refuse(child, 'no place in a <service>: <mapping> is expected');
    if (child.name === 'target' && child.children.length === 0) return { target: child.text, container: undefined };
    const target = child.children.find(({ name }) => name === 'target');
    if (target === undefined) throw refuse(child, 'no <target>');
    return { target: target.text, container: child.children.find(({ name }) => name === 'container')?.text };
  });
  const list = mappings.map(({ target, container }) =>
    makeSet([
      ['target', target, element.position],
      ...(container === undefined ? [] : [['container', container, element.position] as const]),
    ]),
  );
  return makeSet([['targets', list, element.position]]);
}

function readResource(element: XmlElement): Slot {
  return makeSet(element.children.map(child => [child.name, readPoolKey(child), child.position] as const));
}

function readPoolKey(element: XmlElement): Slot {
  switch (element.name) {
    case 'min':
    case 'max':
    case 'step':
    case 'block':
      return readInteger(element);
    case 'reserved':
    case 'usedBySystem':
      return element.children.map(readNumbers);
    case 'keepForeign':
      return readBoolean(element);
    default:
      return element.text;
  }
}

function readNumbers(element: XmlElement): Slot {
  if (element.name === 'id') return readInteger(element);
  return makeSet(
    expectName(element, 'range').children.map(child => [child.name, readInteger(child), child.position] as const),
  );
}

function readRange({ children }: XmlElement): Slot {
  const entries = children.flatMap((child): (readonly [string, Slot, XmlElement['position']])[] =>
    child.name === 'target' ? [] : [[child.name, readInteger(child), child.position]],
  );
  const targets = children.filter(({ name }) => name === 'target');
  const [first] = targets;
  if (first !== undefined) entries.push(['targets', targets.map(({ text }) => text), first.position]);
  return makeSet(entries);
}

function readIds(root: XmlElement): Value {
  const numbers = (element: XmlElement): Slot => readNamed(element, 'assignment', readInteger);
  // Files of earlier versions have ids where there are ranges now.
  const lists = (element: XmlElement): Slot =>
    readNamed(element, 'resource', child =>
      child.children.map(one => (one.name === 'id' ? readInteger(one) : readRange(expectName(one, 'range')))),
    );
  const parts: Readonly<Record<string, (element: XmlElement) => Slot>> = {
    ids: element => readNamed(element, 'resource', numbers),
    lastAssignments: numbers,
    lastAssignmentsPerTarget: element => readNamed(element, 'target', numbers),
    released: lists,
    inUse: lists,
    releasedPerTarget: element => readNamed(element, 'target', lists),
    former: element => readNamed(element, 'resource', numbers),
    lineage: element => element.text,
    serial: readInteger,
  };
  return makeSet(
    root.children.map(child => {
      const read = Object.hasOwn(parts, child.name) ? parts[child.name] : undefined;
      if (read === undefined) throw refuse(child, 'no place in an ids file');
      return [child.name, read(child), child.position] as const;
    }),
  );
}
