import type { JsonReader } from '../../load/json-reader.ts';
import type { JsonPath } from '../../load/locate-in-json.ts';
import { gateNames } from '../control/gates/gate.ts';
import type { SavedGate } from './saved-plan.ts';

/** What gates said of a saved plan. What is wrong is told to the reader. */
export function readSavedGates(value: unknown, path: JsonPath, reader: JsonReader): readonly SavedGate[] {
  return reader.list(value, path).map((one, i) => readGate(one, [...path, i], reader));
}

function readGate(value: unknown, path: JsonPath, reader: JsonReader): SavedGate {
  const gate = reader.members(value, path, ['gate', 'isHeld'], ['reason', 'names', 'allowed', 'until']) ?? new Map();
  const ifThere = <T>(name: string, read: (value: unknown, path: JsonPath) => T): T | undefined =>
    gate.has(name) ? read(gate.get(name), [...path, name]) : undefined;
  const text = (one: unknown, its: JsonPath): string => reader.text(one, its);
  return {
    gate: reader.choice(gate.get('gate'), [...path, 'gate'], gateNames),
    isHeld: reader.flag(gate.get('isHeld'), [...path, 'isHeld']),
    reason: ifThere('reason', text),
    names: ifThere('names', (list, its) => reader.list(list, its).map((one, i) => text(one, [...its, i]))),
    allowed: ifThere('allowed', (count, its) => reader.whole(count, its, { least: 0, most: Number.MAX_SAFE_INTEGER })),
    until: ifThere('until', text),
  };
}
