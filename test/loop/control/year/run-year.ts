import type { Decision, Observation, Round } from '../../../../src/loop/control/decision.ts';
import type { DeployedReading } from '../../../../src/loop/control/deployed.ts';
import {
  decide,
  defaultOptions,
  firstState,
  readLoopState,
  writeLoopState,
} from '../../../../src/loop/control/index.ts';
import type { LoopOptions } from '../../../../src/loop/control/loop-options.ts';
import type { PlanFacts } from '../../../../src/loop/control/plan-facts.ts';
import { Random } from '../../../solve/random.ts';
import { Deployer } from './deployer.ts';
import { fewestMoves, type Openness } from './fewest-moves.ts';
import { digestOf, makePlan } from './make-plan.ts';
import { Wanted } from './wanted.ts';
import { World } from './world.ts';

const minute = 60_000;
/** Ten thousand rounds are a year. */
const interval = 52 * minute;
const missingFor = 120 * minute;
const longestApply = 16 * minute;

export interface YearOptions {
  readonly seed: number;
  readonly rounds: number;
  /** Whether deployers go wrong, and readings fail, and somebody freezes everything now and then. */
  readonly isStormy: boolean;
}

/** What a year came to. */
export interface YearReport {
  readonly counts: Readonly<Record<string, number>>;
  readonly moves: number;
  readonly fewestMoves: number;
  /** Of all that was decided. */
  readonly digest: string;
}

/** Runs the loop's own control through simulated rounds. @throws Error where a law is broken */
export function runYear(options: YearOptions): YearReport {
  return new Year(options).run();
}

class Year {
  readonly #options: YearOptions;
  readonly #random: Random;
  readonly #world: World;
  readonly #wanted: Wanted;
  readonly #deployer: Deployer;
  readonly #setup: { readonly options: LoopOptions; readonly digest: typeof digestOf };
  #state = firstState(15);
  #now = Date.UTC(2026, 0, 1);
  #round = 0;
  #plan: PlanFacts | undefined;
  /** Whether what runs was seen after whatever was done last. */
  #isSeen = false;
  #because = '';
  #frozenUntil = 0;
  #releaseAt = Number.POSITIVE_INFINITY;
  #log = '';
  /** Service → since when it does not run often enough, and what made it wait longer since then. */
  readonly #short = new Map<string, { readonly since: number; excused: number }>();
  readonly #counts = new Map<string, number>();
  readonly #history: Openness[] = [];
  readonly #lives = new Map<string, { readonly from: number; to: number; readonly replicas: number }>();

  constructor(options: YearOptions) {
    this.#options = options;
    this.#random = new Random(options.seed);
    this.#world = new World(new Random(options.seed + 1), { machines: 50, peace: 500, mostTroubled: 5 });
    this.#wanted = new Wanted(new Random(options.seed + 2), 110);
    this.#deployer = new Deployer(this.#world, this.#wanted, new Random(options.seed + 3));
    this.#setup = {
      digest: digestOf,
      options: {
        ...defaultOptions,
        interval,
        presence: { ...defaultOptions.presence, missingFor },
        insignificant: { ignored: ['load'], rounded: {} },
        backOff: { ...defaultOptions.backOff, first: interval, most: 8 * interval },
      },
    };
  }

  run(): YearReport {
    this.#follow(this.#decide({ kind: 'started' }));
    for (this.#round = 1; this.#round <= this.#options.rounds; this.#round++) this.#passRound();
    return {
      counts: Object.fromEntries([...this.#counts].sort()),
      moves: this.#deployer.moves,
      fewestMoves: this.#sumFewestMoves(),
      digest: digestOf(this.#log),
    };
  }

  #passRound(): void {
    const isCalm = this.#round <= 3 || this.#round > this.#options.rounds - 60;
    if (isCalm) this.#world.heal();
    else this.#world.pass(this.#round, name => this.#state.machines.some(one => one.name === name && !one.isThere));
    if (!isCalm && this.#random.next() < 0.04) this.#wanted.change();
    if (this.#isStormy && this.#random.next() < 0.004) this.#frozenUntil = this.#round + 1 + this.#random.below(10);
    const observation = this.#look(isCalm);
    // What cannot be seen cannot be mended: such a round does not count.
    if (observation.discovery.kind === 'failed' || observation.deployed?.kind !== 'read')
      this.#excuse(interval + longestApply);
    this.#isSeen = observation.deployed?.kind === 'read';
    this.#follow(this.#decide(observation));
    this.#checkRound();
    // Kept from round to round as a file would keep it.
    if (this.#round % 50 === 0) this.#state = readLoopState('state.json', writeLoopState(this.#state));
  }

  get #isStormy(): boolean {
    return this.#options.isStormy && this.#round > 3 && this.#round <= this.#options.rounds - 60;
  }

  #look(isCalm: boolean): Round {
    const isRead = !this.#isStormy || this.#random.next() < 0.95;
    const reading: DeployedReading = isRead ? this.#world.read() : { kind: 'failed', reason: 'time-out' };
    const isReleased = this.#round >= this.#releaseAt;
    if (isReleased) this.#releaseAt = Number.POSITIVE_INFINITY;
    return {
      kind: 'round',
      discovery: this.#world.discover(isCalm),
      models: { kind: 'read', digest: String(this.#wanted.version) },
      deployed: reading,
      circumstances: this.#circumstances,
      isReleased,
    };
  }

  get #circumstances(): Round['circumstances'] {
    return { freeze: this.#round < this.#frozenUntil ? 'inventory' : null, approval: null, localOffset: 60 };
  }

  #decide(observation: Observation): Decision {
    const decision = decide(this.#state, observation, this.#now, this.#setup);
    this.#state = decision.state;
    return decision;
  }

  /** Does what the loop says until it waits. */
  #follow(decision: Decision): void {
    let actions = decision.actions;
    for (;;) {
      for (const action of actions) {
        if (action.kind === 'notify') this.#count(action.event.kind);
        if (action.kind === 'nothing') this.#because = action.because;
        if (action.kind === 'notify' && action.event.kind === 'given up') this.#releaseAt = this.#round + 8;
      }
      const last = actions.at(-1);
      this.#log = digestOf(`${this.#log} ${this.#round} ${JSON.stringify(actions)}`);
      if (last?.kind === 'wait') {
        this.#now = last.until;
        return;
      }
      if (last?.kind === 'plan') {
        this.#count('plans made');
        const made = makePlan(last.scope, this.#wanted);
        if (made.kind === 'planned') this.#plan = made.plan;
        const answer = made.kind === 'planned' ? { ...made, circumstances: this.#circumstances } : made;
        actions = this.#decide(answer).actions;
      } else if (last?.kind === 'apply') actions = this.#apply(last.plan);
      else throw new Error(`a decision ends with ${last?.kind}`);
    }
  }

  #apply(digest: string): Decision['actions'] {
    if (this.#plan?.digest !== digest) throw new Error('another plan than the one that was made');
    const manner = this.#isStormy ? this.#deployer.drawManner() : 'honest';
    const { applied, took } = this.#deployer.apply(this.#plan, manner, name =>
      this.#state.machines.some(machine => machine.name === name && !machine.isThere),
    );
    this.#count(`applies, ${manner}`);
    this.#now += took;
    this.#isSeen =
      applied?.deployed?.kind === 'read' || (this.#isSeen && manner === 'honest' && applied?.outcome === 'done');
    return this.#decide(applied ?? { kind: 'started' }).actions;
  }

  #checkRound(): void {
    if (this.#isSeen) this.#checkState();
    this.#checkServices();
    this.#recordHistory();
  }

  /** What runs is what the state says. */
  #checkState(): void {
    const there = new Set(this.#state.machines.filter(({ isThere }) => isThere).map(({ name }) => name));
    for (const { name, isReachable, running } of this.#world.machines) {
      if (!isReachable || !there.has(name)) continue;
      const said = (this.#state.deployed ?? [])
        .filter(({ places }) => places.some(({ target }) => target === name))
        .map(({ service }) => service);
      const runs = [...running].sort();
      if (said.join() !== runs.join()) this.#fail(`${name} runs ${runs.join()}, but the state says ${said.join()}`);
    }
  }

  /** Whatever does not run often enough does so again in time; or the loop knows why not, and says it. */
  #checkServices(): void {
    const waiting = new Set(this.#state.waiting.map(({ service }) => service));
    for (const name of this.#short.keys()) if (!this.#wanted.services.has(name)) this.#short.delete(name);
    for (const [service, { replicas }] of this.#wanted.services) {
      if (this.#world.countRunning(service) >= replicas || waiting.has(service)) {
        this.#short.delete(service);
        continue;
      }
      const short = this.#short.get(service) ?? { since: this.#now - interval - longestApply, excused: 0 };
      this.#short.set(service, short);
      const { misses } = this.#setup.options.presence;
      const most = missingFor + (misses + 1) * (interval + longestApply) + short.excused;
      if (this.#now - interval - short.since <= most || !this.#isSeen) continue;
      const isSaid = [
        'held',
        'backing off',
        'failed too often',
        'apply ended badly',
        'deployed is not known',
        'inconsistent',
      ];
      if (!this.#options.isStormy || !isSaid.includes(this.#because))
        this.#fail(`${service} does not run: ${this.#because}`);
      this.#count('late, and said so');
    }
  }

  #excuse(time: number): void {
    for (const short of this.#short.values()) short.excused += time;
  }

  #recordHistory(): void {
    const isOpen = this.#world.machines.map(
      ({ name }) => this.#state.machines.find(one => one.name === name)?.isThere === true,
    );
    if (this.#history.at(-1)?.isOpen.join() !== isOpen.join()) this.#history.push({ round: this.#round, isOpen });
    for (const { service } of this.#state.deployed ?? []) {
      const { replicas = 0, stateful = true } = this.#wanted.services.get(service) ?? {};
      if (stateful) continue;
      const life = this.#lives.get(service) ?? { from: this.#round, to: this.#round, replicas };
      life.to = this.#round;
      this.#lives.set(service, life);
    }
  }

  #sumFewestMoves(): number {
    let sum = 0;
    for (const { from, to, replicas } of this.#lives.values()) sum += replicas * fewestMoves(this.#history, from, to);
    return sum;
  }

  #count(what: string): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1);
  }

  #fail(message: string): never {
    throw new Error(`round ${this.#round}, seed ${this.#options.seed}: ${message}`);
  }
}
