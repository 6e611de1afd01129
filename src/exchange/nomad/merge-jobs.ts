import { type DataNode, type MapNode, textIn } from '../document/data-node.ts';

/** Lists of things with names, and lists that a later file adds to. */
const named: ReadonlySet<string> = new Set(['TaskGroups', 'Tasks']);
const added: ReadonlySet<string> = new Set(['Affinities', 'Constraints', 'Spreads']);

/**
 * A job with what a later file says of it: groups and tasks by their names, ports by their labels, constraints added,
 * the rest replaced.
 */
export function mergeJobs(base: MapNode, over: MapNode): MapNode {
  const entries = new Map(base.entries);
  for (const [key, entry] of over.entries) {
    const before = entries.get(key)?.value;
    const { value } = entry;
    if (before?.kind === 'map' && value.kind === 'map') entries.set(key, { ...entry, value: mergeJobs(before, value) });
    else if (before?.kind === 'list' && value.kind === 'list' && (named.has(key) || added.has(key))) {
      const items = added.has(key) ? [...before.items, ...value.items] : mergeByName(before.items, value.items);
      entries.set(key, { ...entry, value: { ...value, items } });
    } else if (before?.kind === 'list' && value.kind === 'list' && key === 'Networks') {
      entries.set(key, { ...entry, value: { ...value, items: mergeNetworks(before.items, value.items) } });
    } else if (value.kind !== 'null') entries.set(key, entry);
  }
  return { ...base, entries };
}

function mergeByName(base: readonly DataNode[], over: readonly DataNode[]): readonly DataNode[] {
  const items = [...base];
  for (const item of over) {
    const name = item.kind === 'map' ? textIn(item, 'Name') : undefined;
    const at = items.findIndex(one => one.kind === 'map' && name !== undefined && textIn(one, 'Name') === name);
    const before = items[at];
    if (before?.kind === 'map' && item.kind === 'map') items[at] = mergeJobs(before, item);
    else items.push(item);
  }
  return items;
}

/** A group has one network. A port of the later one takes the place of those with its label. */
function mergeNetworks([base, ...more]: readonly DataNode[], [over]: readonly DataNode[]): readonly DataNode[] {
  if (base?.kind !== 'map' || over?.kind !== 'map') return [over ?? base, ...more].filter(item => item !== undefined);
  const entries = new Map(base.entries);
  const labels = new Set(portLists.flatMap(key => portsIn(over, key).map(labelOf)));
  for (const key of portLists) {
    const entry = entries.get(key);
    const ports = portsIn(base, key).filter(port => !labels.has(labelOf(port)));
    if (entry?.value.kind === 'list') entries.set(key, { ...entry, value: { ...entry.value, items: ports } });
  }
  for (const [key, entry] of over.entries) {
    const before = entries.get(key)?.value;
    const isAdded = portLists.includes(key) && before?.kind === 'list' && entry.value.kind === 'list';
    const items = isAdded ? [...before.items, ...portsIn(over, key)] : [];
    entries.set(key, isAdded ? { ...entry, value: { ...before, items } } : entry);
  }
  return [{ ...base, entries }, ...more];
}

/** Where ports are in a network, in the words of the API and of HCL. */
const portLists: readonly string[] = ['ReservedPorts', 'DynamicPorts', 'Ports'];

function portsIn({ entries }: MapNode, key: string): readonly DataNode[] {
  const value = entries.get(key)?.value;
  return value?.kind === 'list' ? value.items : [];
}

/** Ports without a label are none of those that have one. */
function labelOf(port: DataNode): string | DataNode {
  return (port.kind === 'map' ? textIn(port, 'Label') : undefined) ?? port;
}
