import type { DataNode, MapEntry, MapNode } from '../document/data-node.ts';
import type { ImportLog } from '../import-log.ts';
import { itemsOf } from './evaluate-hcl.ts';
import { type HclScope, type HclValue, toList, toText } from './hcl-value.ts';
import { fillIn, scopeOfFile, tryHcl, valueOfHcl } from './hcl-values-of.ts';
import type { HclBlock, HclBody } from './read-hcl.ts';

/** How a block of HCL is called in the JSON of the API. Attributes and blocks that are not named keep their names. */
interface Shape {
  /** Where the first label goes. */
  readonly label?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly blocks?: Readonly<
    Record<string, { readonly as: string; readonly is: 'one' | 'many'; readonly shape: Shape }>
  >;
}

const condition: Shape = {
  attributes: { attribute: 'LTarget', operator: 'Operand', value: 'RTarget', weight: 'Weight' },
};
const spread: Shape = {
  attributes: { attribute: 'Attribute', weight: 'Weight' },
  blocks: {
    target: {
      as: 'SpreadTarget',
      is: 'many',
      shape: { label: 'Value', attributes: { percent: 'Percent', value: 'Value' } },
    },
  },
};
const placement: NonNullable<Shape['blocks']> = {
  constraint: { as: 'Constraints', is: 'many', shape: condition },
  affinity: { as: 'Affinities', is: 'many', shape: condition },
  spread: { as: 'Spreads', is: 'many', shape: spread },
  meta: { as: 'Meta', is: 'one', shape: {} },
};
const network: Shape = {
  attributes: { mode: 'Mode' },
  blocks: {
    port: {
      as: 'Ports',
      is: 'many',
      shape: { label: 'Label', attributes: { static: 'Value', to: 'To', host_network: 'HostNetwork' } },
    },
  },
};
const upstream: Shape = { attributes: { destination_name: 'DestinationName', local_bind_port: 'LocalBindPort' } };
const proxy: Shape = { blocks: { upstreams: { as: 'Upstreams', is: 'many', shape: upstream } } };
const sidecar: Shape = { blocks: { proxy: { as: 'Proxy', is: 'one', shape: proxy } } };
const connect: Shape = { blocks: { sidecar_service: { as: 'SidecarService', is: 'one', shape: sidecar } } };
const service: Shape = {
  label: 'Name',
  attributes: { name: 'Name', port: 'PortLabel' },
  blocks: { connect: { as: 'Connect', is: 'one', shape: connect } },
};
const resources: Shape = {
  attributes: { cpu: 'CPU', cores: 'Cores', memory: 'MemoryMB', memory_max: 'MemoryMaxMB' },
  blocks: {
    device: { as: 'Devices', is: 'many', shape: { label: 'Name', attributes: { count: 'Count' } } },
    network: { as: 'Networks', is: 'many', shape: network },
  },
};
const task: Shape = {
  label: 'Name',
  attributes: { driver: 'Driver' },
  blocks: {
    constraint: { as: 'Constraints', is: 'many', shape: condition },
    affinity: { as: 'Affinities', is: 'many', shape: condition },
    resources: { as: 'Resources', is: 'one', shape: resources },
    service: { as: 'Services', is: 'many', shape: service },
    lifecycle: { as: 'Lifecycle', is: 'one', shape: { attributes: { hook: 'Hook', sidecar: 'Sidecar' } } },
  },
};
const disk: Shape = { attributes: { size: 'SizeMB', sticky: 'Sticky', migrate: 'Migrate' } };
const group: Shape = {
  label: 'Name',
  attributes: { count: 'Count' },
  blocks: {
    ...placement,
    task: { as: 'Tasks', is: 'many', shape: task },
    network: { as: 'Networks', is: 'many', shape: network },
    service: { as: 'Services', is: 'many', shape: service },
    volume: { as: 'VolumeList', is: 'many', shape: { label: 'Name', attributes: { type: 'Type', source: 'Source' } } },
    ephemeral_disk: { as: 'EphemeralDisk', is: 'one', shape: disk },
  },
};
const job: Shape = {
  label: 'ID',
  attributes: {
    ...{
      id: 'ID',
      name: 'Name',
      type: 'Type',
      priority: 'Priority',
      datacenters: 'Datacenters',
      node_pool: 'NodePool',
    },
    ...{ region: 'Region', namespace: 'Namespace' },
  },
  blocks: {
    ...placement,
    group: { as: 'TaskGroups', is: 'many', shape: group },
    // A task outside any group is a group of its own.
    task: { as: 'Tasks', is: 'many', shape: task },
  },
};

/** Constraints that are written as the attribute of their operator: `distinct_hosts = true`, `regexp = "…"`. */
const operators: readonly string[] = [
  'distinct_hosts',
  'distinct_property',
  'is_set',
  'regexp',
  'semver',
  'set_contains',
  'set_contains_any',
  'version',
];

/**
 * The jobs of an HCL file in the form that the API has. Expressions are filled in where their values are known: from
 * defaults of variables, locals, and functions of these. Blocks that are made by others (`dynamic`) are dropped.
 */
export function jobsFromHcl(file: HclBody, log: ImportLog): readonly MapNode[] {
  const scope = scopeOfFile(file);
  for (const block of file.blocks) {
    if (!['job', 'variable', 'locals'].includes(block.type)) {
      log.error('hcl', `a job file has no block "${block.type}"`, block.position, 'it has job "name" { ... }');
    }
  }
  for (const [name, { key }] of file.attributes) {
    log.error('hcl', `a job file has no attribute "${name}"`, key, 'it has job "name" { ... }');
  }
  const jobs = file.blocks.filter(({ type }) => type === 'job');
  return jobs.map(block => convert(block, job, { scope, log }));
}

interface Context {
  readonly scope: HclScope;
  readonly log: ImportLog;
}

function convert(block: HclBlock, shape: Shape, context: Context): MapNode {
  const { body, labels, position } = block;
  const entries = new Map<string, MapEntry>();
  const [label] = labels;
  if (label !== undefined && shape.label !== undefined) {
    entries.set(shape.label, { key: position, value: { kind: 'text', text: label, position } });
  }
  for (const [name, entry] of body.attributes) {
    const value = fillIn(entry.value, context.scope);
    if (shape === condition && operators.includes(name)) addOperator(name, value, entry.key, entries);
    else entries.set(ownName(name, shape.attributes), { ...entry, value });
  }
  const many = new Map<string, DataNode[]>();
  for (const [inner, within] of body.blocks.flatMap(each => multiply(each, block, context))) {
    const known =
      shape.blocks !== undefined && Object.hasOwn(shape.blocks, inner.type) ? shape.blocks[inner.type] : undefined;
    const value = convert(inner, known?.shape ?? {}, within);
    if (known === undefined || known.is === 'one') entries.set(known?.as ?? inner.type, { key: inner.position, value });
    else many.set(known.as, [...(many.get(known.as) ?? []), value]);
  }
  for (const [name, items] of many) {
    const first = items[0]?.position ?? position;
    entries.set(name, { key: first, value: { kind: 'list', items, position: first } });
  }
  return { kind: 'map', entries, position };
}

/** The blocks that a `dynamic` one stands for, each with what its iterator is there; any other block itself. */
function multiply(block: HclBlock, outer: HclBlock, context: Context): readonly (readonly [HclBlock, Context])[] {
  if (block.type !== 'dynamic') return [[block, context]];
  const [type = ''] = block.labels;
  const content = block.body.blocks.find(inner => inner.type === 'content');
  const each = block.body.attributes.get('for_each')?.value;
  const items = each && tryHcl(() => itemsOf(valueOfHcl(each, context.scope)));
  if (items === undefined || content === undefined) {
    const owner = `${outer.type} ${outer.labels.join(' ')}`.trim();
    const why = 'blocks that are made by what is not known here; nomad job run -output FILE prints them';
    context.log.drop(`dynamic "${type}"`, owner, block.position, why);
    return [];
  }
  const iterator = block.body.attributes.get('iterator')?.value;
  const name = iterator?.kind === 'text' ? iterator.text : type;
  return items.map(([key, value]) => {
    const own = new Map<string, HclValue>([
      ['key', key],
      ['value', value],
    ]);
    const scope: HclScope = word => (word === name ? own : context.scope(word));
    const labels = block.body.attributes.get('labels')?.value;
    const named = labels === undefined ? [] : tryHcl(() => toList(valueOfHcl(labels, scope)).map(toText));
    return [
      { ...content, type, labels: named ?? [] },
      { ...context, scope },
    ] as const;
  });
}

function addOperator(name: string, value: DataNode, key: MapEntry['key'], entries: Map<string, MapEntry>): void {
  const text = (said: string): MapEntry => ({ key, value: { kind: 'text', text: said, position: key } });
  entries.set('Operand', text(name));
  // What must differ is the attribute itself, the others test one that is named beside them.
  entries.set(name === 'distinct_property' ? 'LTarget' : 'RTarget', { key, value });
}

function ownName(name: string, names: Readonly<Record<string, string>> = {}): string {
  return Object.hasOwn(names, name) ? (names[name] ?? name) : name;
}
