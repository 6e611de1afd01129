import type { Yaml } from '../../model/yaml-text.ts';
import { type DataNode, describeNode, type MapEntry, type MapNode, textIn, valueIn } from '../document/data-node.ts';
import { readDocuments, type SourceFile } from '../document/read-documents.ts';
import type { ImportLog } from '../import-log.ts';

/** An object of the files: what it is, and its text. */
export interface KubernetesObject {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly map: MapNode;
}

/**
 * The objects of all files, lists taken apart. An object that a later file has again, a patch say, is laid over the
 * earlier one; twice in one file is an error. O(size of the files).
 */
export function collectObjects(
  files: readonly SourceFile[],
  loadYaml: () => Yaml,
  log: ImportLog,
): readonly KubernetesObject[] {
  const objects = new Map<string, KubernetesObject>();
  for (const file of files) {
    const here = new Set<string>();
    const documents = log.findings.attempt(() => readDocuments(file, loadYaml)) ?? [];
    for (const object of documents.flatMap(document => takeApart(document, log))) {
      const id = JSON.stringify([object.kind, object.namespace, object.name]);
      const before = objects.get(id);
      if (here.has(id)) {
        const message = `${object.kind} ${object.name} is there twice in this file`;
        log.error('duplicate-object', message, object.map.position);
      }
      here.add(id);
      objects.set(id, before === undefined ? object : { ...before, map: layOver(before.map, object.map) });
    }
  }
  return [...objects.values()];
}

function takeApart(document: DataNode, log: ImportLog): readonly KubernetesObject[] {
  if (document.kind !== 'map') {
    const hint = 'give manifests, or what kubectl get -o json prints';
    log.error('kubernetes', `this is ${describeNode(document)}, but must be an object`, document.position, hint);
    return [];
  }
  const kind = textIn(document, 'kind');
  const items = valueIn(document, 'items');
  if (items !== undefined && (kind === undefined || kind.endsWith('List'))) {
    if (items.kind === 'list') return items.items.flatMap(item => takeApart(withKind(item, kind), log));
    log.error('import-value', `items is ${describeNode(items)}, but must be a list`, items.position);
    return [];
  }
  if (kind === undefined || textIn(document, 'apiVersion') === undefined) {
    const hint = 'an object has apiVersion: apps/v1 and kind: Deployment';
    log.error('kubernetes', 'an object without apiVersion and kind', document.position, hint);
    return [];
  }
  const metadata = valueIn(document, 'metadata');
  const name = metadata?.kind === 'map' ? (textIn(metadata, 'name') ?? textIn(metadata, 'generateName')) : undefined;
  if (metadata?.kind !== 'map' || name === undefined) {
    log.error('kubernetes', `${kind} has no metadata.name`, document.position);
    return [];
  }
  const namespace = kind === 'Node' || kind === 'PriorityClass' ? '' : (textIn(metadata, 'namespace') ?? 'default');
  return [{ kind, namespace, name, map: document }];
}

/** In a list of one kind, items need not say theirs. */
function withKind(item: DataNode, list: string | undefined): DataNode {
  if (item.kind !== 'map' || list === undefined || list === 'List' || item.entries.has('kind')) return item;
  const said = (text: string): MapEntry => ({
    key: item.position,
    value: { kind: 'text', text, position: item.position },
  });
  const entries = new Map(item.entries);
  entries.set('kind', said(list.slice(0, -'List'.length)));
  if (!entries.has('apiVersion')) entries.set('apiVersion', said('v1'));
  return { ...item, entries };
}

/** A patch: mappings key by key, containers by their names, ports by number and protocol, other lists replaced. */
function layOver(base: MapNode, over: MapNode): MapNode {
  const entries = new Map(base.entries);
  for (const [key, entry] of over.entries) {
    const before = entries.get(key)?.value;
    const { value } = entry;
    if (before?.kind === 'map' && value.kind === 'map') {
      entries.set(key, { ...entry, value: layOver(before, value) });
    } else if (before?.kind === 'list' && value.kind === 'list' && /^(?:initC|c)ontainers$/.test(key)) {
      entries.set(key, { ...entry, value: { ...value, items: layOverByKey(before.items, value.items, nameOf) } });
    } else if (before?.kind === 'list' && value.kind === 'list' && key === 'ports') {
      entries.set(key, { ...entry, value: { ...value, items: layOverByKey(before.items, value.items, portOf) } });
    } else if (value.kind === 'null') entries.delete(key);
    else entries.set(key, entry);
  }
  return { ...base, entries };
}

function nameOf(item: MapNode): string | undefined {
  return textIn(item, 'name');
}

function portOf(item: MapNode): string | undefined {
  const number = valueIn(item, 'containerPort');
  if (number === undefined || number.kind === 'map' || number.kind === 'list') return undefined;
  return `${number.text}/${textIn(item, 'protocol') ?? 'TCP'}`;
}

function layOverByKey(
  base: readonly DataNode[],
  over: readonly DataNode[],
  keyOf: (item: MapNode) => string | undefined,
): readonly DataNode[] {
  const items = [...base];
  for (const item of over) {
    const key = item.kind === 'map' ? keyOf(item) : undefined;
    const at = items.findIndex(one => one.kind === 'map' && key !== undefined && keyOf(one) === key);
    const before = items[at];
    if (before?.kind === 'map' && item.kind === 'map') items[at] = layOver(before, item);
    else items.push(item);
  }
  return items;
}
