/**
 * What a plan was asked of, read off the models for the verifier. It reads pins, links, data, capacities and rules
 * itself: what planners make of the models is not asked.
 */
import type { Findings } from '../../base/findings.ts';
import { sortNames } from '../../base/order.ts';
import type { Amount } from '../../model/amount.ts';
import { decodeLinkWeights } from '../../model/decode-link-weights.ts';
import { type Distribution, type Mapping, targetsOf } from '../../model/distribution.ts';
import type { InfrastructureModel } from '../../model/infrastructure.ts';
import { attributeOf, type LiteralPort, readLiteralPorts } from '../../model/literal-ports.ts';
import { placeEverywhere } from '../../model/place-everywhere.ts';
import type { MeasureName, Policy } from '../../model/policy.ts';
import type { Service, ServicesModel } from '../../model/service.ts';
import type { AskedLimit, AskedService, AskedSystem } from '../../verify/answer/asked-system.ts';
import type { PlacedMeasures } from '../../verify/placed-problem.ts';
import { AmountScale } from './amount-scale.ts';
import { type AskedCandidates, askCandidates } from './ask-candidates.ts';
import { askPorts } from './ask-ports.ts';
import { inNumbers, readRoom, readSide, tooLarge } from './ask-room.ts';
import { askRules } from './ask-rules.ts';

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
  const where = askCandidates({ ...asked, given, keys, numberOf, isOpen: name => numberOf.has(name) && open(name) });
  const { containers } = where;
  const portsOf = keys.map((key, i) => (containers.isGuest(i) ? [] : portsSaid(services.services.get(key))));
  const ports = isPlainAboutPorts(services, keys) ? askPorts(portsOf) : [];
  const rules = askRules({ policy, infrastructure, isFragile: asked.isFragile, ports, links }, keys, names);
  const limits: AskedLimit[] = [...where.limits];
  const unmeasured = keys.map((key, number): Omit<AskedService, 'needs'> => {
    const service = services.services.get(key);
    const candidates = where.lists[number] ?? [];
    const homes = targetsOf(asked.previous, key).flatMap(name => numberOf.get(name) ?? []);
    const said = asked.isReplicated ? 'all' : (policy.replicas.get(key) ?? service?.replicas ?? 1);
    const replicas = said === 'all' ? Math.max(1, candidates.length) : said;
    const stays = service?.stateful === true && !asked.moveStateful && policy.moves.stateful !== 'allowed';
    if (stays && homes.length > 0 && replicas <= homes.length)
      limits.push({ demand: { kind: 'stateful', name: key }, services: [number], targets: homes });
    return {
      ...{ name: key, candidates, replicas, stays, isStateful: service?.stateful === true },
      homes: homes.sort((a, b) => a - b),
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
    levelNames: ['target', ...policy.links.by, undefined],
    costs: policy.links.cost.map(cost => scale.count('links', cost)),
    rules: [...rules.rules, ...containers.rules(where.places, numberOf)],
    limits,
    waits: containers.isEmpty ? undefined : containers.waits(numberOf),
    mayGoInto: (service, label, container) => mayGoInto(where.places[service] ?? [], names[label] ?? '', container),
    atMost: asked.previous === undefined ? undefined : policy.moves.atMost,
    stages: listStages(policy),
    units: scale.units(),
    beyond: [...listBeyond(asked, keys, portsOf, where), ...room.flatMap(tooLarge)],
    uncounted: listUncounted(policy, isCostCounted),
    weighed: listWeighed(policy),
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

/** Whether ports are what services say of themselves: none has one from an ids file. */
function isPlainAboutPorts({ services, followsIds }: ServicesModel, keys: readonly string[]): boolean {
  const those = keys.flatMap(key => services.get(key) ?? []);
  return those.every(
    service => !portsSaid(service).some(port => followsIds?.(service.key, attributeOf(port)) === true),
  );
}

/** Whether a service of a plan is in a container that its candidates have on that target. */
function mayGoInto(places: readonly Mapping[], target: string, container: string | undefined): boolean {
  return places.some(place => place.target === target && place.container === container);
}

/** What is asked that the verifier does not read. */
function listBeyond(
  { services }: AskedModels,
  keys: readonly string[],
  portsOf: readonly (readonly LiteralPort[])[],
  { containers, places }: AskedCandidates,
): readonly string[] {
  const isDoubled = places.some(list => new Set(list.map(({ target }) => target)).size < list.length);
  return [
    ...(isDoubled && !containers.isEmpty ? ['which of several containers of a target services go into'] : []),
    ...(containers.mayTangle() ? ['the order of activation in other plans'] : []),
    ...(!isPlainAboutPorts(services, keys) && portsOf.filter(ports => ports.length > 0).length > 1
      ? ['ports that services say themselves']
      : []),
  ];
}

function listUncounted({ balance, capacities, rules }: Policy, isCostCounted: boolean) {
  const uncounted = new Set<keyof PlacedMeasures>(isCostCounted ? [] : ['cost']);
  if (balance.length > 0) uncounted.add('balance');
  if (capacities.some(({ comfortable }) => comfortable !== undefined)) uncounted.add('load');
  if (rules.some(({ soft }) => soft !== undefined)) uncounted.add('wishes');
  return uncounted;
}

/** Measures in aims that are sums, or weighed: these are in units that only their planner knows. */
function listWeighed({ minimise }: Policy): ReadonlySet<keyof PlacedMeasures> {
  const isPlain = (aim: Policy['minimise'][number]): boolean =>
    aim.size === 1 && [...aim.values()].every(({ units, scale }) => units === 10n ** BigInt(scale));
  return new Set(minimise.filter(aim => !isPlain(aim)).flatMap(aim => [...aim.keys()].map(measureOf)));
}
