import { type DataNode, type MapNode, textIn, valueIn } from '../document/data-node.ts';

/**
 * An object with a later one laid over it, as a strategic merge patch is: mappings key by key, containers by their
 * names, ports by number and protocol, other lists replaced, null and `$patch: delete` take away, and `$patch: replace`
 * puts what is beside it in the place of all. Undefined where the object itself is taken away. O(size of both).
 * @example layOver({ replicas: 1, paused: true }, { replicas: 2, paused: null }) // { replicas: 2 }
 */
export function layOver(base: MapNode, over: MapNode): MapNode | undefined {
  const directive = textIn(over, '$patch');
  if (directive === 'delete') return undefined;
  if (directive === 'replace') return withoutDirective(over);
  const entries = new Map(base.entries);
  for (const [key, entry] of withoutDirective(over).entries) {
    const value = layValueOver(key, entries.get(key)?.value, entry.value);
    if (value === undefined) entries.delete(key);
    else entries.set(key, { ...entry, value });
  }
  return { ...base, entries };
}

function layValueOver(key: string, before: DataNode | undefined, value: DataNode): DataNode | undefined {
  if (value.kind === 'null') return undefined;
  if (value.kind === 'map') {
    const empty: MapNode = { ...value, entries: new Map() };
    // What has no place under it is laid over nothing, so that no directive is taken for something that it says.
    return layOver(before?.kind === 'map' ? before : empty, value);
  }
  if (before?.kind !== 'list' || value.kind !== 'list') return value;
  const keyOf = /^(?:initC|c)ontainers$/.test(key) ? nameOf : key === 'ports' ? portOf : undefined;
  return keyOf === undefined ? value : { ...value, items: layListOver(before.items, value.items, keyOf) };
}

function layListOver(
  base: readonly DataNode[],
  over: readonly DataNode[],
  keyOf: (item: MapNode) => string | undefined,
): readonly DataNode[] {
  const replaces = over.some(item => item.kind === 'map' && keyOf(item) === undefined && isReplacing(item));
  const items = replaces ? [] : [...base];
  for (const item of over) {
    const key = item.kind === 'map' ? keyOf(item) : undefined;
    if (key === undefined && isReplacing(item)) continue;
    const at = items.findIndex(one => one.kind === 'map' && key !== undefined && keyOf(one) === key);
    const before = items[at];
    if (item.kind !== 'map' || before?.kind !== 'map') {
      if (item.kind !== 'map' || textIn(item, '$patch') !== 'delete') items.push(item);
      continue;
    }
    const laid = layOver(before, item);
    items.splice(at, 1, ...(laid === undefined ? [] : [laid]));
  }
  return items;
}

/** `- $patch: replace` in a list: those beside it are all. */
function isReplacing(item: DataNode): boolean {
  return item.kind === 'map' && textIn(item, '$patch') === 'replace';
}

function withoutDirective(map: MapNode): MapNode {
  if (!map.entries.has('$patch')) return map;
  return { ...map, entries: new Map([...map.entries].filter(([key]) => key !== '$patch')) };
}

function nameOf(item: MapNode): string | undefined {
  return textIn(item, 'name');
}

function portOf(item: MapNode): string | undefined {
  const number = valueIn(item, 'containerPort');
  if (number === undefined || number.kind === 'map' || number.kind === 'list') return undefined;
  return `${number.text}/${textIn(item, 'protocol') ?? 'TCP'}`;
}
