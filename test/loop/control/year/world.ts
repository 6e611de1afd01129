import type { GoodReading } from '../../../../src/loop/control/deployed.ts';
import type { DiscoveryAnswer } from '../../../../src/loop/control/machine.ts';
import type { Random } from '../../../solve/random.ts';

/** What kind of trouble a machine is in. */
type Trouble = 'crash' | 'partition' | 'flap';

/** A machine as it is, whatever the loop thinks of it. */
export interface WorldMachine {
  readonly name: string;
  readonly memory: number;
  readonly zone: string;
  /** Whether what is on it runs. */
  isAlive: boolean;
  /** Whether it answers, and lets itself be deployed to. */
  isReachable: boolean;
  /** The round in which the trouble ends. */
  until: number;
  readonly running: Set<string>;
  /** What was on it when it crashed: most of it starts again with the machine. */
  readonly asleep: Set<string>;
}

export interface WorldOptions {
  readonly machines: number;
  /** Rounds between two troubles of one machine. */
  readonly peace: number;
  /** So many machines are out of order at once. */
  readonly mostTroubled: number;
}

/** Machines that fail, answer partly, flap and come back. */
export class World {
  readonly machines: readonly WorldMachine[];
  readonly #random: Random;
  readonly #options: WorldOptions;

  constructor(random: Random, options: WorldOptions) {
    this.#random = random;
    this.#options = options;
    this.machines = Array.from({ length: options.machines }, (_, i) => ({
      name: `m${String(i).padStart(2, '0')}`,
      memory: 16,
      zone: `z${i % 3}`,
      isAlive: true,
      isReachable: true,
      until: 0,
      running: new Set<string>(),
      asleep: new Set<string>(),
    }));
  }

  find(name: string): WorldMachine {
    const machine = this.machines.find(one => one.name === name);
    if (machine === undefined) throw new Error(`no machine ${name}`);
    return machine;
  }

  /** One more round. `isOut` tells of machines that the loop still does without. */
  pass(round: number, isOut: (name: string) => boolean): void {
    for (const machine of this.machines) {
      if (!machine.isReachable && machine.until <= round) this.#recover(machine);
    }
    for (const machine of this.machines) {
      if (!machine.isReachable || this.#random.next() * this.#options.peace >= 1) continue;
      const out = this.machines.filter(({ name, isReachable }) => !isReachable || isOut(name)).length;
      if (out < this.#options.mostTroubled && !isOut(machine.name)) this.#trouble(machine, round);
    }
  }

  /** All machines are in order again. */
  heal(): void {
    for (const machine of this.machines) if (!machine.isReachable) this.#recover(machine);
  }

  discover(isCalm: boolean): DiscoveryAnswer {
    const draw = isCalm ? 1 : this.#random.next();
    if (draw < 0.01) return { kind: 'failed', reason: 'time-out' };
    const isPartial = draw < 0.06;
    const answering = this.machines.filter(
      ({ isReachable }) => isReachable && !(isPartial && this.#random.next() < 0.02),
    );
    return {
      kind: 'answered',
      isPartial,
      machines: answering.map(({ name, memory, zone }) => {
        const properties = { mem: memory, zone, load: this.#random.below(100) };
        const { mem: _, ...others } = properties;
        return { name, description: { properties: isPartial && this.#random.next() < 0.3 ? others : properties } };
      }),
    };
  }

  /** What runs on machines that answer. */
  read(): GoodReading {
    const answering = this.machines.filter(({ isReachable }) => isReachable);
    const byService = new Map<string, string[]>();
    for (const { name, running } of answering) {
      for (const service of running) byService.set(service, [...(byService.get(service) ?? []), name]);
    }
    const services = [...byService]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([service, targets]) => ({
        service,
        places: targets.map(target => ({ target, container: null })),
      }));
    return { kind: 'read', source: 'machines', covers: answering.map(({ name }) => name), services };
  }

  /** On how many machines a service runs. */
  countRunning(service: string): number {
    return this.machines.filter(({ isAlive, running }) => isAlive && running.has(service)).length;
  }

  #trouble(machine: WorldMachine, round: number): void {
    const draw = this.#random.next();
    const kind: Trouble = draw < 0.5 ? 'flap' : draw < 0.85 ? 'crash' : 'partition';
    machine.isReachable = false;
    machine.until = round + (kind === 'flap' ? 1 + this.#random.below(2) : 5 + this.#random.below(60));
    if (kind !== 'crash') return;
    machine.isAlive = false;
    for (const service of machine.running) machine.asleep.add(service);
    machine.running.clear();
  }

  #recover(machine: WorldMachine): void {
    machine.isReachable = true;
    machine.isAlive = true;
    for (const service of machine.asleep) if (this.#random.next() < 0.8) machine.running.add(service);
    machine.asleep.clear();
  }
}
