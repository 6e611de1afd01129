import type { Yaml } from '../../model/yaml-text.ts';
import { type DataNode, describeNode, type MapEntry, type MapNode, textIn, valueIn } from '../document/data-node.ts';
import { readDocuments, type SourceFile } from '../document/read-documents.ts';
import type { ImportLog } from '../import-log.ts';
import { layOver } from './lay-over.ts';

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
      const map = before === undefined ? object.map : layOver(before.map, object.map);
      if (map === undefined) objects.delete(id);
      else objects.set(id, { ...object, map });
    }
  }
  return [...objects.values()];
}

function takeApart(document: DataNode, log: ImportLog): readonly KubernetesObject[] {
  if (document.kind !== 'map') {
    const isPatch =
      document.kind === 'list' && document.items.some(item => item.kind === 'map' && item.entries.has('op'));
    const hint = isPatch ? patchHint : 'give manifests, or what kubectl get -o json prints';
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
    const hint = hintOfHelm(document) ?? 'an object has apiVersion: apps/v1 and kind: Deployment';
    log.error('kubernetes', 'an object without apiVersion and kind', document.position, hint);
    return [];
  }
  const metadata = valueIn(document, 'metadata');
  const name = metadata?.kind === 'map' ? (textIn(metadata, 'name') ?? textIn(metadata, 'generateName')) : undefined;
  if (metadata?.kind !== 'map' || name === undefined) {
    const isKustomized = textIn(document, 'apiVersion')?.startsWith('kustomize.config.k8s.io/') === true;
    log.error(
      'kubernetes',
      `${kind} has no metadata.name`,
      document.position,
      isKustomized ? kustomizeHint : undefined,
    );
    return [];
  }
  const namespace = kind === 'Node' || kind === 'PriorityClass' ? '' : (textIn(metadata, 'namespace') ?? 'default');
  return [{ kind, namespace, name, map: document }];
}

const kustomizeHint = 'give what kubectl prints of its folder: kubectl kustomize FOLDER > objects.yaml';
const patchHint = `these are steps of a patch, which kubectl takes: ${kustomizeHint}`;

/** What a chart has beside its templates: its description, and values that are filled in. */
function hintOfHelm(document: MapNode): string | undefined {
  const isChart = document.entries.has('apiVersion') && document.entries.has('version');
  const isValues = document.entries.has('replicaCount') || document.entries.has('image');
  return isChart || isValues ? 'of a chart give what Helm prints: helm template CHART > objects.yaml' : undefined;
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
