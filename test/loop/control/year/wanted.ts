import { toBytes } from '../../../../src/base/bytes.ts';
import type { Description } from '../../../../src/loop/control/description.ts';
import type { InfrastructureModel } from '../../../../src/model/infrastructure.ts';
import { emptyPolicy, one, type Policy, plainCapacity } from '../../../../src/model/policy.ts';
import type { Replicas, ServicesModel } from '../../../../src/model/service.ts';
import { parseJson, type Slot } from '../../../../src/nix/index.ts';
import { servicesModel, targetsWith } from '../../../graph/models.ts';
import type { Random } from '../../../solve/random.ts';

/** A service that somebody wants. */
export interface WantedService {
  readonly memory: number;
  readonly replicas: number;
  readonly stateful: boolean;
  readonly dependsOn: readonly string[];
}

/** Models that change in the course of a year. */
export class Wanted {
  readonly services = new Map<string, WantedService>();
  readonly #random: Random;
  #next = 0;
  /** Counts changes. */
  version = 0;

  constructor(random: Random, count: number) {
    this.#random = random;
    for (let i = 0; i < count; i++) this.#add();
  }

  /** A service comes, goes, or needs another amount. */
  change(): void {
    this.version++;
    const names = [...this.services.keys()];
    const name = names[this.#random.below(names.length)] ?? '';
    const service = this.services.get(name);
    const draw = this.#random.next();
    if (draw < 0.4) this.#add();
    else if (draw < 0.8 || service === undefined || service.stateful) this.services.delete(name);
    else this.services.set(name, { ...service, memory: 1 + this.#random.below(3) });
  }

  get model(): ServicesModel {
    return servicesModel(
      [...this.services].map(([name, { memory, replicas, stateful, dependsOn }]) => [
        name,
        {
          stateful,
          replicas,
          dependsOn: dependsOn.filter(other => this.services.has(other)),
          attributes: [['memory', memory] as const],
        },
      ]),
    );
  }

  get policy(): Policy {
    const replicas = new Map<string, Replicas>([...this.services].map(([name, service]) => [name, service.replicas]));
    const capacities = [{ ...plainCapacity, name: 'memory', need: 'memory', have: 'mem' }];
    const minimise = [new Map([['moves', one] as const]), new Map([['links', one] as const])];
    return { ...emptyPolicy, capacities, replicas, minimise };
  }

  #add(): void {
    const names = [...this.services.keys()];
    const stateful = this.#random.next() < 0.12;
    const name = `${stateful ? 'd' : 's'}${String(this.#next++).padStart(4, '0')}`;
    const draw = this.#random.next();
    this.services.set(name, {
      memory: 1 + this.#random.below(3),
      replicas: stateful || draw < 0.85 ? 1 : draw < 0.95 ? 2 : 3,
      stateful,
      dependsOn: names.filter(() => this.#random.next() < 1.5 / Math.max(1, names.length)),
    });
  }
}

/** What machines say of themselves as an infrastructure model. */
export function infrastructureOf(
  machines: readonly { readonly name: string; readonly description: Description }[],
): InfrastructureModel {
  return targetsWith(
    machines.map(({ name, description }) => {
      const properties =
        typeof description === 'object' && description !== null && 'properties' in description
          ? description['properties']
          : {};
      const entries = Object.entries(properties ?? {}).map(([key, value]): [string, Slot] => [
        key,
        parseJson(toBytes(JSON.stringify(value))),
      ]);
      return [name, entries];
    }),
  );
}
