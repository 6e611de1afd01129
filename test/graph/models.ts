import { compareNames, sortNames } from '../../src/base/order.ts';
import type { Distribution } from '../../src/model/distribution.ts';
import type { InfrastructureModel } from '../../src/model/infrastructure.ts';
import type { Replicas, ServicesModel } from '../../src/model/service.ts';
import { AttributeSetValue, type Slot } from '../../src/nix/value.ts';

/** What a test says of a service; the rest is filled in. */
export interface ServiceSketch {
  readonly type?: string;
  readonly dependsOn?: readonly string[];
  readonly connectsTo?: readonly string[];
  readonly replicas?: Replicas;
  readonly stateful?: boolean;
  readonly attributes?: readonly (readonly [string, Slot])[];
}

/** A services model as the decoder makes it: keys in byte order. */
export function servicesModel(sketches: Iterable<readonly [string, ServiceSketch]>): ServicesModel {
  const services = [...sketches]
    .sort(([a], [b]) => compareNames(a, b))
    .map(([key, sketch]) => {
      const service = {
        key,
        name: key,
        type: sketch.type,
        dependsOn: sortNames(sketch.dependsOn ?? []),
        connectsTo: sortNames(sketch.connectsTo ?? []),
        replicas: sketch.replicas,
        stateful: sketch.stateful ?? false,
        attributes: AttributeSetValue.from(sketch.attributes ?? []),
        position: undefined,
      };
      return [key, service] as const;
    });
  return { services: new Map(services) };
}

/** An infrastructure model of targets with containers without properties. */
export function infrastructureModel(targets: Iterable<readonly [string, readonly string[]]>): InfrastructureModel {
  const entries = [...targets]
    .sort(([a], [b]) => compareNames(a, b))
    .map(([name, containers]) => {
      const target = {
        name,
        properties: AttributeSetValue.empty,
        containers: new Map(sortNames(containers).map(container => [container, AttributeSetValue.empty] as const)),
        attributes: AttributeSetValue.empty,
        position: undefined,
      };
      return [name, target] as const;
    });
  return { targets: new Map(entries) };
}

/** An infrastructure model of targets without containers, each with these properties. */
export function targetsWith(
  targets: Iterable<readonly [string, readonly (readonly [string, Slot])[]]>,
): InfrastructureModel {
  const list = [...targets];
  const plain = infrastructureModel(list.map(([name]) => [name, []]));
  const entries = list.map(([name, properties]) => {
    const target = plain.targets.get(name);
    if (target === undefined) throw new Error(name);
    return [name, { ...target, properties: AttributeSetValue.from(properties) }] as const;
  });
  return { targets: new Map(entries.sort(([a], [b]) => compareNames(a, b))) };
}

export function distribution(mappings: Iterable<readonly [string, readonly string[]]>): Distribution {
  const entries = [...mappings]
    .sort(([a], [b]) => compareNames(a, b))
    .map(([service, targets]) => [service, targets.map(target => ({ target }))] as const);
  return { mappings: new Map(entries) };
}

/** The models of the three-service example. */
export const example = {
  services: servicesModel([
    ['testService1', { type: 'echo' }],
    ['testService2', { type: 'echo', dependsOn: ['testService1'] }],
    ['testService3', { type: 'echo', dependsOn: ['testService1', 'testService2'] }],
  ]),
  infrastructure: infrastructureModel([
    ['testtarget1', ['mysql-database', 'echo']],
    ['testtarget2', ['mysql-database']],
    ['testtarget3', []],
  ]),
  candidates: distribution(
    ['testService1', 'testService2', 'testService3'].map(
      service => [service, ['testtarget1', 'testtarget2', 'testtarget3']] as const,
    ),
  ),
};
