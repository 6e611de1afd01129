import { fromBytes, toBytes } from '../../base/bytes.ts';
import { Findings } from '../../base/findings.ts';
import { type IdResources, usualServiceProperty } from '../../model/id-resources.ts';
import { type IdAssignments, type IdsFile, noIdAssignments } from '../../model/ids.ts';
import { type HeldOfPool, type Holding, type IdPlan, listAssigned, assignIds as planIds } from '../../plan/index.ts';
import { sayTheSame, writeIds } from '../../write/ids.ts';
import { describeNoIds, refusePinConflicts } from '../../write/reasons/ids.ts';
import type { Finding } from '../input-error.ts';
import { checkOptions, listOf, type OptionRules, text } from '../option-rules.ts';
import { toFinding, translateErrors } from '../translate-errors.ts';
import { contentsOf } from './model-contents.ts';
import type { Models } from './models.ts';
import { toRecord, toTexts } from './plain.ts';

/** Which ids are assigned. */
export interface AssignIdsOptions {
  /** The property of a service that lists the pools it wants an id of: `requiresUniqueIdsFor` when left out. */
  readonly serviceProperty?: string | undefined;
  /**
   * Pools of which services keep ids outside the range, from before the model, beside those that say `keepForeign`
   * themselves.
   */
  readonly keepForeign?: readonly string[] | undefined;
}

const rules: OptionRules<AssignIdsOptions> = {
  serviceProperty: text,
  keepForeign: listOf(text, 'names of pools'),
};

/** The ids of all services. */
export interface AssignedIds {
  readonly kind: 'assigned';
  /** Pool → service → id. */
  readonly ids: { readonly [pool: string]: { readonly [service: string]: number } };
  /** What is different from the ids of the models. */
  readonly changes: IdChanges;
  /** The ids that are none of their pools and stay all the same (`keepForeign`). */
  readonly foreign: readonly IdOfService[];
  /** Numbers of these pools that others have by themselves (ports that services say, say): they are left to those. */
  readonly held: readonly HeldId[];
  /** The ids file, in Nix: `ids` of the next run. */
  readonly file: string;
  readonly warnings: readonly Finding[];
}

/** A service has an id of a pool. */
export interface IdOfService {
  readonly service: string;
  readonly pool: string;
  readonly id: number;
}

/** What a run changed. By service, then by pool. */
export interface IdChanges {
  /** How many ids stay. */
  readonly kept: number;
  /** Those who have another id now: what belongs to the old one may become somebody else's. */
  readonly changed: readonly {
    readonly service: string;
    readonly pool: string;
    readonly from: number;
    readonly to: number;
  }[];
  readonly assigned: readonly IdOfService[];
  readonly released: readonly IdOfService[];
}

/** Numbers of a pool that somebody has without asking for them. */
export interface HeldId {
  readonly pool: string;
  /** Who has them; left out where the infrastructure says them. */
  readonly service?: string | undefined;
  /** The container that has them; left out also where the targets themselves do. */
  readonly container?: string | undefined;
  /** The first and the last number. */
  readonly from: number;
  readonly to: number;
  /** The property that says so: `httpPort`. */
  readonly by: string;
  /** Where they are; empty without a distribution, and of services on no target. */
  readonly targets: readonly string[];
  /** Whether they are kept from new ids only: who has such a number, or pins it, keeps it. */
  readonly barsNewOnly: boolean;
}

/** Pools that are too small. */
export interface MissingIds {
  readonly kind: 'impossible';
  /** Pool → the services that get nothing. */
  readonly unserved: { readonly [pool: string]: readonly string[] };
  /** The same as findings, with the places of the pools and what can be done. */
  readonly findings: readonly Finding[];
  readonly warnings: readonly Finding[];
}

/**
 * Gives every service an id of each pool that it asks for. Ids stay what they were in the run before (`ids` of the
 * models), and are not handed out again soon. Needs `idResources` in the models; with pools of machine scope also a
 * distribution that is a plan.
 *
 * O(n log n) for n ids. See `docs/ids.md`.
 *
 * @throws InputError for unknown pools, pins that collide and the like
 * @throws TypeError for models without `idResources`, and where `keepForeign` names a pool that they do not have
 *
 * @example
 * ```ts
 * import { assignIds, loadModels } from 'dydisnix';
 *
 * const models = await loadModels({
 *   services: '{ web = { name = "web"; requiresUniqueIdsFor = [ "ports" ]; }; }',
 *   infrastructure: '{ test1 = { }; }',
 *   idResources: '{ ports = { min = 8000; max = 8999; }; }',
 * });
 * const assigned = await assignIds(models);
 * if (assigned.kind === 'assigned') console.log(assigned.ids); // { ports: { web: 8000 } }
 * ```
 */
export async function assignIds(models: Models, options: AssignIdsOptions = {}): Promise<AssignedIds | MissingIds> {
  checkOptions(options, rules);
  const { services, infrastructure, distribution, resources, ids } = contentsOf(models);
  if (resources === undefined) throw new TypeError('the models have no idResources: there is nothing to assign from');
  const serviceProperty = toBytes(options.serviceProperty ?? usualServiceProperty);
  return translateErrors(() => {
    const findings = new Findings();
    const previous: IdsFile = ids ?? noIdAssignments;
    const request = { services, infrastructure, distribution, resources: keepForeign(resources, options), previous };
    const plan = planIds(
      request,
      { serviceProperty, hintForTargets: 'give the infrastructure and the distribution' },
      findings,
    );
    refusePinConflicts(plan, findings);
    const warnings = findings.all.map(toFinding);
    if (plan.kind === 'planned') {
      const { assignments } = plan;
      return {
        kind: 'assigned',
        ids: toPlainIds(assignments),
        changes: toChanges(previous, plan),
        foreign: plan.foreign.map(toIdOfService),
        held: plan.held.map(toHeldId),
        file: toFile(assignments, previous),
        warnings,
      };
    }
    const { reason } = plan;
    const dry = reason.kind === 'no-numbers' ? reason.pools : [];
    const why = reason.kind === 'no-numbers' ? describeNoIds(reason).map(toFinding) : [];
    const unserved = dry.map(({ pool, services: its }) => [pool.name, its] as const);
    return { kind: 'impossible', unserved: toRecord(unserved, toTexts), findings: why, warnings };
  });
}

/** The pools, of which those that are named adopt ids, too. @throws TypeError for one that is not there */
function keepForeign({ pools }: IdResources, { keepForeign: names = [] }: AssignIdsOptions): IdResources {
  const adopting = new Set(names.map(toBytes));
  for (const name of adopting) {
    if (!pools.has(name)) throw new TypeError(`keepForeign names the pool "${fromBytes(name)}", which does not exist`);
  }
  const all = [...pools.values()].map(pool => (adopting.has(pool.name) ? { ...pool, keepForeign: true } : pool));
  return { pools: new Map(all.map(pool => [pool.name, pool])) };
}

function toChanges(previous: IdAssignments, { assignments, proof }: IdPlan): IdChanges {
  return {
    kept: proof.kept,
    changed: proof.changed.map(({ service, pool, from, to }) => ({
      service: fromBytes(service),
      pool: fromBytes(pool),
      from,
      to,
    })),
    assigned: listAssigned(previous, assignments).map(toIdOfService),
    released: proof.released.map(toIdOfService),
  };
}

function toIdOfService({ service, pool, id }: Holding): IdOfService {
  return { service: fromBytes(service), pool: fromBytes(pool), id };
}

function toHeldId({ pool, service, container, from, to, by, targets, barsNewOnly = false }: HeldOfPool): HeldId {
  return {
    pool: fromBytes(pool),
    ...(service === undefined ? {} : { service: fromBytes(service) }),
    ...(container === undefined ? {} : { container: fromBytes(container) }),
    from,
    to,
    by: fromBytes(by),
    targets: toTexts(targets),
    barsNewOnly,
  };
}

function toPlainIds({ ids }: IdAssignments): AssignedIds['ids'] {
  return toRecord(ids, pool => toRecord(pool, id => id));
}

/** A file that says what it is goes on to do so: with each change its serial grows. */
function toFile(assignments: IdAssignments, previous: IdsFile): string {
  const { identity } = previous;
  if (identity === undefined) return fromBytes(writeIds(assignments));
  const serial = identity.serial + (sayTheSame(assignments, previous) ? 0 : 1);
  return fromBytes(writeIds({ ...assignments, identity: { ...identity, serial } }));
}
