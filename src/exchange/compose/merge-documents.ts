import type { DataNode, MapEntry, MapNode } from '../document/data-node.ts';

/** Lists that a later file replaces and does not add to. */
const replaced: ReadonlySet<string> = new Set(['command', 'entrypoint', 'test']);

/**
 * What a file says with a later one over it, as Compose has it: mappings key by key, lists one behind the other,
 * scalars replaced; `!reset` takes away and `!override` replaces. A list of dependencies is the mapping that it
 * stands for. O(size of the later one, and of the mappings it touches).
 */
export function mergeNodes(base: DataNode, over: DataNode, key = ''): DataNode {
  if (over.tag === '!override') return over;
  if (key === 'depends_on') return mergeSame(asMap(base), asMap(over), key);
  return mergeSame(base, over, key);
}

function mergeSame(base: DataNode, over: DataNode, key: string): DataNode {
  if (over.kind === 'null') return base;
  if (base.kind === 'map' && over.kind === 'map') return mergeMaps(base, over);
  if (base.kind === 'list' && over.kind === 'list' && !replaced.has(key)) {
    return { ...base, items: [...base.items, ...over.items] };
  }
  return over;
}

function mergeMaps(base: MapNode, over: MapNode): MapNode {
  const entries = new Map(base.entries);
  for (const [name, entry] of over.entries) {
    const before = entries.get(name);
    if (entry.value.tag === '!reset') entries.delete(name);
    else if (before === undefined) entries.set(name, entry);
    else entries.set(name, { key: entry.key, value: mergeNodes(before.value, entry.value, name) });
  }
  return { ...base, entries };
}

/** The list form of dependencies, `[db]`, as the mapping `db: {}`. */
function asMap(node: DataNode): DataNode {
  if (node.kind !== 'list') return node;
  const entries = new Map<string, MapEntry>();
  for (const item of node.items) {
    if (item.kind === 'map' || item.kind === 'list') return node;
    entries.set(item.text, { key: item.position, value: { kind: 'null', text: '', position: item.position } });
  }
  return { kind: 'map', entries, position: node.position };
}
