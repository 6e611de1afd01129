import { amountData } from './amount-data.ts';
import { findCandidates } from './candidates.ts';
import type { ImportedData, ImportedModels, ImportedPort, ImportedService, ImportedTarget } from './imported-models.ts';

/** The models that there are to be written, by the names of their files without an ending. */
export type ModelName = 'services' | 'infrastructure' | 'placement' | 'distribution' | 'previous';

type Data = ReadonlyMap<string, ImportedData>;

/**
 * The models as plain data, those that say anything; dependencies of services are names. Where there are no machines
 * there is no infrastructure and no distribution.
 */
export function modelData(models: ImportedModels): ReadonlyMap<ModelName, Data> {
  const data = new Map<ModelName, Data>();
  const add = (name: ModelName, part: Data): void => {
    if (part.size > 0) data.set(name, part);
  };
  const services = [...models.services].map(([key, service]): [string, Data] => [key, serviceData(key, service)]);
  add('services', new Map(services));
  add('infrastructure', new Map([...models.targets].map(([name, target]) => [name, targetData(target)])));
  add('placement', policyData(models));
  if (models.targets.size > 0) add('distribution', findCandidates(models));
  add('previous', models.running);
  return data;
}

function serviceData(key: string, service: ImportedService): Data {
  const { type, dependsOn, connectsTo, replicas, stateful, ports, pinnedTo, needs, properties } = service;
  return new Map<string, ImportedData>([
    ['name', key],
    ['type', type],
    ...entry('dependsOn', dependsOn.length > 0 ? dependsOn : undefined),
    ...entry('connectsTo', connectsTo.length > 0 ? connectsTo : undefined),
    ...entry('replicas', replicas),
    ...entry('stateful', stateful ? true : undefined),
    ...entry('pinnedTo', pinnedTo),
    ...[...needs].map(([name, amount]): [string, ImportedData] => [name, amountData(amount)]),
    ...entry('ports', ports.length > 0 ? ports.map(portData) : undefined),
    ...properties,
  ]);
}

function portData({ name, container, host, address, protocol }: ImportedPort): Data {
  return new Map<string, ImportedData>([
    ...entry('name', name),
    ...entry('container', container),
    ...entry('host', host),
    ...entry('address', address),
    ['protocol', protocol],
  ]);
}

function targetData({ system, properties }: ImportedTarget): Data {
  return new Map<string, ImportedData>([...entry('system', system), ['properties', properties]]);
}

function policyData({ capacities, rules, priority }: ImportedModels): Data {
  const needs = [...capacities].map(([name, { need, have, fallback }]): [string, Data] => [
    name,
    new Map<string, ImportedData>([['need', need], ['have', have], ...entry('default', fallback)]),
  ]);
  return new Map<string, ImportedData>([
    ...entry('capacities', needs.length > 0 ? new Map(needs) : undefined),
    ...entry('rules', rules.length > 0 ? rules : undefined),
    ...entry('priority', priority.size > 0 ? priority : undefined),
  ]);
}

function entry(name: string, value: ImportedData | undefined): readonly (readonly [string, ImportedData])[] {
  return value === undefined ? [] : [[name, value]];
}
