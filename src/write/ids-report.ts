import { nameSome, nameSomeSorted } from '../base/name-some.ts';
import { sortNaturallyBy } from '../base/natural-order.ts';
import type { IdAssignments, IdsFile } from '../model/ids.ts';
import {
  type ChangedId,
  type HeldOfPool,
  type Holding,
  type IdChanges,
  type IdPlan,
  listAssigned,
} from '../plan/index.ts';
import { heldToJson } from './held-json.ts';
import { idsToJson, type PartOfIds } from './ids.ts';
import type { Json, JsonObject } from './json.ts';
import { nameHolder } from './name-holder.ts';

/** At most so many are named. */
const mostNamed = 10;

/** What changed: `kept 12, assigned 3, released 1: webapp1 ports 5000`; ids that are others now first, a line each. */
export function summariseIdChanges(changes: IdChanges): string {
  const { changed } = changes;
  const lines = sortByService(changed)
    .slice(0, mostNamed)
    .map(change => `changed: ${describeChange(change)}\n`);
  const more = changed.length > mostNamed ? `changed: ${changed.length - mostNamed} more\n` : '';
  return `${lines.join('')}${more}${countIdChanges(changes)}\n`;
}

/** The same in numbers, and who lost an id. */
function countIdChanges({ kept, changed, assigned, released }: IdChanges): string {
  const list = released.length === 0 ? '' : `: ${nameSomeSorted(released.map(describeHolding), mostNamed)}`;
  const others = changed.length === 0 ? '' : `, changed ${changed.length}`;
  return `kept ${kept}${others}, assigned ${assigned}, released ${released.length}${list}`;
}

/** Which numbers of the pools others have without asking, on one line; nothing where there are none. */
export function describeHeld(held: readonly HeldOfPool[]): string {
  if (held.length === 0) return '';
  const texts = held.map(one => `${one.pool} ${showNumbers(one.from, one.to)} to ${nameHolder(one)} (${one.by})`);
  const who = held.every(({ service }) => service !== undefined) ? 'services that have them' : 'those that have them';
  return `left to ${who}: ${nameSomeSorted(new Set(texts), 10)}\n`;
}

function showNumbers(from: number, to: number): string {
  return from === to ? String(from) : `${from}-${to}`;
}

/**
 * What would change, holding by holding, ids that would be others first.
 * @param what the kind of run, in a word or two
 */
export function describeDryRun(previous: IdAssignments, { assignments, proof }: IdPlan, what = 'dry run'): string {
  const lines = [
    ...sortByService(proof.released).map(holding => `  - ${describeHolding(holding)}\n`),
    ...sortByService(listAssigned(previous, assignments)).map(holding => `  + ${describeHolding(holding)}\n`),
  ];
  const changed = sortByService(proof.changed).map(change => `changed: ${describeChange(change)}\n`);
  return `${changed.join('')}${what}: ${countIdChanges(proof)}\n${lines.join('')}`;
}

/** What changes of an ids file beside the ids of services, on one line; nothing where there is nothing. */
export function describeMemory(parts: readonly PartOfIds[]): string {
  if (parts.length === 0) return '';
  return `  of what the file says beside ids: ${nameSome(
    parts.map(({ part, name }) => `${part}.${name}`),
    mostNamed,
  )}\n`;
}

/** Ids that are none of their pools and stay all the same, on one line; nothing where there are none. */
export function describeForeign(foreign: readonly Holding[]): string {
  if (foreign.length === 0) return '';
  return `kept outside their pools: ${nameSomeSorted(foreign.map(describeHolding), mostNamed)}\n`;
}

/** Ids as people read the names of the services. */
export function sortByService<Held extends { readonly service: string }>(held: readonly Held[]): readonly Held[] {
  return sortNaturallyBy(held, ({ service }) => service);
}

/** Who has another id of what: `anna uids 1000 -> 1001`. */
export function describeChange({ service, pool, from, to }: ChangedId): string {
  return `${service} ${pool} ${from} -> ${to}`;
}

/** Who has which id of what: `webapp1 ports 5000`. */
export function describeHolding({ service, pool, id }: Holding): string {
  return `${service} ${pool} ${id}`;
}

/** The ids, and what changed, as the `--json` object. */
export function idPlanToJson(
  previous: IdAssignments,
  { assignments, proof, held, foreign }: IdPlan,
  file: IdsFile = assignments,
): JsonObject {
  const changes = idChangesToJson(proof, listAssigned(previous, assignments));
  const kept = foreign.length === 0 ? {} : { foreign: holdingsToJson(foreign) };
  return { ...idsToJson(file), changes, ...kept, held: heldToJson(held) };
}

/** What changed, as data. */
export function idChangesToJson(
  { kept, changed, released }: Omit<IdChanges, 'assigned'>,
  assigned: readonly Holding[],
): JsonObject {
  return {
    kept,
    changed: changed.map(({ service, pool, from, to }) => ({ service, pool, from, to })),
    assigned: holdingsToJson(assigned),
    released: holdingsToJson(released),
  };
}

/** The same as data. */
function holdingsToJson(holdings: readonly Holding[]): Json {
  return holdings.map(({ service, pool, id }) => ({ service, pool, id }));
}
