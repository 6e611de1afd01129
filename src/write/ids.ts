import type { IdAssignments } from '../model/ids.ts';
import { escapeString } from '../nix/print/escape-string.ts';
import type { Json } from './json.ts';

/**
 * An ids file as the post of 2020-09-24 prints it, in Nix, names escaped. Parts that only some systems need are left out where they
 * are empty. The text is that of `writeNixExpression`, without making a Nix value of a million numbers first.
 */
export function writeIds(assignments: IdAssignments): string {
  const text = new Pieces();
  writePart(new Map(parts(assignments)), '', text);
  text.push('\n');
  return text.toString();
}

/** The same as data for JSON. */
export function idsToJson(assignments: IdAssignments): ReadonlyMap<string, Json> {
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

function writePart(part: Part, indent: string, pieces: Pieces): void {
  if (typeof part === 'number') pieces.push(String(part));
  else if (isList(part)) {
    pieces.push(part.length === 0 ? '[ ]' : `[\n${part.map(id => `${indent}  ${id}\n`).join('')}${indent}]`);
  } else if (part.size === 0) pieces.push('{ }');
  else {
    pieces.push('{\n');
    for (const [name, inner] of part) {
      if (typeof inner === 'number') pieces.push(`${indent}  ${escapeString(name)} = ${inner};\n`);
      else {
        pieces.push(`${indent}  ${escapeString(name)} = `);
        writePart(inner, `${indent}  `, pieces);
        pieces.push(';\n');
      }
    }
    pieces.push(`${indent}}`);
  }
}

function isList(part: Exclude<Part, number>): part is readonly number[] {
  return Array.isArray(part);
}

/** A text in the making: joined in time, so that a million short pieces need not live until the end. */
class Pieces {
  #recent: string[] = [];
  readonly #joined: string[] = [];

  push(piece: string): void {
    if (this.#recent.push(piece) < 4096) return;
    this.#joined.push(this.#recent.join(''));
    this.#recent = [];
  }

  toString(): string {
    return this.#joined.join('') + this.#recent.join('');
  }
}
