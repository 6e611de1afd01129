import { readAttribute, textOf } from '../model/decode-value.ts';
import { type Distribution, targetsOf } from '../model/distribution.ts';
import type { InfrastructureModel } from '../model/infrastructure.ts';
import type { Service, ServicesModel } from '../model/service.ts';
import { AttributeSetValue } from '../nix/index.ts';
import type { AssignedPort, AssignedPorts } from '../plan/index.ts';

/** A plan with the models that it is of. */
export interface PlacedModels {
  readonly distribution: Distribution;
  readonly services: ServicesModel;
  readonly infrastructure: InfrastructureModel;
  /** The ports that services have as ids; undefined where ids are not known. */
  readonly ports?: AssignedPorts | undefined;
}

/** A service of a plan, and the targets where it goes, in the plan's order. */
export interface PlacedService {
  readonly key: string;
  /** Undefined where the plan names one that the model does not have. */
  readonly service: Service | undefined;
  readonly targets: readonly string[];
  /** Its ids that are ports, those of one that goes nowhere left out. */
  readonly ports: readonly AssignedPort[];
}

/** The services that a plan speaks of. */
export function placedServices({ distribution, services, ports }: PlacedModels): readonly PlacedService[] {
  return [...distribution.mappings.keys()].map(key => {
    const targets = targetsOf(distribution, key);
    const its = targets.length === 0 ? [] : (ports?.get(key) ?? []);
    return { key, service: services.services.get(key), targets, ports: its };
  });
}

/** A text that a target says of itself under a property; else its name. */
export function nameOfTarget(target: string, property: string, { infrastructure }: PlacedModels): string {
  const properties = infrastructure.targets.get(target)?.properties;
  const found = properties === undefined ? undefined : readAttribute(properties, property);
  return (found && textOf(found.value)) ?? target;
}

/** A set in a set, such as what an import keeps among the attributes of a service of where it comes from. */
export function setIn(set: AttributeSetValue | undefined, name: string): AttributeSetValue | undefined {
  const found = set === undefined ? undefined : readAttribute(set, name);
  return found?.value instanceof AttributeSetValue ? found.value : undefined;
}

/** A text in such a set. */
export function textIn(set: AttributeSetValue | undefined, name: string): string | undefined {
  const found = set === undefined ? undefined : readAttribute(set, name);
  return found && textOf(found.value);
}
