import type { Distribution } from '../../model/distribution.ts';
import type { ServicesModel } from '../../model/service.ts';
import type { DeployedService, Deployment } from '../../plan/index.ts';
import { keepPlaces, type Placed } from '../control/deployed.ts';
import type { WaitingService } from '../control/plan-facts.ts';
import type { Deployed } from '../deployed.ts';
import type { SavedPlan } from '../saved-plan/saved-plan.ts';

/** What is known of services that run, beside where. */
export interface KnownServices {
  /** By what was read, or the plan that was applied last. */
  readonly deployment: Deployment;
  readonly current: SavedPlan | undefined;
  /** A plan whose deployment began and did not end well. */
  readonly pending: SavedPlan | undefined;
  /** Whether other packages would be built by now than were when it was deployed, as far as the loop watched it. */
  readonly hasOtherPackages: boolean;
}

/**
 * What runs, for a plan to be compared with. Where it runs is what the loop knows; the rest is what was deployed there
 * last. What a deployment that did not end well was to change may be the old or the new one: it counts as different
 * from both, so that it is deployed again.
 */
export function deployedInScope(
  deployed: readonly Placed[],
  waiting: readonly WaitingService[],
  known: KnownServices,
  services: ServicesModel,
): Deployed {
  const waits = new Set(waiting.flatMap(({ service, targets }) => targets.map(target => `${service}\0${target}`)));
  const running = keepPlaces(deployed, ({ target }, service) => !waits.has(`${service}\0${target}`));
  const described = running.map(({ service, places }): readonly [string, DeployedService] => [
    service,
    {
      ...describe(service, known, services),
      places: places.map(({ target, container }) => ({ target, container: container ?? undefined })),
    },
  ]);
  const { current } = known;
  return {
    source: current === undefined ? { kind: 'nothing' } : { kind: 'applied', made: current.made },
    deployment: { services: new Map(described) },
    distribution: toDistribution(running),
  };
}

/** Properties that no service has: whatever is planned is something else. */
const uncertain: DeployedService['properties'] = new Map([['a deployment that did not end well', 'unknown']]);

function describe(
  name: string,
  { deployment, current, pending }: KnownServices,
  services: ServicesModel,
): Omit<DeployedService, 'places'> {
  const read = deployment.services.get(name);
  // A manifest tells what was built; other readings tell no more than where something runs.
  const known = read?.pkg === undefined ? (current?.deployment.services.get(name) ?? read) : read;
  const begun = pending?.deployment.services.get(name);
  const model = services.services.get(name);
  const nothing = { type: model?.type, stateful: model?.stateful === true, properties: undefined, waitsFor: [] };
  const { places: _, ...told } = known ?? begun ?? { ...nothing, places: [] };
  if (begun === undefined) return told;
  return isEqual(told, begun) ? told : { ...told, properties: uncertain };
}

function isEqual(
  a: Pick<DeployedService, 'type' | 'properties' | 'pkg'>,
  b: Pick<DeployedService, 'type' | 'properties' | 'pkg'>,
): boolean {
  if (a.pkg !== undefined && b.pkg !== undefined && a.pkg !== b.pkg) return false;
  if (a.type !== b.type || a.properties === undefined || b.properties === undefined) return false;
  const { properties } = b;
  return (
    a.properties.size === properties.size && [...a.properties].every(([name, text]) => properties.get(name) === text)
  );
}

function toDistribution(placed: readonly Placed[]): Distribution {
  const mappings = placed.map(({ service, places }) => [service, places.map(({ target }) => ({ target }))] as const);
  return { mappings: new Map(mappings) };
}
