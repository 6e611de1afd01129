import type { IdAssignments } from '../model/ids.ts';
import { writeNixExpression } from '../nix/print/write-nix-expression.ts';
import { AttributeSetValue, type Slot } from '../nix/value.ts';
import type { Json } from './json.ts';

/** An ids file as the post of 2020-09-24 prints it, in Nix, names escaped. Parts that only some systems need are left out where they are empty. */
export function writeIds(assignments: IdAssignments): string {
  const entries = parts(assignments).map(([name, map]): [string, Slot] => [name, toValue(map)]);
  return `${writeNixExpression(AttributeSetValue.from(entries))}\n`;
}

/** The same as data for JSON. */
export function idsToJson(assignments: IdAssignments): Json {
  return new Map(parts(assignments));
}

type Part = ReadonlyMap<string, Part> | readonly number[] | number;

function parts(assignments: IdAssignments): [string, ReadonlyMap<string, Part>][] {
  const { ids, lastAssignments, lastAssignmentsPerTarget, released, releasedPerTarget } = assignments;
  const needed: [string, ReadonlyMap<string, Part>][] = [
    ['lastAssignmentsPerTarget', lastAssignmentsPerTarget],
    ['released', released],
    ['releasedPerTarget', releasedPerTarget],
  ];
  return [['ids', ids], ['lastAssignments', lastAssignments], ...needed.filter(([, map]) => map.size > 0)];
}

function toValue(part: Part): Slot {
  if (typeof part === 'number') return part;
  if (isList(part)) return part;
  return AttributeSetValue.from([...part].map(([name, inner]): [string, Slot] => [name, toValue(inner)]));
}

function isList(part: Exclude<Part, number>): part is readonly number[] {
  return Array.isArray(part);
}
