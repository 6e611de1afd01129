import { aboutService } from '../base/diagnostic.ts';
import type { Findings } from '../base/findings.ts';
import { didYouMean } from '../base/suggest.ts';
import { listOf, readAttribute, textOf } from '../model/decode-value.ts';
import { type Distribution, targetsOf } from '../model/distribution.ts';
import type { IdResources } from '../model/id-resources.ts';
import type { Service, ServicesModel } from '../model/service.ts';
import { AttributeSetValue, describeValue, force, Thunk } from '../nix/index.ts';
import type { IdRequest } from '../solve/index.ts';

/** The property of a service that lists the pools it wants an id of. */
export const usualServiceProperty = 'requiresUniqueIdsFor';

/** The properties of a service that pin ids; the second is for services in which `ids` means the ids file. */
const pinProperties = ['ids', 'pinnedIds'];

/**
 * What the services ask of the pools: the names in their property `property` (`requiresUniqueIdsFor`), and their pins.
 * With a distribution only services that are distributed to a target count. In byte order. O(services + names).
 */
export function readIdRequests(
  services: ServicesModel,
  distribution: Distribution | undefined,
  resources: IdResources,
  property: string,
  findings: Findings,
): readonly IdRequest[] {
  const requests: IdRequest[] = [];
  // Many services ask for the same pools as the one before: then they share one list.
  let pools: readonly string[] = [];
  for (const service of services.services.values()) {
    pools = findings.attempt(() => readPools(service, property, pools, resources, findings)) ?? [];
    const pins = findings.attempt(() => readPins(service, resources, findings)) ?? noPins;
    if (pools.length === 0 && pins.size === 0) continue;
    const targets = targetsOf(distribution, service.key);
    if (distribution !== undefined && targets.length === 0) continue;
    requests.push({ service: service.key, pools: pins.size === 0 ? pools : [...pools, ...pins.keys()], pins, targets });
  }
  return requests;
}

const noPins: ReadonlyMap<string, number> = new Map();

/** @param usual a list of pools to return where it is the same */
function readPools(
  { key, attributes }: Service,
  property: string,
  usual: readonly string[],
  { pools }: IdResources,
  findings: Findings,
): readonly string[] {
  const found = readAttribute(attributes, property);
  if (found === undefined) return [];
  const list = listOf(found.value);
  if (list === undefined) {
    const text = textOf(found.value);
    findings.error(
      'unique-ids',
      `${property} of service "${key}" is ${describeValue(found.value)}, but must be a list of pools`,
      { position: found.position, hint: `write ${property} = [ "${text ?? 'ports'}" ];` },
    );
    return [];
  }
  const names: string[] = [];
  for (const slot of list) {
    const element = slot instanceof Thunk ? findings.attempt(() => slot.force()) : slot;
    if (element === undefined) continue;
    const name = textOf(element);
    if (name === undefined) {
      const message = `${property} of service "${key}" has ${describeValue(element)} in it, but must be a list of strings`;
      findings.error('unique-ids', message, { position: found.position });
    } else if (name === usual[names.length] || pools.has(name)) names.push(name);
    else {
      // A slip of the pen is an error. A pool that was taken out of the model, or renamed, lets go of its ids.
      const meant = didYouMean(name, pools.keys());
      const message = `service "${key}" wants an id of the pool "${name}", which is not in the ID resources model`;
      const subject = aboutService(key);
      const place = { position: found.position, hint: meant ?? listPools(pools.keys()), subject };
      if (meant === undefined) findings.warning('unknown-pool', `${message}: it gets none`, place);
      else findings.error('unknown-pool', message, place);
    }
  }
  return names.length === usual.length && names.every((name, i) => name === usual[i]) ? usual : names;
}

function listPools(names: Iterable<string>): string {
  const list = [...names].join(', ');
  return list === '' ? 'it has no pools' : `its pools are ${list}`;
}

/**
 * The ids that a service pins: `pinnedIds = { ports = 8080; }`, or `ids` in the same way. As services may also carry
 * the whole ids file in an attribute `ids` (`inherit ids;`), what is not an integer in it is no pin.
 */
function readPins(
  { key, attributes }: Service,
  { pools }: IdResources,
  findings: Findings,
): ReadonlyMap<string, number> {
  let pins: Map<string, number> | undefined;
  for (const property of pinProperties) {
    const lenient = property === 'ids';
    const found = readAttribute(attributes, property);
    if (found === undefined) continue;
    if (!(found.value instanceof AttributeSetValue)) {
      if (lenient) continue;
      const message = `${property} of service "${key}" is ${describeValue(found.value)}, but must be an attribute set`;
      findings.error('pin', message, { position: found.position, hint: `write ${property} = { ports = 8080; };` });
      continue;
    }
    for (const [pool, slot] of found.value.entries()) {
      const id = force(slot);
      const position = found.value.positionOf(pool) ?? found.position;
      if (lenient && typeof id !== 'number' && typeof id !== 'bigint') continue;
      if (typeof id !== 'number') {
        findings.error(
          'pin',
          `service "${key}" pins as its id of the pool "${pool}" ${typeof id === 'bigint' ? `the number ${id}` : describeValue(id)}, not a whole number below 2^53`,
          {
            position,
          },
        );
      } else if (!pools.has(pool)) {
        findings.error(
          'unknown-pool',
          `service "${key}" pins an id of the pool "${pool}", which is not in the ID resources model`,
          {
            position,
            hint: didYouMean(pool, pools.keys()),
          },
        );
      } else if ((pins?.get(pool) ?? id) !== id) {
        findings.error('pin', `service "${key}" pins two ids of the pool "${pool}": ${pins?.get(pool)} and ${id}`, {
          position,
        });
      } else {
        pins ??= new Map();
        pins.set(pool, id);
      }
    }
  }
  return pins ?? noPins;
}
