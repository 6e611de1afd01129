/**
 * What a plan was asked of, read off the models for the verifier. It reads pins, links, data, capacities and rules
 * itself: what planners make of the models is not asked.
 */
import type { Findings } from '../../base/findings.ts';
import { sortNames } from '../../base/order.ts';
import { type Amount, formatAmount, readWrittenAmount } from '../../model/amount.ts';
import { decodeLinkWeights } from '../../model/decode-link-weights.ts';
import { readAttribute, textOf } from '../../model/decode-value.ts';
import { type Distribution, targetsOf } from '../../model/distribution.ts';
import type { InfrastructureModel } from '../../model/infrastructure.ts';
import { attributeOf, type LiteralPort, readLiteralPorts } from '../../model/literal-ports.ts';
import { placeEverywhere } from '../../model/place-everywhere.ts';
import type { Capacity, MeasureName, Policy } from '../../model/policy.ts';
import type { Service, ServicesModel } from '../../model/service.ts';
import { readProvidedContainers } from '../../model/service-details.ts';
import type { AttributeSetValue } from '../../nix/index.ts';
import type { AskedRoom, AskedService, AskedSystem } from '../../verify/answer/asked-system.ts';
import type { PlacedMeasures } from '../../verify/placed-problem.ts';
import { AmountScale } from './amount-scale.ts';
import { askPorts } from './ask-ports.ts';
import { askRules } from './ask-rules.ts';
import { mayBeOn } from './may-be-on.ts';

/** What was asked, as the models and the command line say it. */
export interface AskedModels {
  readonly services: ServicesModel;
  readonly infrastructure: InfrastructureModel;
  readonly candidates: Distribution | undefined;
  readonly previous: Distribution | undefined;
  readonly policy: Policy;
  readonly moveStateful: boolean;
  /** Services that list several targets run on all of them. */
  readonly isReplicated: boolean;
  /** Every dependency is a network link. */
  readonly isFragile: boolean;
  /** Targets without the property that says what they cost are left out. */
  readonly onlyWithCost: boolean;
}

/** Reads off the models what a plan must keep, and what counts. O(services · candidates · rules + attributes). */
export function askSystem(asked: AskedModels, findings: Findings): AskedSystem {
  const { services, infrastructure, policy } = asked;
  const names = [...infrastructure.targets.keys()];
  const numberOf = new Map(names.map((name, i) => [name, i]));
  const given = asked.candidates ?? placeEverywhere(asked);
  const keys = sortNames(given.mappings.keys()).filter(key => services.services.has(key));
  const scale = new AmountScale();
  const costs = names.map(name => readSide(policy.cost?.property, infrastructure.targets.get(name)?.properties));
  const open = (name: string): boolean => !asked.onlyWithCost || costs[numberOf.get(name) ?? -1] !== undefined;
  const weightOf = decodeLinkWeights(services, findings);
  const links = listLinks(keys, services);
  const portsOf = keys.map(key => portsSaid(services.services.get(key)));
  const ports = isPlainAboutPorts(services, keys) ? askPorts(portsOf) : [];
  const rules = askRules({ policy, infrastructure, isFragile: asked.isFragile, ports, links }, keys, names);
  const unmeasured = keys.map((key): Omit<AskedService, 'needs'> => {
    const service = services.services.get(key);
    const listed = targetsOf(given, key).filter(
      name => numberOf.has(name) && open(name) && mayBeOn(service, name, asked),
    );
    const pin = service === undefined ? undefined : readAttribute(service.attributes, 'pinnedTo')?.value;
    const pinned = pin === undefined ? undefined : textOf(pin);
    const left = pinned === undefined ? listed : listed.filter(name => name === pinned);
    const candidates = left.flatMap(name => numberOf.get(name) ?? []).sort((a, b) => a - b);
    const homes = targetsOf(asked.previous, key).flatMap(name => numberOf.get(name) ?? []);
    const said = asked.isReplicated ? 'all' : (policy.replicas.get(key) ?? service?.replicas ?? 1);
    return {
      name: key,
      candidates,
      replicas: said === 'all' ? Math.max(1, candidates.length) : said,
      homes: homes.sort((a, b) => a - b),
      stays: service?.stateful === true && !asked.moveStateful && policy.moves.stateful !== 'allowed',
      moveWeight: scale.count('moves', policy.moves.weights.get(key) ?? whole),
    };
  });
  const room = policy.capacities.map(capacity => readRoom(capacity, unmeasured, names, asked, scale));
  const own = unmeasured.map((one, i) => ({ ...one, needs: room.map(its => inNumbers(its, its.needs[i])) }));
  const isNearest = ([a, b]: readonly [number, number]): boolean =>
    policy.links.replicas === 'nearest' && (own[a]?.replicas ?? 1) * (own[b]?.replicas ?? 1) > 1;
  const costOf = (i: number): number => scale.count('cost', costs[i] ?? policy.cost?.fallback ?? nothing);
  const places = names.map((name, i) => ({
    ...{ name, cost: costOf(i) },
    has: room.map(its => inNumbers(its, its.haves[i])),
  }));
  const isCostCounted = places.reduce((sum, { cost }) => sum + cost, 0) <= Number.MAX_SAFE_INTEGER;
  return {
    targets: places,
    services: own,
    room,
    links: links
      .filter(pair => !isNearest(pair))
      .map(([a, b]) => ({ a, b, weight: weightOf(keys[a] ?? '', keys[b] ?? '') })),
    nearest: links.filter(isNearest).flatMap(pair => listDirections(pair, keys, services, weightOf)),
    transient: policy.capacities.map(({ transient }) => transient && asked.previous !== undefined),
    zones: rules.zones,
    levels: [0, ...policy.links.by.map(rules.wayOf)],
    costs: policy.links.cost.map(cost => scale.count('links', cost)),
    rules: rules.rules,
    atMost: asked.previous === undefined ? undefined : policy.moves.atMost,
    stages: listStages(policy),
    units: scale.units(),
    beyond: [...listBeyond(asked, keys, portsOf), ...room.flatMap(tooLarge)],
    uncounted: listUncounted(policy, isCostCounted),
  };
}

const nothing: Amount = { units: 0n, scale: 0 };
const whole: Amount = { units: 1n, scale: 0 };

/** The name that a verifier has for a measure. */
export function measureOf(name: MeasureName): keyof PlacedMeasures {
  return name === 'targets' ? 'labels' : name;
}

/** Weights of aims in whole numbers; what is a sum of measures in different units is not told apart here. */
function listStages({ minimise }: Policy): AskedSystem['stages'] {
  return minimise.map(aim =>
    Object.fromEntries([...aim].map(([name, weight]) => [measureOf(name), Number(weight.units) / 10 ** weight.scale])),
  );
}

/** Pairs of services of which one says the other, by number. */
function listLinks(keys: readonly string[], { services }: ServicesModel): readonly (readonly [number, number])[] {
  const numberOf = new Map(keys.map((key, i) => [key, i]));
  const seen = new Map<string, readonly [number, number]>();
  for (const [a, key] of keys.entries()) {
    const service = services.get(key);
    for (const other of [...(service?.dependsOn ?? []), ...(service?.connectsTo ?? [])]) {
      const b = numberOf.get(other);
      if (b === undefined || b === a) continue;
      const pair = [Math.min(a, b), Math.max(a, b)] as const;
      seen.set(pair.join(), pair);
    }
  }
  return [...seen.values()];
}

/** A link of which only the nearest replica counts, for each of the two services that names the other. */
function listDirections(
  [a, b]: readonly [number, number],
  keys: readonly string[],
  { services }: ServicesModel,
  weightOf: (from: string, to: string) => number,
): AskedSystem['nearest'] {
  const directions = [
    [a, b],
    [b, a],
  ] as const;
  return directions.flatMap(([from, to]) => {
    const [own = '', other = ''] = [keys[from], keys[to]];
    const service = services.get(own);
    const isSaid = service?.dependsOn.includes(other) === true || service?.connectsTo.includes(other) === true;
    return isSaid ? [{ from, to, weight: weightOf(own, other) }] : [];
  });
}

function portsSaid(service: Service | undefined): readonly LiteralPort[] {
  return service === undefined ? [] : readLiteralPorts(service, step => step());
}

/** Whether ports are what services say of themselves: none has its container's port, or one from an ids file. */
function isPlainAboutPorts({ services, followsIds }: ServicesModel, keys: readonly string[]): boolean {
  const those = keys.flatMap(key => services.get(key) ?? []);
  const isFollowing = ({ key }: Service, port: LiteralPort): boolean => followsIds?.(key, attributeOf(port)) === true;
  return those.every(
    service =>
      readProvidedContainers(service).length === 0 && !portsSaid(service).some(port => isFollowing(service, port)),
  );
}

function readSide(side: string | Amount | undefined, set: AttributeSetValue | undefined): Amount | undefined {
  if (typeof side !== 'string') return side;
  const found = set && readAttribute(set, side);
  return found === undefined || found.value === null ? undefined : readWrittenAmount(found.value);
}

/**
 * In one unit for both sides; what a target has beyond a whole unit is never needed. A home may keep the place of what
 * moves away, so twice of all needs must be a number.
 */
function readRoom(
  { name, need, have, fallback, overcommit }: Capacity,
  own: readonly Omit<AskedService, 'needs'>[],
  names: readonly string[],
  { services, infrastructure }: AskedModels,
  scale: AmountScale,
): AskedRoom {
  const wanted = own.map(({ name: key }) => readSide(need, services.services.get(key)?.attributes) ?? nothing);
  const there = names.map(target => {
    const amount = readSide(have, infrastructure.targets.get(target)?.properties) ?? fallback ?? nothing;
    return { units: amount.units * overcommit.units, scale: amount.scale + overcommit.scale };
  });
  const { needs, haves, scale: digits } = scale.align(wanted, there);
  const all = needs.reduce((sum, units, i) => sum + units * BigInt(own[i]?.replicas ?? 1), 0n);
  return {
    ...{ name, needs, haves },
    isCounted: 2n * all <= BigInt(Number.MAX_SAFE_INTEGER),
    showUnits: units => formatAmount(units, digits),
    written: there.map(amount => formatAmount(amount.units, amount.scale)),
  };
}

/** More than all needs can be is as good as any more. */
function inNumbers({ isCounted }: AskedRoom, units = 0n): number {
  return isCounted ? Math.min(Number(units), Number.MAX_SAFE_INTEGER) : 0;
}

function tooLarge({ name, isCounted }: AskedRoom): readonly string[] {
  return isCounted ? [] : [`the room for ${name} in other plans (numbers too large to try them)`];
}

/** What is asked that the verifier does not read. */
function listBeyond(
  { services }: AskedModels,
  keys: readonly string[],
  portsOf: readonly (readonly LiteralPort[])[],
): readonly string[] {
  const those = keys.flatMap(key => services.services.get(key) ?? []);
  const has = (name: string) => (service: Service) => readAttribute(service.attributes, name) !== undefined;
  return [
    ...(those.some(service => readProvidedContainers(service).length > 0) ? ['containers that services provide'] : []),
    ...(those.some(has('activatesAfter')) ? ['the order of activation'] : []),
    ...(!isPlainAboutPorts(services, keys) && portsOf.filter(ports => ports.length > 0).length > 1
      ? ['ports that services say themselves']
      : []),
  ];
}

function listUncounted({ balance, capacities, rules, minimise }: Policy, isCostCounted: boolean) {
  const uncounted = new Set<keyof PlacedMeasures>(isCostCounted ? [] : ['cost']);
  if (balance.length > 0) uncounted.add('balance');
  if (capacities.some(({ comfortable }) => comfortable !== undefined)) uncounted.add('load');
  if (rules.some(({ soft }) => soft !== undefined)) uncounted.add('wishes');
  // Sums of measures are in units that only their planner knows.
  for (const aim of minimise) {
    const isPlain = aim.size === 1 && [...aim.values()].every(({ units, scale }) => units === 10n ** BigInt(scale));
    if (!isPlain) for (const name of aim.keys()) uncounted.add(measureOf(name));
  }
  return uncounted;
}
