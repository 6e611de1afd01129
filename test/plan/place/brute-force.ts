import type { PlacedSystem, SystemCapacity, SystemMeasure, SystemRule, SystemService } from './random-system.ts';

// What `docs/policy.md` says of plans, word for word and without any cleverness.

/** Service → the targets of its replicas. */
export type NamedPlan = ReadonlyMap<string, readonly string[]>;

/** A plan and what it comes to, objective by objective. */
export interface ValuedPlan {
  readonly plan: NamedPlan;
  readonly values: readonly number[];
}

/** A best plan of all that keep everything; undefined where none does. */
export function findBestPlan(system: PlacedSystem): ValuedPlan | undefined {
  let best: ValuedPlan | undefined;
  for (const plan of keptPlans(system)) {
    const values = valuesOf(system, plan);
    if (best === undefined || isLess(values, best.values)) best = { plan, values };
  }
  return best;
}

/** Whether the first of two lists of values is better. */
export function isLess(a: readonly number[], b: readonly number[]): boolean {
  const first = a.findIndex((value, i) => value !== b[i]);
  return first >= 0 && (a[first] ?? 0) < (b[first] ?? 0);
}

/** Every plan that keeps everything. */
export function* keptPlans(system: PlacedSystem): Generator<NamedPlan> {
  const names = Object.keys(system.services);
  const choices = names.map(name => [...subsets(allowedTargets(system, name), countOf(system, name))]);
  for (const chosen of product(choices)) {
    const plan = new Map(names.map((name, i) => [name, chosen[i] ?? []]));
    if (isKept(system, plan)) yield plan;
  }
}

function* product<T>(lists: readonly (readonly T[])[]): Generator<readonly T[]> {
  const [first, ...others] = lists;
  if (first === undefined) yield [];
  else for (const one of first) for (const rest of product(others)) yield [one, ...rest];
}

function* subsets(list: readonly string[], size: number): Generator<readonly string[]> {
  const [first, ...others] = list;
  if (size === 0) yield [];
  else if (first !== undefined) {
    for (const rest of subsets(others, size - 1)) yield [first, ...rest];
    yield* subsets(others, size);
  }
}

/** "How often services run"; "all" is once on each target that candidates, pin, containers and rules leave. */
export function countOf(system: PlacedSystem, name: string): number {
  const said = system.policy.replicas[name] ?? system.services[name]?.replicas ?? 1;
  return said === 'all' ? Math.max(1, allowedTargets(system, name).length) : said;
}

/** Candidates, pin, containers and the hard rules `only`, `avoid`, `match`. */
function allowedTargets(system: PlacedSystem, name: string): readonly string[] {
  const reachable = reachableTargets(system).get(name) ?? [];
  return reachable.filter(target =>
    system.policy.rules.every(rule => rule.soft !== undefined || isFine(system, rule, name, target)),
  );
}

/** What candidates, pins and containers leave: as long as a provider may come, its container may. */
const reached = new WeakMap<PlacedSystem, ReadonlyMap<string, readonly string[]>>();

function reachableTargets(system: PlacedSystem): ReadonlyMap<string, readonly string[]> {
  const known = reached.get(system);
  if (known !== undefined) return known;
  const lists = new Map(
    Object.entries(system.services).map(([name, { pinnedTo }]) => {
      const listed = system.candidates?.[name] ?? Object.keys(system.targets);
      return [name, listed.filter(target => pinnedTo === undefined || target === pinnedTo)] as const;
    }),
  );
  for (let changed = true; changed; ) {
    changed = false;
    for (const [name, list] of lists) {
      const providers = providersOf(system, name);
      if (providers === undefined) continue;
      const left = list.filter(
        target =>
          hasContainer(system, name, target) || providers.some(provider => lists.get(provider)?.includes(target)),
      );
      if (left.length < list.length) changed = true;
      lists.set(name, left);
    }
  }
  reached.set(system, lists);
  return lists;
}

/**
 * "No plan closes a circle of such waits": nobody waits for the provider of its container on its target, who waits for
 * it, unless they wait for each other anyway.
 */
function isInOrder(system: PlacedSystem, plan: NamedPlan): boolean {
  const names = Object.keys(system.services);
  const there = names.flatMap(name => {
    const targets = plan.get(name) ?? [];
    const meet = (other: string): boolean => plan.get(other)?.some(target => targets.includes(target)) === true;
    return (providersOf(system, name) ?? []).filter(meet).map(provider => [name, provider] as const);
  });
  const waits = (isAnyway: boolean) => (name: string) => [
    ...(system.services[name]?.dependsOn ?? []),
    ...(isAnyway ? [] : there.filter(([one]) => one === name).map(([, provider]) => provider)),
  ];
  return there.every(([name, provider]) => {
    if (!reaches(provider, name, waits(false))) return true;
    return reaches(provider, name, waits(true)) && reaches(name, provider, waits(true));
  });
}

function reaches(from: string, to: string, edges: (name: string) => readonly string[]): boolean {
  const seen = new Set([from]);
  for (const name of seen) for (const other of edges(name)) seen.add(other);
  return seen.has(to);
}

/** The other services that provide the container that a service goes into; undefined where nobody does. */
function providersOf({ services }: PlacedSystem, name: string): readonly string[] | undefined {
  const type = services[name]?.type;
  if (type === undefined || type === 'package') return undefined;
  const others = Object.keys(services).filter(other => other !== name && services[other]?.providesContainer === type);
  return others.length === 0 ? undefined : others;
}

function hasContainer({ services, targets }: PlacedSystem, name: string, target: string): boolean {
  return targets[target]?.containers.includes(services[name]?.type ?? '') === true;
}

/** Whether `only`, `avoid` or `match` lets a service be on a target. */
function isFine({ services, targets }: PlacedSystem, rule: SystemRule, name: string, target: string): boolean {
  const its = targets[target];
  if (its === undefined) return false;
  if (rule.match !== undefined) {
    const wanted = services[name]?.zones;
    return wanted === undefined || (its.zone !== undefined && wanted.includes(its.zone));
  }
  const named = rule.only ?? rule.avoid;
  if (named === undefined || !named.includes(name)) return true;
  const passes =
    (rule.on === undefined || rule.on.includes(target)) &&
    (rule.where?.zone === undefined || (its.zone !== undefined && rule.where.zone.includes(its.zone))) &&
    (rule.where?.cpu === undefined || its.cpu >= rule.where.cpu.least);
  return rule.only !== undefined ? passes : !passes;
}

/** The targets that still exist of those where a service is now. */
function homesOf({ previous, targets }: PlacedSystem, name: string): readonly string[] {
  return (previous?.[name] ?? []).filter(target => targets[target] !== undefined);
}

/** How many replicas of a service move: what is new does not, and two that change places do not. */
function movesOf(system: PlacedSystem, plan: NamedPlan, name: string): number {
  const homes = homesOf(system, name);
  const now = plan.get(name) ?? [];
  return Math.min(homes.length, now.length) - now.filter(target => homes.includes(target)).length;
}

function stays(system: PlacedSystem, name: string): boolean {
  return (
    system.services[name]?.stateful === true &&
    system.policy.moves.stateful === 'never' &&
    homesOf(system, name).length > 0
  );
}

/** Whether a plan keeps everything that must be kept; each service has its number of allowed targets already. */
export function isKept(system: PlacedSystem, plan: NamedPlan): boolean {
  const { policy, services } = system;
  const names = Object.keys(services);
  for (const name of names) {
    const now = plan.get(name) ?? [];
    const homes = homesOf(system, name);
    if (stays(system, name)) {
      if (
        now.length <= homes.length
          ? now.some(target => !homes.includes(target))
          : homes.some(home => !now.includes(home))
      )
        return false;
    }
    const providers = providersOf(system, name);
    if (providers === undefined) continue;
    const isThere = (target: string): boolean => providers.some(provider => plan.get(provider)?.includes(target));
    if (now.some(target => !hasContainer(system, name, target) && !isThere(target))) return false;
  }
  if (!isInOrder(system, plan)) return false;
  for (const resource of ['memory', 'cpu'] as const) {
    const capacity = policy.capacities[resource];
    if (capacity !== undefined && !hasRoom(system, plan, resource, capacity)) return false;
  }
  const { atMost } = policy.moves;
  if (atMost !== undefined && system.previous !== undefined) {
    if (names.reduce((sum, name) => sum + movesOf(system, plan, name), 0) > atMost) return false;
  }
  return policy.rules.every(rule => rule.soft !== undefined || violations(system, plan, rule) === 0);
}

type ResourceName = 'memory' | 'cpu';

function handedOut(
  { targets }: PlacedSystem,
  target: string,
  resource: ResourceName,
  { overcommit = 1 }: SystemCapacity,
): number {
  return (targets[target]?.[resource] ?? 0) * overcommit;
}

function used({ services }: PlacedSystem, plan: NamedPlan, target: string, resource: ResourceName): number {
  let sum = 0;
  for (const [name, now] of plan) if (now.includes(target)) sum += services[name]?.[resource] ?? 0;
  return sum;
}

function hasRoom(system: PlacedSystem, plan: NamedPlan, resource: ResourceName, capacity: SystemCapacity): boolean {
  return Object.keys(system.targets).every(target => {
    let held = used(system, plan, target, resource);
    // What leaves a target needs it there, too, until it is gone.
    for (const [name, now] of capacity.transient === true ? plan : []) {
      if (homesOf(system, name).includes(target) && !now.includes(target))
        held += system.services[name]?.[resource] ?? 0;
    }
    return held <= handedOut(system, target, resource, capacity);
  });
}

/** A target without the property is a zone of its own. */
function zoneOf({ targets }: PlacedSystem, by: string | undefined, target: string): string {
  const zone = by === 'zone' ? targets[target]?.zone : by === 'rack' ? targets[target]?.rack : undefined;
  return zone === undefined ? `target ${target}` : `zone ${zone}`;
}

/** All places of the replicas of some services. */
function placesOf(plan: NamedPlan, names: readonly string[]): readonly string[] {
  return [...new Set(names)].flatMap(name => plan.get(name) ?? []);
}

function violations(system: PlacedSystem, plan: NamedPlan, rule: SystemRule): number {
  const zonesOf = (names: readonly string[]): readonly string[] =>
    placesOf(plan, names).map(target => zoneOf(system, rule.by, target));
  if (rule.apart !== undefined) {
    const zones = zonesOf(rule.apart);
    return zones.length - new Set(zones).size;
  }
  if (rule.together !== undefined) return new Set(zonesOf(rule.together)).size - 1;
  if (rule.spread !== undefined) {
    const zones = zonesOf(rule.spread);
    if (rule.least !== undefined) return Math.max(0, rule.least - new Set(zones).size);
    const possible = rule.spread
      .flatMap(name => possibleTargets(system, name))
      .map(target => zoneOf(system, rule.by, target));
    const counts = [...new Set(possible)].map(zone => zones.filter(other => other === zone).length);
    return Math.max(0, Math.max(...counts) - Math.min(...counts) - (rule.maxSkew ?? 0));
  }
  if (rule.near !== undefined) {
    const wanted = new Set(zonesOf(rule.to ?? []));
    const others = rule.near.filter(name => rule.to?.includes(name) !== true);
    return zonesOf(others).filter(zone => !wanted.has(zone)).length;
  }
  return Object.keys(system.services).reduce(
    (sum, name) => sum + (plan.get(name) ?? []).filter(target => !isFine(system, rule, name, target)).length,
    0,
  );
}

/** Where a replica of a service can be at all. */
function possibleTargets(system: PlacedSystem, name: string): readonly string[] {
  const allowed = allowedTargets(system, name);
  const homes = homesOf(system, name);
  return stays(system, name) && countOf(system, name) <= homes.length
    ? allowed.filter(target => homes.includes(target))
    : allowed;
}

/** What a plan comes to, objective by objective. */
export function valuesOf(system: PlacedSystem, plan: NamedPlan): readonly number[] {
  const measures = new Map<SystemMeasure, number>();
  const measure = (name: SystemMeasure): number => {
    const known = measures.get(name) ?? measureOf[name](system, plan);
    measures.set(name, known);
    return known;
  };
  const { minimise, rules } = system.policy;
  const names = minimise.flatMap(aim => (typeof aim === 'string' ? [aim] : Object.keys(aim)));
  const isFirst = rules.some(({ soft }) => soft !== undefined) && !names.includes('wishes');
  return (isFirst ? ['wishes' as const, ...minimise] : minimise).map(aim =>
    typeof aim === 'string'
      ? measure(aim)
      : (Object.keys(aim) as SystemMeasure[]).reduce((sum, name) => sum + (aim[name] ?? 0) * measure(name), 0),
  );
}

const measureOf: Readonly<Record<SystemMeasure, (system: PlacedSystem, plan: NamedPlan) => number>> = {
  links: countLinks,
  targets: (_, plan) => new Set([...plan.values()].flat()).size,
  cost: ({ targets }, plan) =>
    [...new Set([...plan.values()].flat())].reduce((sum, target) => sum + (targets[target]?.price ?? 0), 0),
  moves: (system, plan) =>
    Object.keys(system.services).reduce(
      (sum, name) => sum + (system.policy.moves.weights[name] ?? 1) * movesOf(system, plan, name),
      0,
    ),
  load: (system, plan) =>
    (['memory', 'cpu'] as const).reduce((sum, resource) => {
      const capacity = system.policy.capacities[resource];
      const { comfortable, weight = 1 } = capacity ?? {};
      if (capacity === undefined || comfortable === undefined) return sum;
      const beyond = Object.keys(system.targets).map(target =>
        Math.max(0, used(system, plan, target, resource) - comfortable * handedOut(system, target, resource, capacity)),
      );
      return sum + weight * beyond.reduce((a, b) => a + b, 0);
    }, 0),
  balance: (system, plan) =>
    system.policy.balance.reduce((sum, { of, against, ratio, weight }) => {
      const left = (target: string, resource: ResourceName): number =>
        handedOut(system, target, resource, system.policy.capacities[resource] ?? {}) -
        used(system, plan, target, resource);
      const lacks = knownTargets(system).map(target => Math.max(0, ratio * left(target, of) - left(target, against)));
      return sum + weight * lacks.reduce((a, b) => a + b, 0);
    }, 0),
  wishes: (system, plan) =>
    system.policy.rules.reduce((sum, rule) => sum + (rule.soft ?? 0) * violations(system, plan, rule), 0),
};

/** Those that a service may go to, or is on. */
function knownTargets(system: PlacedSystem): readonly string[] {
  return Object.keys(system.targets).filter(target =>
    Object.keys(system.services).some(
      name =>
        possibleTargets(system, name).includes(target) ||
        homesOf(system, name).includes(target) ||
        reachableTargets(system).get(name)?.includes(target),
    ),
  );
}

/** What a link of weight 1 costs between two targets. */
function distance(system: PlacedSystem, a: string, b: string): number {
  if (a === b) return 0;
  const { by, cost } = system.policy.links;
  const level = by.findIndex(property => zoneOf(system, property, a) === zoneOf(system, property, b));
  return cost[level < 0 ? by.length : level] ?? 0;
}

function countLinks(system: PlacedSystem, plan: NamedPlan): number {
  const { services, policy } = system;
  const names = Object.keys(services);
  let sum = 0;
  for (const [i, a] of names.entries()) {
    for (const b of names.slice(i + 1)) {
      const [first, second] = [services[a], services[b]];
      const [there, back] = [first?.dependsOn.includes(b) === true, second?.dependsOn.includes(a) === true];
      if (!there && !back) continue;
      const weight = weightBetween(first, b) + weightBetween(second, a) || 1;
      const [from, to] = [plan.get(a) ?? [], plan.get(b) ?? []];
      const toNearest = (ends: readonly string[], others: readonly string[]): number =>
        ends.reduce((total, end) => total + Math.min(...others.map(other => distance(system, end, other))), 0);
      if (policy.links.replicas === 'all' || from.length * to.length === 1) {
        sum +=
          weight *
          from.reduce((total, end) => total + to.reduce((part, other) => part + distance(system, end, other), 0), 0);
      } else sum += weight * ((there ? toNearest(from, to) : 0) + (back ? toNearest(to, from) : 0));
    }
  }
  return sum;
}

/** What one end of a link says of its weight; 0 where it says nothing. */
function weightBetween(service: SystemService | undefined, other: string): number {
  return service?.linkWeights?.[other] ?? 0;
}
