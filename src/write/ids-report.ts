import { nameSome } from '../base/name-some.ts';
import type { IdAssignments } from '../model/ids.ts';
import { type Holding, type IdChanges, type IdPlan, listNewHoldings } from '../plan/index.ts';
import { idsToJson } from './ids.ts';
import type { Json, JsonObject } from './json.ts';

/** What changed: `kept 12, assigned 3, released 1: webapp1 ports 5000`. */
export function summariseIdChanges({ kept, assigned, released }: IdChanges): string {
  const list = released.length === 0 ? '' : `: ${nameSome(released.map(describeHolding), 10)}`;
  return `kept ${kept}, assigned ${assigned}, released ${released.length}${list}\n`;
}

/** What would change, holding by holding. */
export function describeDryRun(previous: IdAssignments, { assignments, proof }: IdPlan): string {
  const lines = [
    ...proof.released.map(holding => `  - ${describeHolding(holding)}\n`),
    ...listNewHoldings(previous, assignments).map(holding => `  + ${describeHolding(holding)}\n`),
  ];
  return `dry run: ${summariseIdChanges(proof)}${lines.join('')}`;
}

/** Who has which id of what: `webapp1 ports 5000`. */
export function describeHolding({ service, pool, id }: Holding): string {
  return `${service} ${pool} ${id}`;
}

/** The ids, and what changed, as the `--json` object. */
export function idPlanToJson(previous: IdAssignments, { assignments, proof: { kept, released } }: IdPlan): JsonObject {
  const assigned = listNewHoldings(previous, assignments);
  return {
    ...idsToJson(assignments),
    changes: { kept, assigned: holdingsToJson(assigned), released: holdingsToJson(released) },
  };
}

/** The same as data. */
export function holdingsToJson(holdings: readonly Holding[]): Json {
  return holdings.map(({ service, pool, id }) => ({ service, pool, id }));
}
