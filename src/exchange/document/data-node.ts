import type { Position } from '../../base/source.ts';

/** What a file in a format of others says, with the place of every part: readers of all formats make these. */
export type DataNode = MapNode | ListNode | ScalarNode;

/** A mapping; keys are byte strings, in the order of the file. */
export interface MapNode {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, MapEntry>;
  readonly position: Position;
  /** A tag of the file, such as `!reset`. */
  readonly tag?: string | undefined;
}

/** A value with the place of its key. */
export interface MapEntry {
  readonly key: Position;
  readonly value: DataNode;
}

export interface ListNode {
  readonly kind: 'list';
  readonly items: readonly DataNode[];
  readonly position: Position;
  readonly tag?: string | undefined;
}

/** A text, a number, true or false, or null. */
export interface ScalarNode {
  readonly kind: 'text' | 'number' | 'flag' | 'null';
  /** The text; of a number its decimal notation, as exact as the file has it. */
  readonly text: string;
  readonly position: Position;
  readonly tag?: string | undefined;
}

/** Lists and mappings inside each other, in any format. */
export const depthLimit = 100;

/** What a message calls a value. */
export function describeNode(node: DataNode): string {
  switch (node.kind) {
    case 'map':
      return 'a mapping';
    case 'list':
      return 'a list';
    case 'null':
      return 'null';
    case 'text':
      return node.text.length > 40 ? 'a text' : `"${node.text}"`;
    default:
      return node.text.length > 40 ? `a ${node.kind === 'flag' ? 'truth value' : 'number'}` : node.text;
  }
}

/** The value under a key; undefined where there is none, or null. */
export function valueIn(map: MapNode, key: string): DataNode | undefined {
  const value = map.entries.get(key)?.value;
  return value === undefined || value.kind === 'null' ? undefined : value;
}

/** The text under a key of a mapping; undefined where there is something else. */
export function textIn(map: MapNode, key: string): string | undefined {
  const value = valueIn(map, key);
  return value !== undefined && value.kind === 'text' ? value.text : undefined;
}
