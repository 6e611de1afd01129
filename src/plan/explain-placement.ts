import { compareNames } from '../base/order.ts';
import { type LinkedServices, listServiceLinks } from '../graph/service-links.ts';
import type { LinkWeight } from '../model/decode-link-weights.ts';
import { type Distribution, targetsOf } from '../model/distribution.ts';
import { compareNeeds } from './compare-needs.ts';
import { findCommon, type UnavoidableReason } from './explain-links.ts';
import type { Removal } from './find-removal.ts';
import { type Meeting, Meetings } from './meetings.ts';
import type { EqualPorts } from './place/equal-ports.ts';

/** A plan, and all that may be a reason for it. */
export interface ExplanationInput {
  readonly services: LinkedServices;
  readonly infrastructure: { readonly targets: ReadonlyMap<string, unknown> };
  /** Where everything is. */
  readonly plan: Distribution;
  /** Where everything may be; every target for every service when undefined. */
  readonly candidates: Distribution | undefined;
  /** What made a target no candidate, where somebody can tell. */
  readonly findRemoval?: (service: string, target: string) => Removal | undefined;
  readonly weightOf: LinkWeight;
  /** What services need and targets have, where the caller wants capacities told. */
  readonly capacities?: readonly Capacity[];
  /** Services that cannot be on one target, for their ports conflict. */
  readonly ports?: readonly EqualPorts[];
}

/** One kind of resource: what each service needs of it and each target has. */
export interface Capacity {
  readonly name: string;
  /** The property of targets that says what they have; the name when left out. */
  readonly property?: string | undefined;
  readonly needOf: (service: string) => bigint | undefined;
  readonly capacityOf: (target: string) => bigint | undefined;
  readonly format: (amount: bigint) => string;
  /** Amounts are whole numbers of this many decimal places. */
  readonly scale: number;
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
  readonly networkLinks: readonly ExplainedLink<Reason>[];
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

/** A network link, and why it is one. */
export interface ExplainedLink<Reason = LinkReason> extends Link {
  readonly reason: Reason;
  /**
   * The cheapest way for the two to meet where no resource is short, everything else staying where it is; undefined
   * where there is none.
   */
  readonly meeting: Meeting | undefined;
}

/**
 * Why a link crosses the network: no plan can avoid it, or, `trade-off`, meeting would make other links heavier.
 * `short`: wherever they may meet, a resource does not suffice; `port`: a port is taken there, or a resource is short.
 * `avoidable`: for no reason, since the two could meet, and the network links would be no heavier.
 */
export type LinkReason = UnavoidableReason | 'trade-off' | 'short' | 'port' | 'avoidable';

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
  /** Ports of the service that are taken there, each with who has it. */
  readonly takenPorts: readonly TakenPort[];
}

/** A port that another service has. */
export interface TakenPort {
  readonly port: string;
  readonly service: string;
}

/**
 * Explains the place of each of the services named. O(links + services · degree) and sorting; alternatives are weighed
 * when they are first looked at, O(targets · degree) for a service.
 */
export function explainPlacement(input: ExplanationInput, services: readonly string[]): readonly Explanation[] {
  return services.map(prepareExplanations(input));
}

/**
 * The same for one service at a time, for whoever asks again and again about one plan: O(links) and sorting, then
 * O(targets + degree) a service.
 */
export function prepareExplanations(input: ExplanationInput): (service: string) => Explanation {
  const weighed = weighLinks(input);
  const neighbours = listNeighbours(weighed);
  const meetings = new Meetings(weighed, service => targetsOf(input.plan, service));
  const used = new Map((input.capacities ?? []).map(capacity => [capacity.name, addNeeds(input.plan, capacity)]));
  const overloads = (target: string): readonly Overload[] =>
    (input.capacities ?? []).flatMap(capacity => findOverload(input.plan, capacity, target, used) ?? []);
  return service => {
    const targets = targetsOf(input.plan, service);
    const links = neighbours.get(service) ?? [];
    const isLocal = ({ other }: Link): boolean => targetsOf(input.plan, other).some(target => targets.includes(target));
    const weighAlternatives = () =>
      [...input.infrastructure.targets.keys()]
        .filter(target => !targets.includes(target))
        .map(target => weighAlternative(input, service, target, links, used));
    let alternatives: readonly Alternative[] | undefined;
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
        .map(link => explainLink(input, service, link, { meetings, used })),
      // Services times targets of them would fill the memory where only some are looked at.
      get alternatives() {
        alternatives ??= weighAlternatives();
        return alternatives;
      },
    };
  };
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
    takenPorts: listTakenPorts(input, [service], target),
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

function isCandidate({ candidates }: ExplanationInput, service: string, target: string): boolean {
  return candidates === undefined || targetsOf(candidates, service).includes(target);
}

function listCandidates({ candidates, infrastructure }: ExplanationInput, service: string): readonly string[] {
  return candidates === undefined ? [...infrastructure.targets.keys()] : targetsOf(candidates, service);
}

/** What reasons are computed from. */
interface Grounds {
  readonly meetings: Meetings<string>;
  readonly used: ReadonlyMap<string, ReadonlyMap<string, bigint>>;
}

function explainLink(input: ExplanationInput, service: string, link: Link, { meetings, used }: Grounds): ExplainedLink {
  const { other } = link;
  const common = findCommon(listCandidates(input, service), listCandidates(input, other));
  if (typeof common === 'string') return { ...link, reason: common, meeting: undefined };
  const suffices = ({ movers, target }: Meeting): boolean =>
    (input.capacities ?? []).every(capacity => {
      const need = movers.reduce((sum, name) => sum + (capacity.needOf(name) ?? 0n), 0n);
      return need === 0n || need <= (capacity.capacityOf(target) ?? 0n) - (used.get(capacity.name)?.get(target) ?? 0n);
    });
  const isFree = ({ movers, target }: Meeting): boolean => listTakenPorts(input, movers, target).length === 0;
  const mayBe = (meeting: Meeting): boolean => suffices(meeting) && isFree(meeting);
  const alone = meetings.cheapest(
    service,
    other,
    common,
    meeting => meeting.movers.join() === service && mayBe(meeting),
  );
  if (alone !== undefined && alone.extraWeight <= 0) return { ...link, reason: 'avoidable', meeting: alone };
  const meeting = meetings.cheapest(service, other, common, mayBe);
  if (meeting === undefined) {
    const isPort = meetings.cheapest(service, other, common, suffices) !== undefined;
    return { ...link, reason: isPort ? 'port' : 'short', meeting };
  }
  return { ...link, reason: meeting.extraWeight > 0 ? 'trade-off' : 'avoidable', meeting };
}

/** Two services that are linked, and the weight of the link. */
type WeighedLink = readonly [string, string, number];

/** Ports of services that would come to a target, of which another one there, or among them, has the same. */
function listTakenPorts(
  { plan, ports = [] }: ExplanationInput,
  movers: readonly string[],
  target: string,
): readonly TakenPort[] {
  return ports.flatMap(({ port, services }): readonly TakenPort[] => {
    const [mover, ...others] = movers.filter(name => services.includes(name));
    if (mover === undefined) return [];
    const isThere = (name: string): boolean =>
      name !== mover && (others.includes(name) || targetsOf(plan, name).includes(target));
    return services.filter(isThere).map(service => ({ port, service }));
  });
}

/** The links between services of the plan. */
function weighLinks({ services, plan, weightOf }: ExplanationInput): readonly WeighedLink[] {
  return listServiceLinks(services)
    .filter(pair => pair.every(name => plan.mappings.has(name)))
    .map(([a, b]) => [a, b, weightOf(a, b)]);
}

/** The links of each service to others, in byte order of the other ends. */
function listNeighbours(weighed: readonly WeighedLink[]): ReadonlyMap<string, readonly Link[]> {
  const neighbours = new Map<string, Link[]>();
  const add = (from: string, other: string, weight: number): void => {
    const links = neighbours.get(from) ?? [];
    if (links.length === 0) neighbours.set(from, links);
    links.push({ other, weight });
  };
  for (const [a, b, weight] of weighed) {
    add(a, b, weight);
    add(b, a, weight);
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
