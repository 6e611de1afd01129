import { Findings } from '../base/findings.ts';
import { sortNames } from '../base/order.ts';
import { type Distribution, targetsOf } from '../model/distribution.ts';
import type { ServicesModel } from '../model/service.ts';
import { findComponents, findCycles } from '../solve/index.ts';
import { type AwaitedService, isAwaitedByPlan, listPredecessors } from './list-predecessors.ts';

/** In which waves services, and with a plan the machines under them, can be activated one after the other. */
export interface ActivationOrder {
  readonly kind: 'ordered';
  /** A service is in the first wave after those of all that it waits for. Services in byte order. */
  readonly waves: readonly (readonly OrderedService[])[];
  /** The same of targets, with a plan: those that wait for each other go together. Names in byte order. */
  readonly machines: readonly (readonly MachineGroup[])[] | undefined;
}

/** Services wait for each other: there is no order. Each circle begins with its first name. */
export interface NoOrder {
  readonly kind: 'circular';
  readonly circles: readonly (readonly string[])[];
}

/** A service in its wave. */
export interface OrderedService {
  readonly service: string;
  /** Where the plan has it, in byte order; none without a plan. */
  readonly targets: readonly string[];
  readonly waitsFor: readonly AwaitedService[];
}

/** Targets that go together, since services on each wait for services on the others; mostly one. */
export type MachineGroup = readonly string[];

/**
 * The waves in which services can be activated: all of a wave at once, when those before are up. They are stopped in
 * the reverse order. With a plan only services that it places count. O(services + dependencies · targets).
 *
 * Waves are those of longest paths (Kahn 1962); machines are ordered likewise, after those that wait for each other are
 * drawn together (strongly connected components).
 */
export function orderServices(model: ServicesModel, plan: Distribution | undefined): ActivationOrder | NoOrder {
  const awaited = listPredecessors(model, plan, new Findings());
  const names = sortNames(model.services.keys()).filter(name => plan === undefined || targetsOf(plan, name).length > 0);
  const indexOf = new Map(names.map((name, i) => [name, i]));
  const edges = names.map(name => (awaited.get(name) ?? []).flatMap(({ service }) => indexOf.get(service) ?? []));
  const circles = findCycles(edges);
  if (circles.length > 0) {
    return { kind: 'circular', circles: circles.map(circle => circle.map(i => names[i] ?? '')) };
  }
  const waves = gatherWaves(edges).map(wave =>
    wave.map((i): OrderedService => {
      const service = names[i] ?? '';
      const waitsFor = (awaited.get(service) ?? []).filter(other => indexOf.has(other.service));
      return { service, targets: sortNames(targetsOf(plan, service)), waitsFor };
    }),
  );
  if (plan === undefined) return { kind: 'ordered', waves, machines: undefined };
  // Whoever goes into a container finds it on its own target: no other machine has a part in that.
  const far = names.map(name =>
    (awaited.get(name) ?? []).flatMap(other => (isAwaitedByPlan(other) ? [] : (indexOf.get(other.service) ?? []))),
  );
  return { kind: 'ordered', waves, machines: orderMachines(names, far, plan) };
}

/** Nodes by the length of the longest path from them, in the order of the nodes; there must be no circle. O(n + m). */
function gatherWaves(edges: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const users: number[][] = edges.map(() => []);
  const open = edges.map(others => new Set(others).size);
  edges.forEach((others, i) => {
    for (const other of new Set(others)) users[other]?.push(i);
  });
  const waves: (readonly number[])[] = [];
  let wave = [...open.keys()].filter(i => open[i] === 0);
  while (wave.length > 0) {
    waves.push(wave);
    const next: number[] = [];
    for (const i of wave) {
      for (const user of users[i] ?? []) {
        open[user] = (open[user] ?? 0) - 1;
        if (open[user] === 0) next.push(user);
      }
    }
    wave = next.sort((a, b) => a - b);
  }
  return waves;
}

function orderMachines(
  names: readonly string[],
  edges: readonly (readonly number[])[],
  plan: Distribution,
): readonly (readonly MachineGroup[])[] {
  const places = names.map(name => targetsOf(plan, name));
  const machines = sortNames(new Set(places.flat()));
  const numberOf = new Map(machines.map((name, i) => [name, i]));
  const waits: Set<number>[] = machines.map(() => new Set());
  edges.forEach((others, i) => {
    for (const target of places[i] ?? []) {
      const own = numberOf.get(target) ?? -1;
      for (const place of others.flatMap(other => places[other] ?? [])) {
        const there = numberOf.get(place) ?? -1;
        if (there !== own) waits[own]?.add(there);
      }
    }
  });
  const between = waits.map(those => [...those].sort((a, b) => a - b));
  const groups = findComponents(between)
    .map(group => [...group].sort((a, b) => a - b))
    .sort(([a = 0], [b = 0]) => a - b);
  const groupOf = new Map(groups.flatMap((group, g) => group.map(machine => [machine, g] as const)));
  const outer = groups.map((group, g) => {
    const others = group.flatMap(machine => (between[machine] ?? []).map(other => groupOf.get(other) ?? g));
    return [...new Set(others)].filter(other => other !== g);
  });
  return gatherWaves(outer).map(wave => wave.map(g => (groups[g] ?? []).map(machine => machines[machine] ?? '')));
}
