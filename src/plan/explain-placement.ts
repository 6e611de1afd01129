import { compareNames } from '../base/order.ts';
import { listServiceLinks } from '../graph/service-links.ts';
import type { LinkWeight } from '../model/decode-link-weights.ts';
import { type Distribution, targetsOf } from '../model/distribution.ts';
import type { InfrastructureModel } from '../model/infrastructure.ts';
import type { ServicesModel } from '../model/service.ts';
import { compareNeeds } from './compare-needs.ts';
import { findUnavoidableReason, type UnavoidableReason } from './explain-links.ts';
import type { Removal } from './find-removal.ts';

/** A plan, and all that may be a reason for it. */
export interface ExplanationInput {
  readonly services: ServicesModel;
  readonly infrastructure: InfrastructureModel;
  /** Where everything is. */
  readonly plan: Distribution;
  /** Where everything may be; every target for every service when undefined. */
  readonly candidates: Distribution | undefined;
  /** What made a target no candidate, where somebody can tell. */
  readonly findRemoval?: (service: string, target: string) => Removal | undefined;
  readonly weightOf: LinkWeight;
  /** What services need and targets have, where the caller wants capacities told. */
  readonly capacities?: readonly Capacity[];
}

/** One kind of resource: what each service needs of it and each target has. */
export interface Capacity {
  readonly name: string;
  readonly needOf: (service: string) => bigint | undefined;
  readonly capacityOf: (target: string) => bigint | undefined;
  readonly format: (amount: bigint) => string;
}

/** Why a service is where it is. */
export interface Explanation<Reason = LinkReason> {
  readonly service: string;
  readonly targets: readonly string[];
  /** Those of the targets that are no candidates: the plan does not keep to the models. */
  readonly misplaced: readonly { readonly target: string; readonly removal: Removal | undefined }[];
  /** Resources of which its targets have less than all that is on them needs, with who is on it, largest need first. */
  readonly overloads: readonly Overload[];
  /** Dependencies that its place keeps inside a target, and those that cross the network. */
  readonly localLinks: readonly Link[];
  readonly networkLinks: readonly (Link & { readonly reason: Reason })[];
  /** Every other target, in byte order of the names. */
  readonly alternatives: readonly Alternative[];
}

/** Too much on a target; amounts in decimal notation. */
export interface Overload {
  readonly target: string;
  readonly resource: string;
  readonly have: string;
  readonly used: string;
  readonly on: readonly { readonly service: string; readonly need: string }[];
}

/** A dependency, seen from one of its ends. */
export interface Link {
  /** The service at the other end. */
  readonly other: string;
  readonly weight: number;
}

/**
 * Why a link crosses the network: no plan can avoid it, or, `trade-off`, avoiding it alone is possible. `avoidable`:
 * for no reason, since the service, moved alone, would meet the other one and the network links would be no heavier.
 */
export type LinkReason = UnavoidableReason | 'trade-off' | 'avoidable';

/** The same under a policy, which may be what does not let the service move alone. */
export type PolicyLinkReason = LinkReason | 'policy';

/** What it would mean to move the service, alone, to another target. */
export interface Alternative {
  readonly target: string;
  readonly isCandidate: boolean;
  /** What made it none, where it is none and somebody can tell. */
  readonly removal: Removal | undefined;
  /** How much heavier the network links would be; negative where the move would be an improvement. */
  readonly extraWeight: number;
  readonly newNetworkLinks: readonly Link[];
  readonly newLocalLinks: readonly Link[];
  /** Resources that would not suffice, and by how much. */
  readonly shortages: readonly { readonly resource: string; readonly shortBy: string }[];
}

/** Explains the place of each of the services named. O(links + services · (targets + degree)) and sorting. */
export function explainPlacement(input: ExplanationInput, services: readonly string[]): readonly Explanation[] {
  const neighbours = listNeighbours(input);
  const used = new Map((input.capacities ?? []).map(capacity => [capacity.name, addNeeds(input.plan, capacity)]));
  const overloads = (target: string): readonly Overload[] =>
    (input.capacities ?? []).flatMap(capacity => findOverload(input.plan, capacity, target, used) ?? []);
  return services.map(service => {
    const targets = targetsOf(input.plan, service);
    const links = neighbours.get(service) ?? [];
    const isLocal = ({ other }: Link): boolean => targetsOf(input.plan, other).some(target => targets.includes(target));
    const alternatives = [...input.infrastructure.targets.keys()]
      .filter(target => !targets.includes(target))
      .map(target => weighAlternative(input, service, target, links, used));
    const avoidable = new Set(alternatives.filter(isNoWorse).flatMap(({ newLocalLinks }) => newLocalLinks));
    return {
      service,
      targets,
      misplaced: targets
        .filter(target => !isCandidate(input, service, target))
        .map(target => ({ target, removal: input.findRemoval?.(service, target) })),
      overloads: targets.flatMap(target => overloads(target)),
      localLinks: links.filter(isLocal),
      networkLinks: links
        .filter(link => !isLocal(link))
        .map(link => ({
          ...link,
          reason: avoidable.has(link) ? 'avoidable' : explainLink(input, service, link.other),
        })),
      alternatives,
    };
  });
}

function weighAlternative(
  input: ExplanationInput,
  service: string,
  target: string,
  links: readonly Link[],
  used: ReadonlyMap<string, ReadonlyMap<string, bigint>>,
): Alternative {
  const targets = targetsOf(input.plan, service);
  const here = ({ other }: Link): boolean => targetsOf(input.plan, other).some(name => targets.includes(name));
  const there = ({ other }: Link): boolean => targetsOf(input.plan, other).includes(target);
  const newNetworkLinks = links.filter(link => here(link) && !there(link));
  const newLocalLinks = links.filter(link => !here(link) && there(link));
  const allowed = isCandidate(input, service, target);
  return {
    target,
    isCandidate: allowed,
    removal: allowed ? undefined : input.findRemoval?.(service, target),
    extraWeight: sumWeights(newNetworkLinks) - sumWeights(newLocalLinks),
    newNetworkLinks,
    newLocalLinks,
    shortages: (input.capacities ?? []).flatMap(capacity => {
      const need = capacity.needOf(service) ?? 0n;
      const left = (capacity.capacityOf(target) ?? 0n) - (used.get(capacity.name)?.get(target) ?? 0n);
      return need > left ? [{ resource: capacity.name, shortBy: capacity.format(need - left) }] : [];
    }),
  };
}

function findOverload(
  plan: Distribution,
  { name, needOf, capacityOf, format }: Capacity,
  target: string,
  used: ReadonlyMap<string, ReadonlyMap<string, bigint>>,
): Overload | undefined {
  const [all, have] = [used.get(name)?.get(target) ?? 0n, capacityOf(target) ?? 0n];
  if (all <= have) return undefined;
  const on = [...plan.mappings.keys()]
    .filter(service => targetsOf(plan, service).includes(target))
    .map(service => ({ service, need: needOf(service) ?? 0n }))
    .filter(({ need }) => need > 0n)
    .sort(compareNeeds);
  return {
    target,
    resource: name,
    have: format(have),
    used: format(all),
    on: on.map(({ service, need }) => ({ service, need: format(need) })),
  };
}

function isNoWorse({ isCandidate, extraWeight, shortages }: Alternative): boolean {
  return isCandidate && extraWeight <= 0 && shortages.length === 0;
}

function isCandidate({ candidates }: ExplanationInput, service: string, target: string): boolean {
  return candidates === undefined || targetsOf(candidates, service).includes(target);
}

function explainLink({ candidates, infrastructure }: ExplanationInput, a: string, b: string): LinkReason {
  if (candidates === undefined) return infrastructure.targets.size === 0 ? 'no-common-candidate' : 'trade-off';
  return findUnavoidableReason(targetsOf(candidates, a), targetsOf(candidates, b)) ?? 'trade-off';
}

/** The links of each service to others in the plan, in byte order of the other ends. */
function listNeighbours({ services, plan, weightOf }: ExplanationInput): ReadonlyMap<string, readonly Link[]> {
  const neighbours = new Map<string, Link[]>();
  const add = (from: string, other: string, weight: number): void => {
    const links = neighbours.get(from) ?? [];
    if (links.length === 0) neighbours.set(from, links);
    links.push({ other, weight });
  };
  for (const [a, b] of listServiceLinks(services)) {
    if (!plan.mappings.has(a) || !plan.mappings.has(b)) continue;
    add(a, b, weightOf(a, b));
    add(b, a, weightOf(a, b));
  }
  for (const links of neighbours.values()) links.sort((a, b) => compareNames(a.other, b.other));
  return neighbours;
}

/** What the services of a plan need of a resource on each target. */
function addNeeds(plan: Distribution, { needOf }: Capacity): ReadonlyMap<string, bigint> {
  const used = new Map<string, bigint>();
  for (const service of plan.mappings.keys()) {
    for (const target of targetsOf(plan, service)) used.set(target, (used.get(target) ?? 0n) + (needOf(service) ?? 0n));
  }
  return used;
}

function sumWeights(links: readonly Link[]): number {
  return links.reduce((sum, { weight }) => sum + weight, 0);
}
