import { readWrittenAmount } from '../../model/amount.ts';
import { amountData } from '../amount-data.ts';
import { type DataNode, type MapNode, valueIn } from '../document/data-node.ts';
import { FieldReader, type FieldRules } from '../document/field-reader.ts';
import type { DraftModels } from '../draft-models.ts';
import type { ImportedData } from '../imported-models.ts';
import { nixSystem } from '../nix-system.ts';

/** Whether a document is what `docker node inspect` prints. */
export function isNodeList(document: DataNode): boolean {
  return document.kind === 'list' && document.items.length > 0 && document.items.every(isNode);
}

function isNode(item: DataNode): boolean {
  return item.kind === 'map' && valueIn(item, 'Description') !== undefined && valueIn(item, 'Spec') !== undefined;
}

/**
 * The machines of a swarm: labels are properties, called as constraints call them (`node.labels.zone`), so that
 * constraints are rules word for word.
 */
export function readSwarmNodes(items: readonly DataNode[], draft: DraftModels): void {
  const rules: FieldRules = { log: draft.log };
  items.forEach((item, i) => {
    if (item.kind === 'map') readNode(`node ${i + 1}`, item, rules, draft);
  });
}

function readNode(what: string, map: MapNode, rules: FieldRules, draft: DraftModels): void {
  const node = new FieldReader(what, map, rules);
  const description = node.map('Description');
  const name = description?.text('Hostname');
  if (description === undefined || name === undefined) {
    node.fail(`${what} has no Hostname`, node.position, 'give what docker node inspect prints');
    return;
  }
  if (draft.targets.has(name)) {
    node.fail(`two nodes have the hostname "${name}"`, description.placeOf('Hostname'));
    return;
  }
  const spec = node.map('Spec');
  const properties = new Map<string, ImportedData>([
    ['hostname', name],
    ['node.hostname', name],
  ]);
  const add = (property: string, value: string | undefined): void => {
    if (value !== undefined) properties.set(property, value);
  };
  add('node.id', node.text('ID'));
  add('node.role', spec?.text('Role'));
  add('node.availability', spec?.text('Availability'));
  add('node.state', node.map('Status')?.text('State'));
  const platform = description.map('Platform');
  add('node.platform.os', platform?.text('OS'));
  add('node.platform.arch', platform?.text('Architecture'));
  for (const [label, { text }] of spec?.textMap('Labels') ?? []) add(`node.labels.${label}`, text);
  for (const [label, { text }] of description.map('Engine')?.textMap('Labels') ?? [])
    add(`engine.labels.${label}`, text);
  readResources(description, properties);
  draft.targets.set(name, { system: systemOf(properties), properties });
}

function readResources(description: FieldReader, properties: Map<string, ImportedData>): void {
  const resources = description.map('Resources');
  const cpus = resources?.amount('NanoCPUs');
  if (cpus !== undefined) properties.set('cpu', amountData({ units: cpus.units, scale: cpus.scale + 9 }));
  const memory = resources?.amount('MemoryBytes');
  if (memory !== undefined) properties.set('memory', amountData(memory));
  for (const generic of resources?.maps('GenericResources', 'resource') ?? []) {
    const spec = generic.map('DiscreteResourceSpec') ?? generic.map('NamedResourceSpec');
    const kind = spec?.text('Kind');
    if (kind === undefined) continue;
    // A resource with a name of its own is one of its kind.
    const count = readWrittenAmount(spec?.text('Value') ?? '') ?? { units: 1n, scale: 0 };
    const before = readWrittenAmount(String(properties.get(kind) ?? 0)) ?? { units: 0n, scale: 0 };
    properties.set(kind, amountData({ units: before.units + count.units, scale: 0 }));
  }
}

function systemOf(properties: ReadonlyMap<string, ImportedData>): string | undefined {
  return nixSystem(properties.get('node.platform.os'), properties.get('node.platform.arch'));
}
