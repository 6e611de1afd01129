/**
 * Which ids were asked for, read off the models for the verifier. It reads wishes, pins and ports itself: what the
 * assigner makes of the models is not asked.
 */
import type { Findings } from '../../base/findings.ts';
import { compareNames } from '../../base/order.ts';
import { listOf, readAttribute, textOf } from '../../model/decode-value.ts';
import { targetsOf } from '../../model/distribution.ts';
import type { IdResources } from '../../model/id-resources.ts';
import type { Service } from '../../model/service.ts';
import { force } from '../../nix/index.ts';
import { askHeld } from './ask-held.ts';
import { readPins, splitAtColon } from './ask-pins.ts';
import type { AskedIdModels, AskedIds, AskedWish } from './asked-ids.ts';

/** Reads wishes and what is held; what is wrong with them goes to `findings`. O(attributes + pools · ports). */
export function askIds(asked: AskedIdModels, findings: Findings): AskedIds {
  const { services, distribution, resources, previous, serviceProperty } = asked;
  const { pools } = resources;
  for (const { name, scope, position } of distribution === undefined ? pools.values() : []) {
    if (scope !== 'machine') continue;
    const message = `of the pool "${name}", which is of machine scope, nothing can be checked without a distribution`;
    const hint = 'give the plan that ids were assigned for with -d';
    findings.error('machine-scope', message, { position, hint, subject: { kind: 'pool', name } });
  }
  const wishes = [...services.services.values()].flatMap(service => {
    const targets = targetsOf(distribution, service.key);
    if (distribution !== undefined && targets.length === 0) return [];
    const names = findings.attempt(() => readNames(service, serviceProperty)) ?? [];
    const pins = findings.attempt(() => readPins(service)) ?? new Map<string, number>();
    return listWishes(service.key, [...names, ...pins.keys()], pins, targets, resources);
  });
  const requests = wishes.sort((a, b) => compareNames(a.service, b.service));
  return { pools, requests, previous, held: askHeld(asked, requests) };
}

/** The pools that a service names, with the names of its numbers: `ports`, `ports:metrics`. */
function readNames({ attributes }: Service, property: string): readonly string[] {
  const list = listOf(readAttribute(attributes, property)?.value ?? null) ?? [];
  return list.flatMap(slot => textOf(force(slot)) ?? []);
}

/** One wish for the numbers of a service without a name, and one for each name. */
function listWishes(
  owner: string,
  texts: readonly string[],
  pins: ReadonlyMap<string, number>,
  targets: readonly string[],
  resources: IdResources,
): readonly AskedWish[] {
  const byName = new Map<string | undefined, { readonly pools: Set<string>; readonly pins: Map<string, number> }>();
  for (const text of texts) {
    const [pool, name] = splitAtColon(text, resources);
    // Of a pool that was taken out of the model nobody gets an id any more.
    if (!resources.pools.has(pool)) continue;
    const its = byName.get(name) ?? { pools: new Set<string>(), pins: new Map<string, number>() };
    byName.set(name, its);
    its.pools.add(pool);
    const pin = pins.get(text);
    if (pin !== undefined) its.pins.set(pool, pin);
  }
  return [...byName].map(([name, its]) => ({
    ...{ service: name === undefined ? owner : `${owner}:${name}`, owner, targets },
    ...{ pools: [...its.pools], pins: its.pins },
  }));
}
