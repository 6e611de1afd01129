import { compareNames, sortNames } from '../../base/order.ts';
import type { AwaitedService, WaitReason } from '../list-predecessors.ts';
import { type DeployedService, type Deployment, isSamePlace, type Place } from './deployment.ts';

/**
 * What happens to a service: it starts or stops as a whole, moves (leaves a place and comes to another), scales (only
 * comes, or only leaves), changes where it is, or restarts though it is the same, since something that it waits for is
 * not.
 */
export const stepKinds = ['stop', 'move', 'scale', 'change', 'restart', 'start'] as const;
export type StepKind = (typeof stepKinds)[number];

/** One service that does not stay as it is. */
export interface ServiceStep {
  readonly service: string;
  readonly kind: StepKind;
  readonly stateful: boolean;
  readonly leaves: readonly Place[];
  readonly comes: readonly Place[];
  readonly stays: readonly Place[];
  /** What is different in the service itself; also of one that moves. */
  readonly changes: readonly PropertyChange[];
  /** What it waits for and is not as it was: for its sake it restarts where it stays. */
  readonly restartsFor: readonly AwaitedService[];
}

/** A property of a service that is different; a text is undefined where the service does not have it. */
export interface PropertyChange {
  readonly property: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** The steps from one deployment to another one. */
export interface DeploymentSteps {
  /** Those with data first, then as in `stepKinds`, then in byte order. */
  readonly steps: readonly ServiceStep[];
  /** How many services stay as they are. */
  readonly kept: number;
}

/**
 * What has to be done so that `before` becomes `after`. A service of which anything is different is restarted where it
 * stays, and so is, transitively, whoever waits for it: in Disnix, the hash of a service covers those of what it
 * depends on, and where these are. O(services + dependencies + properties), and sorting.
 */
export function compareDeployments(before: Deployment, after: Deployment): DeploymentSteps {
  const names = sortNames(new Set([...before.services.keys(), ...after.services.keys()]));
  const own = names.flatMap(
    service => stepOf(service, before.services.get(service), after.services.get(service)) ?? [],
  );
  const touched = new Set(own.map(({ service }) => service));
  const restartsFor = spreadRestarts(touched, after);
  const steps = own.map(step => ({
    ...step,
    restartsFor: step.stays.length === 0 ? [] : (restartsFor.get(step.service) ?? []),
  }));
  for (const [service, others] of restartsFor) {
    const found = after.services.get(service);
    if (found === undefined || touched.has(service)) continue;
    const { stateful, places } = found;
    steps.push({
      service,
      kind: 'restart',
      stateful,
      leaves: [],
      comes: [],
      stays: places,
      changes: [],
      restartsFor: others,
    });
  }
  const rank = ({ stateful, kind }: ServiceStep): number => (stateful ? 0 : stepKinds.length) + stepKinds.indexOf(kind);
  return {
    steps: steps.sort((a, b) => rank(a) - rank(b) || compareNames(a.service, b.service)),
    kept: names.length - steps.length,
  };
}

/** What is different in a service or its places; undefined where nothing is. */
function stepOf(
  service: string,
  before: DeployedService | undefined,
  after: DeployedService | undefined,
): ServiceStep | undefined {
  const from = before?.places ?? [];
  const to = after?.places ?? [];
  const leaves = from.filter(place => !to.some(other => isSamePlace(place, other)));
  const comes = to.filter(place => !from.some(other => isSamePlace(place, other)));
  const stays = to.filter(place => !comes.includes(place));
  const changes = before === undefined || after === undefined ? [] : listChanges(before, after);
  const kind = kindOf(leaves, comes, stays, changes);
  if (kind === undefined) return undefined;
  const stateful = before?.stateful === true || after?.stateful === true;
  return { service, kind, stateful, leaves, comes, stays, changes, restartsFor: [] };
}

function kindOf(
  leaves: readonly Place[],
  comes: readonly Place[],
  stays: readonly Place[],
  changes: readonly PropertyChange[],
): StepKind | undefined {
  if (leaves.length > 0 && comes.length > 0) return 'move';
  if (leaves.length > 0) return stays.length > 0 ? 'scale' : 'stop';
  if (comes.length > 0) return stays.length > 0 ? 'scale' : 'start';
  return changes.length > 0 ? 'change' : undefined;
}

function listChanges(before: DeployedService, after: DeployedService): readonly PropertyChange[] {
  const changes: PropertyChange[] = [];
  const compare = (property: string, old: string | undefined, fresh: string | undefined): void => {
    if (old !== fresh) changes.push({ property, before: old, after: fresh });
  };
  compare('type', before.type, after.type);
  if (before.pkg !== undefined && after.pkg !== undefined) compare('package', before.pkg, after.pkg);
  for (const reason of ['dependsOn', 'activatesAfter'] as const) {
    compare(reason, awaitedBy(before, reason), awaitedBy(after, reason));
  }
  const { properties: old } = before;
  const { properties: fresh } = after;
  if (old === undefined || fresh === undefined) return changes;
  for (const property of sortNames(new Set([...old.keys(), ...fresh.keys()]))) {
    compare(property, old.get(property), fresh.get(property));
  }
  return changes;
}

function awaitedBy({ waitsFor }: DeployedService, reason: WaitReason): string | undefined {
  const names = waitsFor.filter(({ because }) => because.includes(reason)).map(({ service }) => service);
  return names.length === 0 ? undefined : names.join(' ');
}

/**
 * The services that wait, directly or through others, for one that is touched, with what each of them waits for that is
 * touched or restarts, in byte order. Breadth first. O(services + dependencies).
 */
function spreadRestarts(
  touched: ReadonlySet<string>,
  { services }: Deployment,
): ReadonlyMap<string, readonly AwaitedService[]> {
  const waiting = new Map<string, string[]>();
  for (const [service, { waitsFor }] of services) {
    for (const { service: other } of waitsFor) {
      const known = waiting.get(other);
      if (known === undefined) waiting.set(other, [service]);
      else known.push(service);
    }
  }
  const reached = new Set(touched);
  for (const other of reached) for (const service of waiting.get(other) ?? []) reached.add(service);
  const restarts = new Map<string, readonly AwaitedService[]>();
  for (const [service, { waitsFor }] of services) {
    const causes = waitsFor.filter(other => other.service !== service && reached.has(other.service));
    if (causes.length > 0) restarts.set(service, causes);
  }
  return restarts;
}
