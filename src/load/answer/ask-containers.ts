/**
 * Which containers services go into, and who provides them, read off the models for the verifier: a service is where
 * its container is, or on a target that has it anyway, and waits there for whoever provides it.
 */
import { Findings } from '../../base/findings.ts';
import { listOf, readAttribute, textOf } from '../../model/decode-value.ts';
import type { Mapping } from '../../model/distribution.ts';
import type { InfrastructureModel } from '../../model/infrastructure.ts';
import { readActivatesAfter } from '../../model/read-activates-after.ts';
import type { ServicesModel } from '../../model/service.ts';
import { readProvidedContainers } from '../../model/service-details.ts';
import { force } from '../../nix/index.ts';
import type { AskedRule, AskedWaits } from '../../verify/answer/asked-system.ts';
import { verifyOrder } from '../../verify/verify-order.ts';

/** Services by number, with where each may be put by candidates and pins, and into which container there. */
export interface HostedServices {
  readonly services: ServicesModel;
  readonly infrastructure: InfrastructureModel;
  readonly keys: readonly string[];
  /** Service → its places; of several on one target the first counts. */
  readonly placesOf: readonly (readonly Mapping[])[];
}

interface Container {
  readonly service: number;
  readonly providers: readonly number[];
  /** Targets on which the service goes into it. */
  readonly inside: ReadonlySet<string>;
  /** Targets on which nobody has to provide it. */
  readonly free: ReadonlySet<string>;
}

/** Containers that some services bring for others. */
export class AskedContainers {
  readonly #models: HostedServices;
  readonly #needed: readonly Container[];

  /** O(services + candidates + containers · targets). */
  constructor(models: HostedServices) {
    this.#models = models;
    const providers = listProviders(models);
    this.#needed = models.placesOf.flatMap((places, service) => {
      const names = new Set(places.map(place => this.#containerAt(service, place)));
      return [...names].flatMap(name => {
        const others = name === undefined ? [] : (providers.get(name) ?? []).filter(other => other !== service);
        return name === undefined || others.length === 0 ? [] : [this.#need(service, name, others)];
      });
    });
  }

  /** Whether services bring containers at all. */
  get isEmpty(): boolean {
    return this.#needed.length === 0;
  }

  /** The places without those where a container is missing that nobody can bring, to the end. */
  narrow(): readonly (readonly Mapping[])[] {
    const lists = [...this.#models.placesOf];
    for (let isNew = true; isNew; ) {
      isNew = false;
      for (const { service, providers, free } of this.#needed) {
        const reached = new Set(providers.flatMap(provider => (lists[provider] ?? []).map(({ target }) => target)));
        const before = lists[service] ?? [];
        const after = before.filter(({ target }) => free.has(target) || reached.has(target));
        if (after.length === before.length) continue;
        lists[service] = after;
        isNew = true;
      }
    }
    return lists;
  }

  /** Each service is with one of those that provide its container, but on targets that have it. */
  rules(lists: readonly (readonly Mapping[])[], numberOf: ReadonlyMap<string, number>): readonly AskedRule[] {
    return this.#needed.flatMap(({ service, providers, free }): readonly AskedRule[] => {
      if ((lists[service] ?? []).every(({ target }) => free.has(target))) return [];
      const labels = [...free].flatMap(target => numberOf.get(target) ?? []).sort((a, b) => a - b);
      const demand = { kind: 'container', name: this.#models.keys[service] ?? '' };
      const also = labels.length === 0 ? {} : { free: labels };
      return [{ kind: 'near', services: [service], to: providers, way: 0, demand, ...also }];
    });
  }

  /** Whether a plan can let services wait for each other, some of them since they go into the container of the next. */
  mayTangle(): boolean {
    if (this.isEmpty) return false;
    const numbers = new Map([...this.#models.infrastructure.targets.keys()].map((name, i) => [name, i]));
    const { anyway, inContainers } = this.waits(numbers);
    const targetsOf = (service: number): ReadonlySet<number> =>
      new Set((this.#models.placesOf[service] ?? []).flatMap(({ target }) => numbers.get(target) ?? []));
    const byPlan = anyway.map((): number[] => []);
    for (const { service, providers, targets } of inContainers) {
      for (const provider of providers) {
        const theirs = targetsOf(provider);
        if (targets.some(target => theirs.has(target))) byPlan[service]?.push(provider);
      }
    }
    return verifyOrder({ anyway, byPlan }).length > 0;
  }

  /** Who waits for whom to be activated, anyway and where they meet. O(services + dependencies). */
  waits(numberOf: ReadonlyMap<string, number>): AskedWaits {
    const { services, keys } = this.#models;
    const numbers = new Map(keys.map((key, i) => [key, i]));
    const keyOfName = new Map([...services.services.values()].map(({ key, name }) => [name, key]));
    return {
      anyway: keys.map(key => {
        const service = services.services.get(key);
        const after = service && new Findings().attempt(() => readActivatesAfter(service, services, keyOfName));
        const awaited = [...(service?.dependsOn ?? []), ...(after ?? []).flatMap(one => one.key ?? [])];
        return [...new Set(awaited.flatMap(other => numbers.get(other) ?? []))];
      }),
      inContainers: this.#needed.map(({ service, providers, inside }) => ({
        ...{ service, providers },
        targets: [...inside].flatMap(target => numberOf.get(target) ?? []),
      })),
    };
  }

  /** Whether a service goes into nothing but what others bring: ports that it says are those of the container. */
  isGuest(service: number): boolean {
    const places = this.#models.placesOf[service] ?? [];
    const brought = this.#needed.filter(one => one.service === service);
    return places.length > 0 && places.every(({ target }) => brought.some(({ inside }) => inside.has(target)));
  }

  #containerAt(service: number, { container }: Mapping): string | undefined {
    return container ?? this.#models.services.services.get(this.#models.keys[service] ?? '')?.type;
  }

  #need(service: number, name: string, providers: readonly number[]): Container {
    const places = this.#models.placesOf[service] ?? [];
    const first = places.filter(({ target }, i) => places.findIndex(other => other.target === target) === i);
    const inside = first.filter(place => this.#containerAt(service, place) === name);
    const elsewhere = places.filter(place => this.#containerAt(service, place) !== name);
    const has = [...this.#models.infrastructure.targets.values()].filter(({ containers, properties }) => {
      const types = listOf(readAttribute(properties, 'supportedTypes')?.value ?? null) ?? [];
      return containers.has(name) || types.some(slot => textOf(force(slot)) === name);
    });
    // What is only installed goes into no container.
    const free = name === 'package' ? this.#models.infrastructure.targets.keys() : has.map(target => target.name);
    return {
      ...{ service, providers },
      inside: new Set(inside.map(({ target }) => target)),
      free: new Set([...free, ...elsewhere.map(({ target }) => target)]),
    };
  }
}

/** Container → the services that provide it. */
function listProviders({ services, keys }: HostedServices): ReadonlyMap<string, readonly number[]> {
  const providers = new Map<string, number[]>();
  for (const [number, key] of keys.entries()) {
    const service = services.services.get(key);
    for (const name of service === undefined ? [] : readProvidedContainers(service)) {
      const those = providers.get(name) ?? [];
      providers.set(name, those);
      those.push(number);
    }
  }
  return providers;
}
