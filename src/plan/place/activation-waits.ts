import { Findings } from '../../base/findings.ts';
import { compareNames, sortNames } from '../../base/order.ts';
import { type Distribution, targetsOf } from '../../model/distribution.ts';
import type { ServicesModel } from '../../model/service.ts';
import { findComponents } from '../../solve/index.ts';
import { listPredecessors } from '../list-predecessors.ts';
import type { NeededContainer } from './needed-containers.ts';

/** A service that waits for another one where both are on one of these targets, since it goes into its container. */
export interface ContainerWait {
  readonly service: string;
  readonly provider: string;
  readonly targets: ReadonlySet<string>;
  /** Whether there is no other target that both may be on. */
  readonly isEverywhere: boolean;
}

/** Services that wait for each other, at least one of them since it goes into the container of the next. */
export interface ActivationCircle {
  /** From the first name in byte order on: each waits for the next one, and the last one for the first. */
  readonly services: readonly string[];
  /** Those that do so on some targets only. While both are elsewhere in one of these pairs, the circle is open. */
  readonly waits: readonly ContainerWait[];
}

/** Two services that are never on one target, so that a circle stays open. */
export interface KeptOrder {
  readonly apart: readonly [string, string];
  readonly circle: ActivationCircle;
}

/** A circle stays open where the two of one of its waits are apart. */
export function keepOpen(circle: ActivationCircle, { service, provider }: ContainerWait): KeptOrder {
  return { apart: [service, provider], circle };
}

/**
 * Whether the services of a plan can be activated one after the other. Some wait for each other wherever they are
 * (`dependsOn`, `activatesAfter`); those that go into a container wait for its provider on the same target. Circles of
 * the former alone are a matter of the models, and no plan is to blame for them.
 */
export class ActivationWaits {
  /** Those that may be part of a circle. */
  readonly waits: readonly ContainerWait[];
  readonly #numbers: ReadonlyMap<string, number>;
  /** Service → those that it waits for anyway. */
  readonly #anyway: readonly (readonly number[])[];

  /** @param numbers services in byte order, numbered */
  private constructor(
    waits: readonly ContainerWait[],
    numbers: ReadonlyMap<string, number>,
    anyway: readonly (readonly number[])[],
  ) {
    this.waits = waits;
    this.#numbers = numbers;
    this.#anyway = anyway;
  }

  /** O(services + dependencies + needed containers), and candidates of those that may be part of a circle. */
  static of(needed: readonly NeededContainer[], candidates: Distribution, model: ServicesModel): ActivationWaits {
    if (needed.length === 0) return new ActivationWaits([], new Map(), []);
    const awaited = listPredecessors(model, undefined, new Findings());
    const names = sortNames(model.services.keys());
    const numbers = new Map(names.map((name, number) => [name, number]));
    const numberOf = (name: string): number => numbers.get(name) ?? -1;
    const anyway = names.map(name => (awaited.get(name) ?? []).map(({ service }) => numberOf(service)));
    // Within a component services wait for each other anyway.
    const component = componentsOf(anyway);
    const possible = [...anyway.map(list => [...list]), ...needed.map(({ providers }) => providers.map(numberOf))];
    needed.forEach(({ service }, i) => {
      possible[numberOf(service)]?.push(names.length + i);
    });
    const together = componentsOf(possible);
    const waits = needed.flatMap(({ service, container, providers }) => {
      const [own, group] = [component[numberOf(service)], together[numberOf(service)]];
      const near = providers.filter(name => together[numberOf(name)] === group && component[numberOf(name)] !== own);
      return near.flatMap(provider => meetIn(container, service, provider, candidates, model) ?? []);
    });
    return new ActivationWaits(waits, numbers, anyway);
  }

  /** The same for some of the services. */
  restrictTo(inside: ReadonlySet<string>): ActivationWaits {
    const waits = this.waits.filter(({ service, provider }) => inside.has(service) && inside.has(provider));
    return new ActivationWaits(waits, this.#numbers, this.#anyway);
  }

  /** Circles that two services close by being on one target, wherever that is. O(waits · dependencies). */
  listOfPairs(): readonly ActivationCircle[] {
    const everywhere = this.waits.filter(({ isEverywhere }) => isEverywhere);
    const keyOf = (...names: readonly string[]): string => JSON.stringify(names);
    const byPair = new Map(everywhere.map(wait => [keyOf(wait.service, wait.provider), wait]));
    const told = new Set<string>();
    return everywhere.flatMap(wait => {
      const { service, provider } = wait;
      if (told.has(keyOf(provider, service))) return [];
      const back = byPair.get(keyOf(provider, service));
      const circle = this.#close(wait, back === undefined ? [] : [back]);
      if (circle !== undefined) told.add(keyOf(service, provider));
      return circle ?? [];
    });
  }

  /** A circle that a plan closes, of those with the fewest waits at containers; undefined where there is none. */
  findCircle(plan: Distribution): ActivationCircle | undefined {
    const active = this.waits.filter(({ service, provider, targets }) => {
      const there = new Set(targetsOf(plan, provider));
      return targetsOf(plan, service).some(target => targets.has(target) && there.has(target));
    });
    let best: ActivationCircle | undefined;
    for (const wait of active) {
      const circle = this.#close(wait, active);
      if (circle !== undefined && (best === undefined || circle.waits.length < best.waits.length)) best = circle;
    }
    return best;
  }

  /** A circle through one wait and as few as possible of others. O(dependencies + others). */
  #close(wait: ContainerWait, others: readonly ContainerWait[]): ActivationCircle | undefined {
    const [start, end] = [this.#numbers.get(wait.provider) ?? -1, this.#numbers.get(wait.service) ?? -1];
    const waitsOf = new Map<number, { readonly to: number; readonly wait: ContainerWait }[]>();
    for (const other of others) {
      const from = this.#numbers.get(other.service) ?? -1;
      waitsOf.set(from, [...(waitsOf.get(from) ?? []), { to: this.#numbers.get(other.provider) ?? -1, wait: other }]);
    }
    const cameFrom = new Map<number, { readonly node: number; readonly wait?: ContainerWait }>([[start, { node: -1 }]]);
    // Those that are reached without one more wait at a container come first.
    for (let layer = [start]; layer.length > 0 && !cameFrom.has(end); ) {
      for (const node of layer) {
        for (const to of this.#anyway[node] ?? []) {
          if (cameFrom.has(to)) continue;
          cameFrom.set(to, { node });
          layer.push(to);
        }
      }
      const next: number[] = [];
      for (const node of layer) {
        for (const { to, wait: other } of waitsOf.get(node) ?? []) {
          if (cameFrom.has(to)) continue;
          cameFrom.set(to, { node, wait: other });
          next.push(to);
        }
      }
      layer = next;
    }
    if (!cameFrom.has(end)) return undefined;
    const names = [...this.#numbers.keys()];
    const path: number[] = [];
    const waits = [wait];
    for (let node = end; node >= 0; ) {
      const step = cameFrom.get(node);
      path.push(node);
      if (step?.wait !== undefined) waits.push(step.wait);
      node = step?.node ?? -1;
    }
    return { services: rotate(path.reverse().map(node => names[node] ?? '')), waits };
  }
}

/** Node → its component. */
function componentsOf(edges: readonly (readonly number[])[]): Int32Array {
  const component = new Int32Array(edges.length);
  findComponents(edges).forEach((members, number) => {
    for (const member of members) component[member] = number;
  });
  return component;
}

/** The targets on which a service finds itself in a container of another one; undefined where they never meet. */
function meetIn(
  container: string,
  service: string,
  provider: string,
  candidates: Distribution,
  { services }: ServicesModel,
): ContainerWait | undefined {
  const type = services.get(service)?.type;
  const there = new Set(targetsOf(candidates, provider));
  const both = (candidates.mappings.get(service) ?? []).filter(({ target }) => there.has(target));
  // Of several containers of a target planners take the first.
  const first = both.filter(({ target }, i) => both.findIndex(other => other.target === target) === i);
  const inside = first.filter(mapping => (mapping.container ?? type) === container);
  const targets = new Set(inside.map(({ target }) => target));
  if (targets.size === 0) return undefined;
  return { service, provider, targets, isEverywhere: both.every(({ target }) => targets.has(target)) };
}

/** The same circle from its first name in byte order on. */
function rotate(circle: readonly string[]): readonly string[] {
  const first = circle.reduce((least, name, i) => (compareNames(name, circle[least] ?? '') < 0 ? i : least), 0);
  return [...circle.slice(first), ...circle.slice(0, first)];
}
