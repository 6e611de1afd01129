import type { HeldOfPool, HeldPorts } from '../plan/index.ts';
import type { Json, JsonObject } from './json.ts';

/** The numbers of pools that somebody has without asking for them, as data; no targets where none are known. */
export function heldToJson(held: readonly HeldOfPool[]): Json {
  return held.map(one => {
    const position = one.positionOf();
    const place = { file: position?.source.name, line: position?.line, column: position?.column };
    return { pool: one.pool, ...rangeToJson(one), ...place };
  });
}

/** Who has which numbers where; `barsNewOnly` where that is so. */
export function rangeToJson({ service, container, from, to, by, targets, barsNewOnly }: HeldPorts): JsonObject {
  const who = { ...(service === undefined ? {} : { service }), ...(container === undefined ? {} : { container }) };
  return { ...who, from, to, by, targets, ...(barsNewOnly === true ? { barsNewOnly } : {}) };
}
