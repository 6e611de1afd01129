import type { HeldOfPool } from '../plan/index.ts';
import type { Json } from './json.ts';

/** The numbers of pools that services have by themselves, as data; no targets where none are known. */
export function heldToJson(held: readonly HeldOfPool[]): Json {
  return held.map(({ pool, service, from, to, by, targets, positionOf }) => {
    const position = positionOf();
    const place = { file: position?.source.name, line: position?.line, column: position?.column };
    return { pool, service, from, to, by, targets, ...place };
  });
}
