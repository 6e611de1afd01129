import { Findings } from '../../base/findings.ts';
import { sortNames } from '../../base/order.ts';
import { shortenPath } from '../../base/shorten-path.ts';
import type { Position } from '../../base/source.ts';
import { listServiceLinks } from '../../graph/service-links.ts';
import type { LinkWeight } from '../../model/decode-link-weights.ts';
import { readAttribute } from '../../model/decode-value.ts';
import { type Distribution, targetsOf } from '../../model/distribution.ts';
import type { InfrastructureModel, Target } from '../../model/infrastructure.ts';
import { scalarText } from '../../model/scalar.ts';
import type { Service, ServicesModel } from '../../model/service.ts';
import { readGroup } from '../../model/service-details.ts';
import type { AttributeSetValue } from '../../nix/index.ts';
import type { Capacity } from '../../plan/index.ts';
import { ListTable } from './list-table.ts';
import type {
  DocumentLinks,
  DocumentMachines,
  DocumentPlan,
  DocumentRule,
  DocumentServices,
  PlanDocument,
  Units,
} from './plan-document.ts';

/** What a document is made of; what is left out is not shown. */
export interface DocumentInput {
  readonly title: string;
  readonly services: ServicesModel;
  readonly infrastructure: InfrastructureModel;
  readonly weightOf: LinkWeight;
  /** Where services may go, and what a distribution lists before pins and filters. */
  readonly candidates?: Distribution | undefined;
  readonly listed?: Distribution | undefined;
  readonly plans: readonly (Omit<DocumentPlan, 'place'> & { readonly distribution: Distribution })[];
  readonly capacities?: readonly Capacity[];
  /** The property of targets that says in which zone they are: the first of `usualZones` that one has when left out. */
  readonly zonedBy?: string | undefined;
  readonly rules?: readonly (Omit<DocumentRule, 'services'> & { readonly services: readonly string[] })[];
  /** Whether there is a policy that planners obey. */
  readonly isUnderPolicy?: boolean;
  readonly ids?: ReadonlyMap<string, string> | undefined;
  readonly command?: string;
  /** Names of files inside it are shown relative to it. */
  readonly folder?: string;
}

/** What zones are called in models, the widest name last: it is the least told apart by. */
export const usualZones: readonly string[] = ['zone', 'rack', 'datacenter', 'dataCenter', 'site', 'location', 'region'];

/** The document of a plan. O(services · candidates + links + machines · containers), and sorting. */
export function buildDocument(input: DocumentInput): PlanDocument {
  const { services, infrastructure, capacities = [], rules = [] } = input;
  const keys = sortNames(services.services.keys());
  const targets = sortNames(infrastructure.targets.keys());
  const numberOf = new Map(keys.map((key, number) => [key, number]));
  const lists = new ListTable(targets);
  const zoneTexts = targets.map(name => readZone(infrastructure.targets.get(name), input.zonedBy));
  const zones = sortNames(new Set(zoneTexts));
  const columns = readServices(input, keys, lists);
  const links = listLinks(input, numberOf);
  const plans = input.plans.map(({ distribution, ...known }) => ({
    ...known,
    place: keys.map(key => (distribution.mappings.has(key) ? lists.number(targetsOf(distribution, key)) : -1)),
  }));
  return {
    version: 1,
    title: input.title,
    zones,
    groups: columns.groups,
    types: columns.types,
    resources: capacities.map(({ name, property = name, scale }) => ({ name, property, scale })),
    machines: {
      ...readMachines(infrastructure, targets, capacities),
      zone: zoneTexts.map(zone => zones.indexOf(zone)),
    },
    services: columns.services,
    links,
    lists: lists.all,
    plans,
    rules: rules.map(rule => ({ ...rule, services: rule.services.flatMap(key => numberOf.get(key) ?? []) })),
    isUnderPolicy: input.isUnderPolicy ?? false,
    command: input.command ?? '',
  };
}

function readMachines(
  { targets }: InfrastructureModel,
  names: readonly string[],
  capacities: readonly Capacity[],
): Omit<DocumentMachines, 'zone'> {
  return {
    name: names,
    host: names.map(name => {
      const host = readText(targets.get(name)?.properties, 'hostname');
      return host === name ? '' : host;
    }),
    containers: names.map(name => sortNames(targets.get(name)?.containers.keys() ?? [])),
    have: capacities.map(({ capacityOf }) => names.map(name => toUnits(capacityOf(name)))),
  };
}

function readServices(
  { services, candidates, listed, capacities = [], ids, folder }: DocumentInput,
  keys: readonly string[],
  lists: ListTable,
) {
  const all = keys.flatMap(key => services.services.get(key) ?? []);
  const types = sortNames(new Set(all.flatMap(({ type }) => type ?? [])));
  const groupTexts = all.map(service => new Findings().attempt(() => readGroup(service))?.join('/') ?? '');
  const groups = sortNames(new Set(groupTexts));
  const numberOfGroup = new Map(groups.map((group, number) => [group, number]));
  const listOf = (distribution: Distribution | undefined, key: string): number =>
    distribution === undefined ? -1 : lists.number(targetsOf(distribution, key));
  const columns: DocumentServices = {
    key: keys,
    type: all.map(({ type }) => (type === undefined ? -1 : types.indexOf(type))),
    group: groupTexts.map(group => numberOfGroup.get(group) ?? 0),
    need: capacities.map(({ needOf }) => keys.map(key => toUnits(needOf(key)))),
    candidates: keys.map(key => listOf(candidates, key)),
    listed: keys.map(key => listOf(listed, key)),
    listedAt: keys.map(key => showPosition(listed?.mappings.get(key)?.[0]?.position, folder)),
    position: all.map(({ position }) => showPosition(position, folder)),
    pinned: all.map(({ attributes }) => readText(attributes, 'pinnedTo')),
    replicas: all.map(readReplicas),
    stateful: all.map(({ stateful }) => (stateful ? 1 : 0)),
    ids: keys.map(key => ids?.get(key) ?? ''),
  };
  return { services: columns, types, groups };
}

function readReplicas({ replicas = 1 }: Service): number {
  return replicas === 'all' ? 0 : replicas;
}

/** Links as `explain` and the planners count them. */
function listLinks({ services, weightOf }: DocumentInput, numberOf: ReadonlyMap<string, number>): DocumentLinks {
  const links = listServiceLinks(services);
  const needs = (from: string, to: string): boolean => {
    const service = services.services.get(from);
    return service !== undefined && (service.dependsOn.includes(to) || service.connectsTo.includes(to));
  };
  return {
    a: links.map(([a]) => numberOf.get(a) ?? 0),
    b: links.map(([, b]) => numberOf.get(b) ?? 0),
    weight: links.map(([a, b]) => weightOf(a, b)),
    way: links.map(([a, b]) => (needs(a, b) ? (needs(b, a) ? 3 : 1) : 2)),
  };
}

function readZone(target: Target | undefined, zonedBy: string | undefined): string {
  for (const property of zonedBy === undefined ? usualZones : [zonedBy]) {
    const zone = readText(target?.properties, property);
    if (zone !== '') return zone;
  }
  return '';
}

/** A property as text; '' where there is none, or it is no scalar, or fails. */
function readText(set: AttributeSetValue | undefined, name: string): string {
  if (set === undefined) return '';
  return new Findings().attempt(() => scalarText(readAttribute(set, name)?.value ?? null)) ?? '';
}

function toUnits(amount: bigint | undefined): Units {
  if (amount === undefined) return null;
  const number = Number(amount);
  return Number.isSafeInteger(number) ? number : String(amount);
}

function showPosition(position: Position | undefined, folder: string | undefined): string {
  const text = position?.toString() ?? '';
  return folder === undefined ? text : shortenPath(text, folder);
}
