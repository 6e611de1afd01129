import type { Applied } from '../../../../src/loop/control/decision.ts';
import type { DeployedReading } from '../../../../src/loop/control/deployed.ts';
import type { PlanFacts, PlannedStep } from '../../../../src/loop/control/plan-facts.ts';
import type { Random } from '../../../solve/random.ts';
import type { Wanted } from './wanted.ts';
import type { World } from './world.ts';

/** How an apply goes: as it should, or in one of the ways in which deployers go wrong. */
export type Manner = 'honest' | 'fails' | 'hangs' | 'lies' | 'breaks' | 'killed';

/** What came of it, and how long it took in milliseconds; nothing of the outcome where the loop was killed with it. */
export interface Deployed {
  readonly applied: Applied | undefined;
  readonly took: number;
}

interface Operation {
  readonly kind: 'stop' | 'start';
  readonly service: string;
  readonly target: string;
}

const minute = 60_000;

/** Stops and starts services, and sees to it that nobody stops or moves what must not be. */
export class Deployer {
  readonly #world: World;
  readonly #wanted: Wanted;
  readonly #random: Random;
  /** Service with data → where its data is. */
  readonly #homes = new Map<string, string>();
  /** Starts of services that were deployed already. */
  moves = 0;

  constructor(world: World, wanted: Wanted, random: Random) {
    this.#world = world;
    this.#wanted = wanted;
    this.#random = random;
  }

  drawManner(): Manner {
    const draw = this.#random.next();
    if (draw < 0.8) return 'honest';
    return draw < 0.85 ? 'fails' : draw < 0.88 ? 'hangs' : draw < 0.92 ? 'lies' : draw < 0.95 ? 'breaks' : 'killed';
  }

  /** @param isGone of machines that the models do not have any more: nothing is done there */
  apply(plan: PlanFacts, manner: Manner, isGone: (target: string) => boolean): Deployed {
    this.#checkPlan(plan);
    const took = minute * (1 + this.#random.below(15));
    const operations = listOperations(plan.steps).filter(({ target }) => !isGone(target));
    if (operations.some(({ target }) => !this.#world.find(target).isReachable)) {
      return { applied: end('failed', 'a machine does not answer'), took };
    }
    if (manner === 'fails') return { applied: end('failed', 'rolled back'), took };
    if (manner === 'honest') {
      for (const operation of operations) this.#perform(operation, plan);
      for (const { kind, comes } of plan.steps) if (kind === 'move') this.moves += comes.length;
      for (const step of plan.steps)
        if (step.stateful) for (const { target } of step.comes) this.#keepHome(step.service, target);
      return { applied: { ...end('done', ''), deployed: this.#readAfter() }, took };
    }
    const half = operations.filter(({ kind }, i) =>
      manner === 'lies' ? kind === 'stop' : i < this.#random.below(operations.length + 1),
    );
    for (const operation of half) this.#perform(operation, plan);
    if (manner === 'lies') return { applied: { ...end('done', ''), deployed: this.#readAfter() }, took };
    if (manner === 'hangs') return { applied: end('unknown', 'time-out'), took: 120 * minute };
    return manner === 'breaks' ? { applied: end('inconsistent', 'half of it'), took } : { applied: undefined, took };
  }

  #readAfter(): DeployedReading | null {
    return this.#random.next() < 0.3 ? null : this.#world.read();
  }

  /** Nothing that the models want is left out of a plan: there is room for all. */
  #checkPlan({ wanted, waiting, leftOut }: PlanFacts): void {
    if (leftOut.length > 0) throw new Error(`left out: ${JSON.stringify(leftOut)}`);
    const planned = new Map(wanted.map(({ service, places }) => [service, places.length]));
    const waits = new Set(waiting.map(({ service }) => service));
    for (const [service, { replicas }] of this.#wanted.services) {
      const count = planned.get(service) ?? 0;
      if (count !== replicas && !waits.has(service)) throw new Error(`${service} is planned ${count} times`);
    }
  }

  #perform({ kind, service, target }: Operation, plan: PlanFacts): void {
    const { running } = this.#world.find(target);
    if (kind === 'start') {
      const home = this.#homes.get(service);
      const isData = this.#wanted.services.get(service)?.stateful === true;
      if (isData && home !== undefined && home !== target) throw new Error(`${service} starts away from its data`);
      if (isData) this.#homes.set(service, target);
      running.add(service);
      return;
    }
    const places = plan.wanted.find(one => one.service === service)?.places ?? [];
    if (this.#wanted.services.has(service) && places.length === 0) throw new Error(`${service} is stopped for good`);
    if (places.some(place => place.target === target)) throw new Error(`${service} is stopped where it is wanted`);
    running.delete(service);
  }

  #keepHome(service: string, target: string): void {
    this.#homes.set(service, target);
  }
}

function end(outcome: Applied['outcome'], reason: string): Applied {
  return { kind: 'applied', outcome, reason, deployed: null };
}

/** All stops, then all starts. */
function listOperations(steps: readonly PlannedStep[]): readonly Operation[] {
  const list = (kind: Operation['kind'], places: 'leaves' | 'comes'): readonly Operation[] =>
    steps.flatMap(step => step[places].map(({ target }) => ({ kind, service: step.service, target })));
  return [...list('stop', 'leaves'), ...list('start', 'comes')];
}
