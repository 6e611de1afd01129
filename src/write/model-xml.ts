import { fromBytes, toBytes } from '../base/bytes.ts';
import { InputError, UserError } from '../base/diagnostic.ts';
import { Findings } from '../base/findings.ts';
import { listOf, textOf } from '../model/decode-value.ts';
import type { Distribution } from '../model/distribution.ts';
import type { IdResources, Pool } from '../model/id-resources.ts';
import type { IdsFile, NumbersInUse } from '../model/ids.ts';
import type { InfrastructureModel } from '../model/infrastructure.ts';
import { kindByName, systemRanges } from '../model/pool-kind.ts';
import { protocolNames, protocolsByName } from '../model/port.ts';
import type { ServicesModel } from '../model/service.ts';
import { AttributeSetValue, describeValue, force, NixFloat, NixFunction, NixPath, type Slot } from '../nix/index.ts';
import type { NumberRange } from '../solve/index.ts';

/**
 * Models in the XML of the original toolset, each such that `readModel` gives the same model back. Two blanks a level.
 * Functions, and the packages of services, have no XML and are left out.
 * @throws InputError with everything that fails (`throw`, `abort`) or that XML cannot hold
 */
export function writeServicesXml({ services }: ServicesModel): string {
  const findings = new Findings();
  const children = [...services.values()].map(service => {
    const own = [...service.attributes.entries()].filter(([name]) => !written.includes(name));
    const properties = [
      writeDependencies('dependsOn', service.dependsOn, services),
      writeDependencies('connectsTo', service.connectsTo, services),
      element('property', { name: 'name', type: 'string' }, service.name),
      ...(service.type === undefined ? [] : [element('property', { name: 'type', type: 'string' }, service.type)]),
      ...own.flatMap(([name, slot]) =>
        reportFailure(`service "${service.key}"`, name, findings, () => writeTyped('property', slot, name)),
      ),
    ];
    return element('service', { name: service.key }, properties);
  });
  findings.throwIfErrors();
  return document(element('services', {}, children));
}

/** A property as XML. One that fails is told with its name and owner, and the next has its turn. */
function reportFailure(
  owner: string,
  property: string,
  findings: Findings,
  write: () => readonly Node[],
): readonly Node[] {
  try {
    return write();
  } catch (error) {
    if (!(error instanceof UserError) || error.fatal) throw error;
    for (const found of error.diagnostics) {
      findings.add({ ...found, message: `the property "${property}" of ${owner} has no XML: ${found.message}` });
    }
    return [];
  }
}

const written = ['connectsTo', 'dependsOn', 'name', 'pkg', 'type'];

function writeDependencies(property: string, keys: readonly string[], services: ServicesModel['services']): Node {
  const names = keys.map(key => element('dependency', {}, services.get(key)?.name ?? key));
  return element('property', { name: property }, names);
}

/** As `writeServicesXml`. */
export function writeInfrastructureXml({ targets }: InfrastructureModel): string {
  const findings = new Findings();
  const children = [...targets.values()].map(({ name, properties, containers, attributes }) => {
    const others = [...attributes.entries()].filter(([key]) => targetElements.includes(key));
    const tell = (property: string, write: () => readonly Node[]): readonly Node[] =>
      reportFailure(`target "${name}"`, property, findings, write);
    const writeEach = (set: AttributeSetValue, path = ''): readonly Node[] =>
      [...set.entries()].flatMap(([key, slot]) => tell(path + key, () => writeTyped('property', slot, key)));
    return element('target', { name }, [
      element('properties', { type: 'attrs' }, writeEach(properties)),
      element(
        'containers',
        {},
        [...containers].map(([container, set]) =>
          element('container', { name: container, type: 'attrs' }, writeEach(set, `containers.${container}.`)),
        ),
      ),
      ...(properties === attributes ? [] : others.flatMap(([key, slot]) => tell(key, () => writeTyped(key, slot)))),
    ]);
  });
  findings.throwIfErrors();
  return document(element('infrastructure', { version: '2' }, children));
}

/** What a target has beside its properties and containers. */
const targetElements = ['clientInterface', 'numOfCores', 'system', 'targetProperty'];

/** As `writeServicesXml`; each place of a service as a mapping of target and container. */
export function writeDistributionXml({ mappings }: Distribution): string {
  const children = [...mappings].map(([name, list]) => {
    const inner = list.map(({ target, container }) =>
      element('mapping', {}, [
        element('target', {}, target),
        ...(container === undefined ? [] : [element('container', {}, container)]),
      ]),
    );
    return element('service', { name }, inner);
  });
  return document(element('distribution', {}, children));
}

/** As `writeServicesXml`. */
export function writeIdResourcesXml({ pools }: IdResources): string {
  return document(element('resources', {}, [...pools.values()].map(writePool)));
}

/** What a pool is by its name or its kind anyhow is left out, so that the original toolset reads usual ones. */
function writePool(pool: Pool): Node {
  const flag = (tag: string, isThere: boolean, content: string | readonly Node[]): Node[] =>
    isThere ? [element(tag, {}, content)] : [];
  const ranges = (list: readonly NumberRange[]): Node[] =>
    list.map(({ from, to }) =>
      element('range', {}, [element('from', {}, String(from)), element('to', {}, String(to))]),
    );
  return element('resource', { name: pool.name }, [
    element('min', {}, String(pool.min)),
    element('max', {}, String(pool.max)),
    element('scope', {}, pool.scope),
    element('step', {}, String(pool.step)),
    ...flag('block', pool.block !== 1, String(pool.block)),
    ...flag('reserved', pool.reserved.length > 0, ranges(pool.reserved)),
    ...flag('space', pool.space !== undefined, pool.space ?? ''),
    ...flag('sameAs', pool.sameAs !== undefined, pool.sameAs ?? ''),
    ...flag('kind', pool.kind !== kindByName(pool.name), pool.kind),
    ...flag('protocol', pool.protocols !== protocolsByName(pool.name), protocolNames(pool.protocols).join('+')),
    ...flag('keepForeign', pool.keepForeign === true, 'true'),
    ...flag('usedBySystem', pool.usedBySystem !== systemRanges(pool.kind), ranges(pool.usedBySystem)),
  ]);
}

/** As `writeServicesXml`; parts that only some systems need are left out where they are empty. */
export function writeIdsXml(ids: IdsFile): string {
  const numbers = (map: ReadonlyMap<string, number>): Node[] =>
    [...map].map(([name, id]) => element('assignment', { name }, String(id)));
  const ranges = (list: readonly (NumbersInUse & { readonly run?: number })[]): Node[] =>
    list.map(({ from, to, run, targets }) =>
      element('range', {}, [
        element('from', {}, String(from)),
        element('to', {}, String(to)),
        ...(run === undefined ? [] : [element('run', {}, String(run))]),
        ...targets.map(target => element('target', {}, target)),
      ]),
    );
  const each = <T>(tag: string, map: ReadonlyMap<string, T>, write: (inner: T) => Node[]): Node[] =>
    [...map].map(([name, inner]) => element(tag, { name }, write(inner)));
  return document(
    element('ids', {}, [
      element('ids', {}, each('resource', ids.ids, numbers)),
      element('lastAssignments', {}, numbers(ids.lastAssignments)),
      element('lastAssignmentsPerTarget', {}, each('target', ids.lastAssignmentsPerTarget, numbers)),
      ...(ids.released.size === 0 ? [] : [element('released', {}, each('resource', ids.released, ranges))]),
      ...(ids.inUse === undefined ? [] : [element('inUse', {}, each('resource', ids.inUse, ranges))]),
      ...(ids.former === undefined ? [] : [element('former', {}, each('resource', ids.former, numbers))]),
      ...(ids.identity === undefined ? [] : [element('lineage', {}, ids.identity.lineage)]),
      ...(ids.identity === undefined ? [] : [element('serial', {}, String(ids.identity.serial))]),
    ]),
  );
}

/** A value with its type, as one element; nothing for what XML has no form for. */
function writeTyped(tag: string, slot: Slot, name?: string): Node[] {
  const value = force(slot);
  const typed = (type: string, content: string | Node[]): Node[] => [
    element(tag, { ...(name === undefined ? {} : { name }), type }, content),
  ];
  const text = textOf(value);
  const list = listOf(value);
  if (text !== undefined) return typed('string', text);
  if (value === null) return typed('null', '');
  if (typeof value === 'boolean') return typed('bool', String(value));
  if (typeof value === 'number' || typeof value === 'bigint') return typed('int', String(value));
  if (value instanceof NixFloat) return typed('float', String(value.value));
  if (value instanceof NixPath) return typed('string', value.path);
  if (list !== undefined)
    return typed(
      'list',
      list.flatMap(item => writeTyped('elem', item)),
    );
  if (value instanceof AttributeSetValue) return typed('attrs', writeSet(value));
  if (value instanceof NixFunction) return [];
  throw new Error(`no XML for ${describeValue(value)}`);
}

function writeSet(set: AttributeSetValue): Node[] {
  return [...set.entries()].flatMap(([name, slot]) => writeTyped('property', slot, name));
}

/** The lines of an element. */
type Node = readonly string[];

function element(name: string, attributes: Readonly<Record<string, string>>, content: string | readonly Node[]): Node {
  const shown = Object.entries(attributes).map(([key, value]) => ` ${key}="${quote(value)}"`);
  const head = `<${name}${shown.join('')}`;
  if (typeof content === 'string') return [`${head}>${quote(content)}</${name}>`];
  if (content.length === 0) return [`${head} />`];
  return [`${head}>`, ...content.flatMap(lines => lines.map(line => `  ${line}`)), `</${name}>`];
}

function document(root: Node): string {
  return `<?xml version="1.0"?>\n${root.join('\n')}\n`;
}

// What XML 1.0 forbids even as a reference.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about.
const forbidden = /[\x00-\x08\x0b\x0c\x0e-\x1f]/;

/** Line ends and tabs are written as references, so that neither indentation nor a reader changes them. */
function quote(text: string): string {
  if (forbidden.test(text) || toBytes(fromBytes(text)) !== text) {
    const message = `XML cannot hold the text ${JSON.stringify(text)}`;
    throw new InputError([
      {
        severity: 'error',
        code: 'xml-text',
        message,
        hint: 'control characters, and bytes that are not UTF-8, have no place in XML',
      },
    ]);
  }
  return text.replace(/[&<>"'\t\n\r]/g, character => `&#${character.charCodeAt(0)};`);
}
