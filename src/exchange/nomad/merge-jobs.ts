import { type DataNode, type MapNode, textIn } from '../document/data-node.ts';

/** Lists of things with names, and lists that a later file adds to. */
const named: ReadonlySet<string> = new Set(['TaskGroups', 'Tasks']);
const added: ReadonlySet<string> = new Set(['Affinities', 'Constraints', 'Spreads']);

/** A job with what a later file says of it: groups and tasks by their names, constraints added, the rest replaced. */
export function mergeJobs(base: MapNode, over: MapNode): MapNode {
  const entries = new Map(base.entries);
  for (const [key, entry] of over.entries) {
    const before = entries.get(key)?.value;
    const { value } = entry;
    if (before?.kind === 'map' && value.kind === 'map') entries.set(key, { ...entry, value: mergeJobs(before, value) });
    else if (before?.kind === 'list' && value.kind === 'list' && (named.has(key) || added.has(key))) {
      const items = added.has(key) ? [...before.items, ...value.items] : mergeByName(before.items, value.items);
      entries.set(key, { ...entry, value: { ...value, items } });
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
