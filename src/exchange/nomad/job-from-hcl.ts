import type { DataNode, MapEntry, MapNode } from '../document/data-node.ts';
import type { ImportLog } from '../import-log.ts';
import { expressionTag, type HclBlock, type HclBody, templateTag } from './read-hcl.ts';

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
 * The jobs of an HCL file in the form that the API has. Variables and locals with plain values are filled in where they
 * stand alone; blocks that are made by expressions (`dynamic`) are refused.
 */
export function jobsFromHcl(file: HclBody, log: ImportLog): readonly MapNode[] {
  const values = plainValues(file);
  for (const block of file.blocks) {
    if (!['job', 'variable', 'locals'].includes(block.type)) {
      log.error('hcl', `a job file has no block "${block.type}"`, block.position, 'it has job "name" { ... }');
    }
  }
  for (const [name, { key }] of file.attributes) {
    log.error('hcl', `a job file has no attribute "${name}"`, key, 'it has job "name" { ... }');
  }
  const jobs = file.blocks.filter(({ type }) => type === 'job');
  return jobs.map(block => convert(block, job, { values, log }));
}

interface Context {
  readonly values: ReadonlyMap<string, DataNode>;
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
    const value = fillIn(entry.value, context.values);
    if (shape === condition && operators.includes(name)) addOperator(name, value, entry.key, entries);
    else entries.set(ownName(name, shape.attributes), { ...entry, value });
  }
  const many = new Map<string, DataNode[]>();
  for (const inner of body.blocks) {
    if (inner.type === 'dynamic') {
      const hint = 'give what nomad job run -output FILE prints, where it is filled in';
      context.log.error('hcl-expression', 'blocks that are made by expressions are not read', inner.position, hint);
      continue;
    }
    const known =
      shape.blocks !== undefined && Object.hasOwn(shape.blocks, inner.type) ? shape.blocks[inner.type] : undefined;
    const value = convert(inner, known?.shape ?? {}, context);
    if (known === undefined || known.is === 'one') entries.set(known?.as ?? inner.type, { key: inner.position, value });
    else many.set(known.as, [...(many.get(known.as) ?? []), value]);
  }
  for (const [name, items] of many) {
    const first = items[0]?.position ?? position;
    entries.set(name, { key: first, value: { kind: 'list', items, position: first } });
  }
  return { kind: 'map', entries, position };
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

/** The defaults of variables, and locals, that are plain: `var.count` → 3. */
function plainValues({ blocks }: HclBody): ReadonlyMap<string, DataNode> {
  const values = new Map<string, DataNode>();
  for (const { type, labels, body } of blocks) {
    const [label] = labels;
    const value = body.attributes.get('default')?.value;
    if (type === 'variable' && label !== undefined && value !== undefined) values.set(`var.${label}`, value);
    if (type === 'locals') for (const [name, entry] of body.attributes) values.set(`local.${name}`, entry.value);
  }
  return new Map([...values].filter(([, { tag }]) => tag === undefined));
}

function fillIn(node: DataNode, values: ReadonlyMap<string, DataNode>): DataNode {
  if (node.kind === 'list') return { ...node, items: node.items.map(item => fillIn(item, values)) };
  if (node.kind === 'map') return node;
  if (node.tag === expressionTag) return { ...(values.get(node.text) ?? node), position: node.position };
  if (node.tag !== templateTag) return node;
  const alone = values.get(/^\$\{\s*([\w.-]+)\s*\}$/.exec(node.text)?.[1] ?? '');
  if (alone !== undefined) return { ...alone, position: node.position };
  const text = node.text.replace(/\$\{\s*((?:var|local)\.[\w-]+)\s*\}/g, (whole, name: string) => {
    const value = values.get(name);
    return value === undefined || value.kind === 'map' || value.kind === 'list' ? whole : value.text;
  });
  const isFilled = text !== node.text && !/[$%]\{\s*(?!(?:attr|meta|node|env|device|NOMAD_\w+)\b)/.test(text);
  return isFilled ? { kind: 'text', text, position: node.position } : node;
}
