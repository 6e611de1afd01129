import type { Findings } from '../../base/findings.ts';
import { compareNames } from '../../base/order.ts';
import type { Distribution, Mapping } from '../../model/distribution.ts';
import type { ServicesModel } from '../../model/service.ts';
import { type AwaitedService, listPredecessors } from '../list-predecessors.ts';
import type { DeployedService, Deployment, Place } from './deployment.ts';
import { describeProperties } from './describe-properties.ts';

const nothing: readonly AwaitedService[] = [];

/**
 * What the models and a plan say that runs. Services that the plan names and the model lacks run without anything known
 * of them. O(services + dependencies + properties), and sorting.
 * @param digest of a long text, so that equal texts have equal ones
 */
export function describeDeployment(
  services: ServicesModel,
  plan: Distribution,
  digest: (text: string) => string,
  findings: Findings,
): Deployment {
  const awaited = listPredecessors(services, plan, findings);
  const described = new Map<string, DeployedService>();
  for (const [key, mappings] of [...plan.mappings].sort(([a], [b]) => compareNames(a, b))) {
    const service = services.services.get(key);
    const places = listPlaces(mappings, service?.type);
    if (places.length === 0) continue;
    described.set(key, {
      type: service?.type,
      stateful: service?.stateful === true,
      properties: service && describeProperties(service, digest),
      waitsFor: awaited.get(key) ?? nothing,
      places,
    });
  }
  return { services: described };
}

/** Each place once, in order. */
function listPlaces(mappings: readonly Mapping[], type: string | undefined): readonly Place[] {
  const places = new Map<string, Place>();
  for (const { target, container = type } of mappings)
    places.set(`${target}\0${container ?? ''}`, { target, container });
  return [...places.values()].sort(
    (a, b) => compareNames(a.target, b.target) || compareNames(a.container ?? '', b.container ?? ''),
  );
}
