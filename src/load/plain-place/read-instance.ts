import type { JsonReader } from '../json-reader.ts';
import type { JsonPath } from '../locate-in-json.ts';

/**
 * A placement problem in numbers, as JSON has it. Units and targets are numbered from 0; every number is a whole one.
 *
 *     { "levels": [1, 4],                                   a link costs its weight times 1 within a zone, 4 beyond
 *       "targets": [ { "zone": 0, "cap": [8, 4], "max": 5 } ],           what it has; at most so many units
 *       "units": [ { "need": [2, 1], "cand": [0], "prev": 0, "move": 3 } ],  where it was, what a move counts
 *       "links": [ [0, 1, 2] ],                             unit, unit, weight
 *       "apart": [ { "units": [0, 1], "by": "zone" } ], "together": [ … ],    by target or zone
 *       "spread": [ { "units": [0, 1], "zones": 2 } ] }     over at least so many zones
 */
export interface PlainInstance {
  readonly levels: readonly [within: number, beyond: number];
  readonly targets: readonly PlainTarget[];
  readonly units: readonly PlainUnit[];
  readonly links: readonly (readonly [u: number, v: number, weight: number])[];
  readonly apart: readonly PlainGroup[];
  readonly together: readonly PlainGroup[];
  readonly spread: readonly { readonly units: readonly number[]; readonly zones: number }[];
}

export interface PlainTarget {
  readonly zone: number | string;
  readonly have: readonly number[];
  readonly cost: number;
  readonly most: number | undefined;
}

export interface PlainUnit {
  readonly needs: readonly number[];
  readonly candidates: readonly number[];
  readonly previous: number | undefined;
  readonly moveWeight: number;
}

export interface PlainGroup {
  readonly units: readonly number[];
  readonly by: 'target' | 'zone';
}

const any = { least: 0, most: Number.MAX_SAFE_INTEGER } as const;

/**
 * Reads the form above. What generators say beside it of the instance as a whole (its name, a plan that they know) is
 * passed over; other members that are unknown are told.
 */
export function readInstance(reader: JsonReader): PlainInstance {
  const rest = ['apart', 'together', 'spread', 'name', 'note', 'zones', 'fill', 'planted'];
  const all = reader.members(reader.root, [], ['levels', 'targets', 'units', 'links'], rest) ?? new Map();
  const listAt = (key: string): readonly unknown[] => (all.has(key) ? reader.list(all.get(key), [key]) : []);
  const targets = listAt('targets').map((target, i) => readTarget(reader, target, ['targets', i]));
  const resources = targets[0]?.have.length ?? 0;
  targets.forEach(({ have }, i) => {
    checkLength(reader, have, resources, ['targets', i, 'cap'], 'target 0 has');
  });
  const context: Context = { reader, targets: targets.length, units: listAt('units').length, resources };
  return {
    levels: all.has('levels') ? readLevels(reader, all.get('levels')) : [1, 1],
    targets,
    units: listAt('units').map((unit, i) => readUnit(context, unit, ['units', i])),
    links: listAt('links').map((link, i) => readLink(context, link, ['links', i])),
    apart: listAt('apart').map((group, i) => readGroup(context, group, ['apart', i])),
    together: listAt('together').map((group, i) => readGroup(context, group, ['together', i])),
    spread: listAt('spread').map((group, i) => readSpread(context, group, ['spread', i])),
  };
}

interface Context {
  readonly reader: JsonReader;
  /** How many there are. */
  readonly targets: number;
  readonly units: number;
  readonly resources: number;
}

function readLevels(reader: JsonReader, value: unknown): readonly [number, number] {
  const levels = reader.list(value, ['levels']);
  if (levels.length !== 2) {
    reader.fault(['levels'], `levels has ${levels.length} numbers, but must have two: within a zone, and beyond`);
    return [1, 1];
  }
  const within = reader.whole(levels[0], ['levels', 0], any);
  const beyond = reader.whole(levels[1], ['levels', 1], any);
  if (beyond < within) reader.fault(['levels'], 'levels do not ascend: what is farther away costs at least as much');
  return [within, beyond];
}

function readTarget(reader: JsonReader, value: unknown, path: JsonPath): PlainTarget {
  const target = reader.members(value, path, ['zone', 'cap'], ['cost', 'max']) ?? new Map();
  const wholeAt = (key: string): number => reader.whole(target.get(key), [...path, key], any);
  const zone = target.get('zone');
  return {
    zone: typeof zone === 'string' ? zone : target.has('zone') ? wholeAt('zone') : 0,
    have: readNumbers(reader, target, 'cap', path),
    cost: target.has('cost') ? wholeAt('cost') : 0,
    most: target.has('max') ? wholeAt('max') : undefined,
  };
}

function readUnit(context: Context, value: unknown, path: JsonPath): PlainUnit {
  const { reader, targets, resources } = context;
  const none: PlainUnit = { needs: [], candidates: [], previous: undefined, moveWeight: 1 };
  if (reader.isHopeless) return none;
  const unit = reader.members(value, path, ['need', 'cand'], ['service', 'prev', 'move']);
  if (unit === undefined) return none;
  const needs = readNumbers(reader, unit, 'need', path);
  if (unit.has('need')) checkLength(reader, needs, resources, [...path, 'need'], 'each target has');
  const among = { least: 0, most: targets - 1, because: numbering('targets', targets) };
  const candidates = unit.has('cand') ? reader.wholes(unit.get('cand'), [...path, 'cand'], among) : [];
  return {
    needs,
    candidates,
    previous: unit.has('prev') ? reader.whole(unit.get('prev'), [...path, 'prev'], among) : undefined,
    moveWeight: unit.has('move') ? reader.whole(unit.get('move'), [...path, 'move'], any) : 1,
  };
}

function readLink({ reader, units }: Context, value: unknown, path: JsonPath): readonly [number, number, number] {
  if (reader.isHopeless) return [0, 0, 1];
  const link = reader.list(value, path);
  if (link.length !== 3) {
    reader.fault(path, `a link has ${link.length} numbers, but must have three: unit, unit, weight`);
    return [0, 0, 1];
  }
  const among = { least: 0, most: units - 1, because: numbering('units', units) };
  const [u, v] = [reader.whole(link[0], [...path, 0], among), reader.whole(link[1], [...path, 1], among)];
  return [u, v, reader.whole(link[2], [...path, 2], { ...any, least: 1 })];
}

function readGroup(context: Context, value: unknown, path: JsonPath): PlainGroup {
  const { reader } = context;
  const group = reader.members(value, path, ['units', 'by']);
  const by = group?.get('by');
  if (group?.has('by') && by !== 'target' && by !== 'zone') {
    reader.fault([...path, 'by'], 'by must be "target" or "zone"');
  }
  return { units: readMembers(context, group, path), by: by === 'zone' ? 'zone' : 'target' };
}

function readSpread(context: Context, value: unknown, path: JsonPath): PlainInstance['spread'][number] {
  const group = context.reader.members(value, path, ['units', 'zones']);
  const zones = group?.has('zones') ? context.reader.whole(group.get('zones'), [...path, 'zones'], any) : 0;
  return { units: readMembers(context, group, path), zones };
}

/** The units of a group, each once. */
function readMembers(
  { reader, units }: Context,
  group: ReadonlyMap<string, unknown> | undefined,
  path: JsonPath,
): readonly number[] {
  if (group === undefined || !group.has('units')) return [];
  const among = { least: 0, most: units - 1, because: numbering('units', units) };
  const seen = new Set<number>();
  reader.wholes(group.get('units'), [...path, 'units'], among).forEach((unit, i) => {
    if (seen.has(unit)) reader.fault([...path, 'units', i], `unit ${unit} is in its group twice`);
    seen.add(unit);
  });
  return [...seen];
}

function readNumbers(
  reader: JsonReader,
  members: ReadonlyMap<string, unknown>,
  key: string,
  path: JsonPath,
): readonly number[] {
  if (!members.has(key)) return [];
  return reader.wholes(members.get(key), [...path, key], any);
}

function checkLength(
  reader: JsonReader,
  numbers: readonly number[],
  wanted: number,
  path: JsonPath,
  who: string,
): void {
  if (numbers.length === wanted) return;
  reader.fault(path, `${path.join(' ')} has ${numbers.length} numbers, but ${who} ${wanted}`);
}

function numbering(what: string, count: number): string {
  return count === 0 ? `there are no ${what}` : `${what} are numbered from 0 to ${count - 1}`;
}
