import { aboutService } from '../../base/diagnostic.ts';
import type { Findings } from '../../base/findings.ts';
import { compareNaturally } from '../../base/natural-order.ts';
import { compareNames } from '../../base/order.ts';
import { describeNoId, describeRange } from '../../model/describe-range.ts';
import type { IdResources } from '../../model/id-resources.ts';
import type { IdAssignments } from '../../model/ids.ts';
import { groupBySpace, type IdRequest, isKeepable, isPoolId, type Pool } from '../../solve/index.ts';
import type { CheckInput } from './check-input.ts';

const assignAgain = { kind: 'assign-ids' } as const;

/**
 * The ids file against the models: ids that are missing, outside their pool, held twice, not the pinned ones, or of
 * nobody any more.
 */
export function checkIds(input: CheckInput, requests: readonly IdRequest[], findings: Findings): void {
  const { resources, ids, idsFile } = input;
  if (resources === undefined || ids === undefined) return;
  const check = new IdsCheck(input, ids, resources, requests, idsFile, findings);
  check.checkEachRequest();
  check.checkDoubles();
  check.checkStale();
}

/** A number range that a service has of a pool. */
interface Holding {
  readonly request: IdRequest;
  readonly pool: Pool;
  readonly id: number;
}

class IdsCheck {
  readonly #input: CheckInput;
  readonly #ids: IdAssignments;
  readonly #resources: IdResources;
  readonly #requests: readonly IdRequest[];
  readonly #file: string | undefined;
  readonly #findings: Findings;

  constructor(
    input: CheckInput,
    ids: IdAssignments,
    resources: IdResources,
    requests: readonly IdRequest[],
    file: string | undefined,
    findings: Findings,
  ) {
    this.#input = input;
    this.#ids = ids;
    this.#resources = resources;
    this.#requests = requests;
    this.#file = file;
    this.#findings = findings;
  }

  checkEachRequest(): void {
    for (const { service, pools, pins } of this.#requests) {
      for (const name of new Set(pools)) {
        const pool = this.#resources.pools.get(name);
        const id = this.#ids.ids.get(name)?.get(service);
        if (pool === undefined) continue;
        const pin = this.#pinOf(pool, pools, pins);
        if (id === undefined) {
          this.#tell('id-missing', `service "${service}" has no id of the pool "${name}" in the ids file`, service);
        } else if (pin !== undefined && pin !== id) {
          const message = `service "${service}" pins ${pin} of the pool "${name}", but has ${id} in the ids file`;
          this.#tell('id-not-pinned', message, service);
        } else if (pin === undefined ? !isKeepable(pool, id) : !isPoolId(pool, id)) {
          const why = isPoolId(pool, id)
            ? `which is reserved in the pool "${name}" (${describeRange(pool)})`
            : describeNoId(pool, id);
          const message = `service "${service}" has the id ${id}, ${why}`;
          this.#tell('id-out-of-range', message, service, name);
        }
        this.#checkCoupled(service, pools, name, id);
      }
    }
  }

  /** A service has one id for all coupled pools that it wants. */
  #checkCoupled(service: string, wanted: readonly string[], name: string, id: number | undefined): void {
    const pool = this.#resources.pools.get(name);
    const first = wanted.find(other => (this.#resources.pools.get(other)?.sameAs ?? other) === (pool?.sameAs ?? name));
    const other = first === undefined ? undefined : this.#ids.ids.get(first)?.get(service);
    if (first === undefined || other === undefined || id === undefined || other === id) return;
    const both = `${other} of the pool "${first}" and ${id} of the pool "${name}"`;
    const message = `service "${service}" has ${both}, which are coupled (sameAs): it has one number for both`;
    this.#tell('ids-apart', message, service, name);
  }

  /** What a service pins of a pool, or of one that it wants, too, and that is coupled with it. */
  #pinOf(pool: Pool, wanted: readonly string[], pins: ReadonlyMap<string, number>): number | undefined {
    if (pins.size === 0) return undefined;
    const root = pool.sameAs ?? pool.name;
    const those = wanted.filter(name => (this.#resources.pools.get(name)?.sameAs ?? name) === root);
    const pinned = those.find(name => pins.has(name)) ?? pool.name;
    return pins.get(pool.name) ?? pins.get(pinned);
  }

  /** Each service is told of the nearest one before it, by id and then by name, whose numbers it shares. */
  checkDoubles(): void {
    for (const space of groupBySpace(this.#resources.pools.values())) {
      const longest = Math.max(...space.pools.map(({ block }) => block));
      const isPerTarget = space.pools.every(({ scope }) => scope === 'machine');
      const holdings = this.#listHoldings(space.pools);
      // What is before a holding in each place, by its number among all of them.
      const before = new Map<string, number[]>();
      holdings.forEach((holding, i) => {
        let nearest = -1;
        for (const place of isPerTarget ? holding.request.targets : ['']) {
          const there = before.get(place) ?? [];
          before.set(place, there);
          // Starts are ascending, so nothing further back reaches this far.
          for (let at = there.length - 1; at >= 0; at--) {
            const j = there[at] as number;
            const other = holdings[j] as Holding;
            if (j <= nearest || other.id + longest <= holding.id) break;
            if (other.id + other.pool.block <= holding.id || !sharePlace(holding, other)) continue;
            nearest = j;
          }
          there.push(i);
        }
        if (nearest >= 0) this.#reportDouble(holdings[nearest] as Holding, holding);
      });
    }
  }

  checkStale(): void {
    const wanting = new Map(this.#requests.map(({ service, pools }) => [service, new Set(pools)]));
    for (const [pool, services] of this.#ids.ids) {
      if (!this.#resources.pools.has(pool)) {
        const message = `the ids file has ids of the pool "${pool}", which is not in the ID resources model`;
        this.#findings.warning('id-stale', message, {
          position: this.#input.locateInIds?.(['ids', pool]),
          file: this.#file,
          remedy: assignAgain,
          subject: { kind: 'pool', name: pool },
        });
        continue;
      }
      for (const [service, id] of services) {
        if (wanting.get(service)?.has(pool)) continue;
        const known = this.#input.services.services.has(service);
        const why = known ? 'does not want it (or is distributed to no target)' : 'is not in the services model';
        const message = `the ids file has the id ${id} of the pool "${pool}" for service "${service}", which ${why}`;
        this.#findings.warning('id-stale', message, {
          position: this.#input.locateInIds?.(['ids', pool, service]),
          file: this.#file,
          remedy: assignAgain,
          subject: aboutService(service),
        });
      }
    }
  }

  #listHoldings(pools: readonly Pool[]): readonly Holding[] {
    const holdings: Holding[] = [];
    for (const pool of pools) {
      const services = this.#ids.ids.get(pool.name);
      for (const request of this.#requests) {
        const id = request.pools.includes(pool.name) ? services?.get(request.service) : undefined;
        if (id !== undefined) holdings.push({ request, pool, id });
      }
    }
    return holdings.sort((a, b) => a.id - b.id || compareNames(a.request.service, b.request.service));
  }

  #reportDouble(first: Holding, second: Holding): void {
    const isFirst = compareNaturally(first.request.service, second.request.service) <= 0;
    const [one, other] = isFirst ? [first, second] : [second, first];
    const message =
      one.pool === other.pool && one.id === other.id
        ? `services "${one.request.service}" and "${other.request.service}" both have the id ${one.id} of the pool "${one.pool.name}"`
        : `the id ${one.id} of the pool "${one.pool.name}" of service "${one.request.service}" and the id ${other.id} of the pool "${other.pool.name}" of service "${other.request.service}" share numbers`;
    this.#tell('id-doubled', message, other.request.service, other.pool.name);
  }

  /** @param pool where the finding is about the id that the file has of it */
  #tell(code: string, message: string, service: string, pool?: string): void {
    const inFile = pool === undefined ? undefined : this.#input.locateInIds?.(['ids', pool, service]);
    const position = inFile ?? this.#input.services.services.get(service)?.position;
    const subject = aboutService(service);
    this.#findings.error(code, message, { position, file: this.#file, remedy: assignAgain, subject });
  }
}

function sharePlace(one: Holding, other: Holding): boolean {
  if (one.pool.scope === 'global' || other.pool.scope === 'global') return true;
  return one.request.targets.some(target => other.request.targets.includes(target));
}
