import { Findings } from '../../../src/base/findings.ts';
import { decodePolicy } from '../../../src/model/decode-policy.ts';
import { type Distribution, targetsOf } from '../../../src/model/distribution.ts';
import type { InfrastructureModel } from '../../../src/model/infrastructure.ts';
import type { Policy } from '../../../src/model/policy.ts';
import { AttributeSetValue, parseJson, type Slot } from '../../../src/nix/index.ts';
import type { Request } from '../../../src/plan/planner.ts';
import { distribution, infrastructureModel, servicesModel } from '../../graph/models.ts';
import type { NamedPlan } from './brute-force.ts';
import type { PlacedSystem } from './random-system.ts';

/** A system as the models that planners take. */
export function requestOfSystem(system: PlacedSystem): Request {
  const services = servicesModel(
    Object.entries(system.services).map(([key, service]) => {
      const { dependsOn, replicas, stateful, type, linkWeights, ...others } = service;
      const attributes: [string, Slot][] = Object.entries(others).map(([name, value]) => [name, slotOf(value)]);
      if (linkWeights !== undefined)
        attributes.push(['linkWeights', AttributeSetValue.from(Object.entries(linkWeights))]);
      return [
        key,
        {
          dependsOn,
          attributes,
          ...(type === undefined ? {} : { type }),
          ...(replicas === undefined ? {} : { replicas }),
          ...(stateful === undefined ? {} : { stateful }),
        },
      ];
    }),
  );
  return {
    services,
    infrastructure: infrastructureOf(system),
    candidates: system.candidates && distribution(Object.entries(system.candidates)),
    previous: system.previous && distribution(Object.entries(system.previous)),
  };
}

/** The policy of a system, read as it is written. */
export function policyOfSystem(system: PlacedSystem, { services, infrastructure }: Request): Policy {
  const findings = new Findings();
  const value = parseJson(JSON.stringify(system.policy));
  const policy = decodePolicy(value, 'policy.json', { services, infrastructure }, findings);
  findings.throwIfErrors();
  return policy;
}

function infrastructureOf({ targets }: PlacedSystem): InfrastructureModel {
  const plain = infrastructureModel(Object.entries(targets).map(([name, { containers }]) => [name, containers]));
  const entries = [...plain.targets].map(([name, target]) => {
    const { containers: _, ...properties } = targets[name] ?? { containers: [] };
    const slots = Object.entries(properties).map(([key, value]): [string, Slot] => [key, slotOf(value)]);
    return [name, { ...target, properties: AttributeSetValue.from(slots) }] as const;
  });
  return { targets: new Map(entries) };
}

function slotOf(value: string | number | readonly string[]): Slot {
  return parseJson(JSON.stringify(value));
}

/** A plan by names, each service with its targets in byte order. */
export function namedPlan(plan: Distribution): NamedPlan {
  return new Map([...plan.mappings.keys()].map(name => [name, [...targetsOf(plan, name)].sort()]));
}
