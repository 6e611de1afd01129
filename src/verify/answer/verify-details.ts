// `!` in this file only marks reads of arrays inside their bounds.
/**
 * Counts once more what an answer says of its plan beside measures and bounds: how far links go, loads, moves, what
 * targets cost, and the network links that are left. O(size of the answer + links · levels + replicas · capacities).
 */
import type { PlacedProblem } from '../placed-problem.ts';
import type { Verdict } from './answer-claim.ts';
import type { AskedRoom, AskedSystem } from './asked-system.ts';
import type { ClaimedDetails, ClaimedLoad, ClaimedMove } from './claimed-details.ts';
import type { NumberedSystem } from './number-system.ts';
import { isSame } from './same-amount.ts';
import { checkNetworkLinks } from './verify-network-links.ts';

/** A plan that is known to keep what is asked, by nodes and by services. */
export interface HeldPlan {
  readonly assignment: Int32Array;
  readonly targetsOf: ReadonlyMap<string, readonly string[]>;
}

/** Faults, and what was found right. */
export function verifyDetails(
  system: AskedSystem,
  numbered: NumberedSystem,
  plan: HeldPlan,
  claim: ClaimedDetails,
): Verdict {
  const { linkLevels, loads, moved, costs, used, networkLinks, aims } = claim;
  const parts: readonly (readonly [what: string, said: unknown, check: () => readonly string[]])[] = [
    ['how far links go', linkLevels, () => checkLevels(system, numbered.problem, plan.assignment, linkLevels ?? [])],
    ['loads', loads, () => [...(loads ?? [])].flatMap(([name, each]) => checkLoads(system, plan, name, each))],
    ['who moves', moved, () => checkMoves(system, numbered, plan.assignment, moved ?? [])],
    ['what targets cost', costs, () => checkCosts(system, costs ?? new Map())],
    ['which targets are used', used, () => checkUsed(plan, used ?? [])],
    ['dependencies', claim.dependencies, () => checkDependencies(system, plan, claim)],
    ['network links', networkLinks, () => checkNetworkLinks(system, numbered, plan.targetsOf, networkLinks ?? [])],
    ['what counts', aims, () => checkAims(system, aims ?? [])],
  ];
  const faults: string[] = [];
  const certified: Verdict['certified'][number][] = [];
  for (const [what, said, check] of parts) {
    const found = said === undefined ? [] : check();
    faults.push(...found);
    if (said !== undefined && found.length === 0) certified.push({ what, by: 'counted' });
  }
  return { faults, certified };
}

/** Level → how many links go so far, and what they weigh and cost. */
function checkLevels(
  { levelNames = ['target', undefined], units }: AskedSystem,
  { links, nearest, partitions }: PlacedProblem,
  assignment: Int32Array,
  said: NonNullable<ClaimedDetails['linkLevels']>,
): readonly string[] {
  const counted = levelNames.map(() => ({ count: 0, weight: 0 }));
  const zoneAt = (level: number, node: number): number => partitions[level]!.zoneOf[assignment[node]!]!;
  const stepsOf = (a: number, b: number): number =>
    links.levels.reduce((steps, level, i) => (zoneAt(level, a) === zoneAt(level, b) ? steps : i + 1), 0);
  const add = (steps: number, weight: number): void => {
    counted[steps]!.count++;
    counted[steps]!.weight += weight;
  };
  for (const [e, u] of links.u.entries()) add(stepsOf(u, links.v[e]!), links.weight[e]!);
  for (const { node, among, weight } of nearest) {
    add(Math.min(...Array.from(among, other => stepsOf(node, other))), weight);
  }
  const right = counted.map(({ count, weight }, steps) => {
    const each = steps === 0 ? 0 : links.costs[steps - 1]! / units.links;
    return { level: levelNames[steps], count, weight, cost: weight * each };
  });
  const isRight = right.every((one, i) => {
    const its = said[i];
    const isOne = its !== undefined && its.level === one.level && its.count === one.count;
    return isOne && isSame(its.weight, one.weight) && isSame(its.cost, one.cost);
  });
  if (isRight && said.length === right.length) return [];
  const show = (all: NonNullable<ClaimedDetails['linkLevels']>): string =>
    all.map(one => `${one.count} of weight ${one.weight} and cost ${one.cost} (${one.level ?? 'anywhere'})`).join(', ');
  return [`links are said to go so far: ${show(said)}; but it is ${show(right)}`];
}

/** Target → what is said of a capacity there; those that host anything are all named. */
function checkLoads(
  system: AskedSystem,
  { assignment, targetsOf }: HeldPlan,
  name: string,
  each: ReadonlyMap<string, ClaimedLoad>,
): readonly string[] {
  const r = (system.room ?? []).findIndex(one => one.name === name);
  const room = system.room?.[r];
  if (room === undefined) return [`loads are said of "${name}", which is no capacity`];
  const used = new Map<string, bigint>();
  const leaving = new Map<string, bigint>();
  const add = (sums: Map<string, bigint>, target: string, need: bigint): void =>
    void sums.set(target, (sums.get(target) ?? 0n) + need);
  for (const [i, { name: service, homes }] of system.services.entries()) {
    const need = room.needs[i] ?? 0n;
    const its = targetsOf.get(service) ?? [];
    for (const target of its) add(used, target, need);
    if (system.transient[r] !== true) continue;
    for (const home of homes) {
      const target = system.targets[home]!.name;
      if (!its.includes(target)) add(leaving, target, need);
    }
  }
  const numbers = new Map(system.targets.map((target, i) => [target.name, i]));
  const places = new Set([...each.keys(), ...Array.from(assignment, label => system.targets[label]!.name)]);
  return [...places].flatMap(target => {
    const its = each.get(target);
    const place = numbers.get(target);
    if (place === undefined) return [`a load is said of "${target}", which is no target`];
    if (its === undefined) return [`of "${target}" the load of "${name}" is not said`];
    const right = loadOf(room, place, used.get(target) ?? 0n, leaving.get(target) ?? 0n);
    const wrong = (Object.keys(right) as (keyof ClaimedLoad)[]).find(key => !isSameOrNone(its[key], right[key]));
    if (wrong === undefined) return [];
    return [`target "${target}" is said to have ${wrong} ${its[wrong]} of ${name}, but has ${right[wrong]}`];
  });
}

function loadOf(room: AskedRoom, target: number, units: bigint, leaving: bigint): ClaimedLoad {
  const amountOf = (amount: { readonly units: bigint; readonly scale: number } | undefined): number =>
    amount === undefined ? 0 : Number(amount.units) / 10 ** amount.scale;
  const [used, have] = [Number(room.showUnits(units)), amountOf(room.exactHaves[target])];
  const easy = room.comfortable?.[target];
  return {
    ...{ used, have, comfortable: easy === undefined ? undefined : amountOf(easy) },
    whileMoving: leaving === 0n ? undefined : Number(room.showUnits(units + leaving)),
    share: used === 0 ? 0 : have === 0 ? undefined : used / have,
  };
}

function isSameOrNone(a: number | undefined, b: number | undefined): boolean {
  return a === undefined || b === undefined ? a === b : isSame(a, b);
}

/** Each move is one, and there are as many of each service as there are. */
function checkMoves(
  { services, targets, units }: AskedSystem,
  { problem, nodesOf }: NumberedSystem,
  assignment: Int32Array,
  said: NonNullable<ClaimedDetails['moved']>,
): readonly string[] {
  const { classOf, homes, newcomers } = problem.moves;
  const faults: string[] = [];
  const left = new Map(services.map(({ name }) => [name, [] as ClaimedMove[]]));
  for (const move of said) {
    const its = left.get(move.service);
    if (its === undefined) faults.push(`"${move.service}" is said to move, but is nowhere`);
    else its.push(move);
  }
  services.forEach(({ name, homes: at, moveWeight, isStateful }, service) => {
    const its = left.get(name) ?? [];
    const places = nodesOf[service]!.map(node => assignment[node]!);
    let due = 0;
    for (const one of new Set(nodesOf[service]!.map(node => classOf[node]!))) {
      const homesOf = homes.items.subarray(homes.start[one]!, homes.start[one + 1]!);
      if (homesOf.length === 0) continue;
      const away = nodesOf[service]!.filter(node => classOf[node] === one && !homesOf.includes(assignment[node]!));
      due += Math.max(0, away.length - newcomers[one]!);
    }
    if (its.length !== due) faults.push(`"${name}" is said to move ${its.length} times, but moves ${due} times`);
    const ends = new Set<string>();
    for (const { from, to, weight, stateful } of its) {
      const isTo = places.some(place => targets[place]!.name === to && !at.includes(place)) && !ends.has(to);
      ends.add(to);
      if (!isTo || !at.some(home => targets[home]!.name === from))
        faults.push(`"${name}" is said to move from "${from}" to "${to}", but does not`);
      if (!isSame(weight, moveWeight / units.moves))
        faults.push(`a move of "${name}" is said to count ${weight}, but counts ${moveWeight / units.moves}`);
      if (isStateful !== undefined && stateful !== isStateful)
        faults.push(`"${name}" is said to have ${stateful ? '' : 'no '}data, but has ${stateful ? 'none' : 'some'}`);
    }
  });
  return faults;
}

function checkCosts({ targets, units }: AskedSystem, said: ReadonlyMap<string, number>): readonly string[] {
  const costOf = new Map(targets.map(({ name, cost }) => [name, cost / units.cost]));
  return [...said].flatMap(([name, cost]) =>
    isSame(cost, costOf.get(name) ?? Number.NaN)
      ? []
      : [`"${name}" is said to cost ${cost}, but costs ${costOf.get(name)}`],
  );
}

function checkUsed({ targetsOf }: HeldPlan, said: readonly string[]): readonly string[] {
  const used = new Set([...targetsOf.values()].flat());
  const wrong = said.filter(target => !used.delete(target));
  return [
    ...wrong.map(target => `"${target}" is said to be used, but is not`),
    ...[...used].map(target => `"${target}" is not said to be used, but is`),
  ];
}

function checkDependencies(
  { links, services }: AskedSystem,
  { targetsOf }: HeldPlan,
  { dependencies, networkDependencies }: ClaimedDetails,
): readonly string[] {
  const placeOf = (service: number): string | undefined => targetsOf.get(services[service]?.name ?? '')?.[0];
  const cut = links.filter(({ a, b }) => placeOf(a) !== placeOf(b)).length;
  return [
    ...(dependencies === links.length
      ? []
      : [`there are said to be ${dependencies} dependencies, but are ${links.length}`]),
    ...(networkDependencies === undefined || networkDependencies === cut
      ? []
      : [`${networkDependencies} dependencies are said to cross the network, but ${cut} do`]),
  ];
}

/** The objectives are those that are asked, in their order; of a measure alone the weight does not matter. */
function checkAims({ stages }: AskedSystem, said: NonNullable<ClaimedDetails['aims']>): readonly string[] {
  const nameOf = (measure: string): string => (measure === 'labels' ? 'targets' : measure);
  const show = (aims: readonly (readonly [string, number])[]): string =>
    aims.length === 1
      ? (aims[0]?.[0] ?? '')
      : aims
          .map(([name, weight]) => `${weight} ${name}`)
          .sort()
          .join(' + ');
  const right = stages.map(stage =>
    show(Object.entries(stage).map(([name, weight]) => [nameOf(name), weight] as const)),
  );
  const given = said.map(aims => show([...aims]));
  return given.join() === right.join()
    ? []
    : [`what counts is said to be ${given.join(', ')}, but is ${right.join(', ')}`];
}
