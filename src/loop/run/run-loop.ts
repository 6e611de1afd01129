import { UserError } from '../../base/diagnostic.ts';
import { readIfThere } from '../../load/read-if-there.ts';
import { withLockedFile } from '../../ports/disk/lock-file.ts';
import { makeFolder } from '../../ports/disk/make-folder.ts';
import { replaceFile } from '../../ports/disk/replace-file.ts';
import type { Action, Applied, Decision, NothingBecause, Observation } from '../control/decision.ts';
import { decide, judgePending, namesThere, shiftTimes } from '../control/index.ts';
import { type DisnixPreview, previewDisnix } from '../deploy/preview-disnix.ts';
import type { MadePlan } from '../make-plan/complete-plan.ts';
import type { PlanInputs } from '../make-plan/plan-inputs.ts';
import { applyScope } from './apply-scope.ts';
import { askApproval } from './ask-approval.ts';
import { describeHeld } from './describe-event.ts';
import { reasonOf } from './discover.ts';
import { FollowedClock } from './followed-clock.ts';
import { type FoundRound, findCircumstances, lookAround } from './look-around.ts';
import { LoopFiles } from './loop-files.ts';
import { LoopLog } from './loop-log.ts';
import { LoopMemory } from './loop-memory.ts';
import type { LoopSettings } from './loop-settings.ts';
import { planScope } from './plan-scope.ts';
import { modelFilesOf } from './round-inputs.ts';
import type { Surroundings } from './surroundings.ts';
import { digestOf } from './watch-models.ts';
import { writeMetrics } from './write-metrics.ts';
import { writeStatus } from './write-status.ts';

/** How the last round of a loop went. */
export interface LoopEnd {
  /** Why nothing was (or more was to be) done; `failed` where the round itself failed. */
  readonly because: NothingBecause | 'failed';
  /** How its apply ended, where there was one. */
  readonly outcome: Applied['outcome'] | undefined;
}

/**
 * Runs rounds until somebody asks it to stop, or one: looks at machines, models and what runs, decides, saves what it
 * remembers, and does what was decided. Nothing that goes wrong in a round ends it. One loop at a time runs for a
 * profile; others who deploy it wait for the end of a round, and it for them.
 * @throws UserError where another loop runs, or the state is not one that this program wrote
 */
export function runLoop(settings: LoopSettings, surroundings: Surroundings): LoopEnd {
  const { state, lockTimeout } = settings;
  makeFolder(state.folder);
  return withLockedFile(`${state.folder}/loop`, lockTimeout, () => new Loop(settings, surroundings).run());
}

/** Milliseconds between two looks at whether the loop is to end. */
const patience = 200;

class Loop {
  readonly #settings: LoopSettings;
  readonly #surroundings: Surroundings;
  readonly #files: LoopFiles;
  readonly #memory: LoopMemory;
  readonly #log: LoopLog;
  readonly #clock: FollowedClock;
  #round: FoundRound | undefined;
  #summary = '';
  #outcome: Applied['outcome'] | undefined;
  #hasFailed = false;
  #isFirst = true;

  constructor(settings: LoopSettings, surroundings: Surroundings) {
    this.#settings = settings;
    this.#surroundings = surroundings;
    this.#files = new LoopFiles(settings.state.folder);
    this.#memory = new LoopMemory(this.#files, surroundings.now());
    this.#log = new LoopLog(settings, surroundings);
    this.#clock = new FollowedClock(surroundings);
  }

  run(): LoopEnd {
    const { once } = this.#settings;
    const { isStopping } = this.#surroundings;
    let next = this.#carryOut({ kind: 'started' });
    do {
      if (!once) this.#wait(next);
      if (isStopping()) break;
      next = this.#lockedRound();
      if (!this.#hasFailed) this.#log.trouble('round', undefined);
      this.#report(next);
    } while (!once);
    if (isStopping()) this.#log.note('stopped');
    return {
      because: this.#hasFailed ? 'failed' : (this.#memory.because ?? 'nothing differs'),
      outcome: this.#outcome,
    };
  }

  /** One round; when the next one is due. */
  #lockedRound(): number {
    const { state, lockTimeout, control } = this.#settings;
    this.#hasFailed = false;
    this.#outcome = undefined;
    this.#log.count('round');
    try {
      return state.locked(lockTimeout, () => {
        this.#memory.catchUp();
        this.#followClock();
        this.#round = lookAround(this.#memory, this.#settings, this.#files, this.#surroundings);
        this.#isFirst = false;
        const { observation, packages } = this.#round;
        const { deployed } = observation;
        this.#log.trouble('running', deployed?.kind === 'failed' ? deployed.reason : undefined);
        this.#log.trouble('packages', packages?.reason);
        return this.#carryOut(observation);
      });
    } catch (error) {
      if (this.#isFirst && error instanceof RangeError) throw error;
      this.#fail(error);
      return this.#surroundings.now() + control.interval;
    }
  }

  /** Where the clock was set, what is remembered by it moves with it; by how much. */
  #followClock(): number {
    const jump = this.#clock.follow();
    if (jump === 0) return 0;
    this.#memory.state = shiftTimes(this.#memory.state, jump);
    const seconds = Math.round(Math.abs(jump) / 1000);
    this.#log.note(`the clock was set ${jump < 0 ? 'back' : 'forward'} by ${seconds} s: what is waited for goes on`);
    return jump;
  }

  /** Files that others look at; where they cannot be written, that is told, and nothing else comes of it. */
  #report(next: number): void {
    const { control, profile, metricsFile, statusFile } = this.#settings;
    const { state, because } = this.#memory;
    const now = this.#surroundings.now();
    const { circumstances } = this.#round?.observation ?? {};
    const verdicts = circumstances === undefined ? [] : judgePending(state, circumstances, now, control);
    const status = { state, because: this.#hasFailed ? 'failed' : because, verdicts, profile, now, next };
    try {
      replaceFile(statusFile, writeStatus(status, this.#log.counts));
      if (metricsFile !== undefined) replaceFile(metricsFile, writeMetrics(status, this.#log.counts));
      this.#log.trouble('files', undefined);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.#log.trouble('files', reasonOf(error));
    }
  }

  /** Whatever it is, the next round may do better. */
  #fail(error: unknown): void {
    this.#hasFailed = true;
    this.#log.count('failed round');
    const fault = `a fault of this program: ${error instanceof Error ? (error.stack ?? error.message) : error}`;
    this.#log.trouble('round', error instanceof UserError ? reasonOf(error) : fault);
  }

  /** Decides, remembers and acts, until there is nothing left to do; when the next round is due. */
  #carryOut(first: Observation): number {
    const { now, isStopping } = this.#surroundings;
    let observation: Observation | undefined = first;
    let until = now();
    while (observation !== undefined) {
      // A plan that was made is not begun any more.
      if (isStopping() && observation.kind === 'planned') return now();
      const decision = this.#decide(observation);
      const failure = this.#memory.keep(decision);
      const last = decision.actions.at(-1);
      if (failure !== undefined) this.#fail(failure);
      if (failure !== undefined && last?.kind !== 'wait') return now() + this.#settings.control.interval;
      observation = undefined;
      for (const action of decision.actions) {
        if (action.kind === 'wait') until = action.until;
        observation = this.#act(action) ?? observation;
      }
    }
    return until;
  }

  #decide(observation: Observation): Decision {
    const { now } = this.#surroundings;
    this.#followClock();
    const setup = { options: this.#settings.control, digest: digestOf };
    const decision = decide(this.#memory.state, observation, now(), setup);
    if (observation.kind === 'planned') this.#tellGates(decision, observation);
    const digest = this.#memory.planIn(observation);
    const { plan } = this.#memory;
    if (!('circumstances' in observation) || digest === undefined || plan === undefined) return decision;
    if (!isHeldByApprovalAlone(decision)) return decision;
    if (this.#memory.said?.plan !== digest) {
      this.#memory.said = askApproval(plan, digest, this.#summary, this.#settings, this.#surroundings);
    }
    const { said: approval } = this.#memory;
    if (approval === undefined) return decision;
    const circumstances = { ...observation.circumstances, approval };
    return decide(this.#memory.state, { ...observation, circumstances }, now(), setup);
  }

  /** The plan for people says what holds it. */
  #tellGates({ state }: Decision, { circumstances }: Extract<Observation, { kind: 'planned' }>): void {
    const verdicts = judgePending(state, circumstances, this.#surroundings.now(), this.#settings.control);
    const held = verdicts.flatMap(({ gate, held: why }) =>
      why === undefined ? [] : [`${gate}: ${describeHeld(why)}`],
    );
    if (held.length === 0) return;
    this.#summary += `\nheld by\n${held.map(text => `  ${text}\n`).join('')}`;
    try {
      this.#files.writeNextSummary(this.#summary);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.#log.trouble('files', reasonOf(error));
    }
  }

  #act(action: Action): Observation | undefined {
    switch (action.kind) {
      case 'notify':
        this.#log.event(action.event);
        return undefined;
      case 'nothing':
        this.#tellNothing(action.because);
        return undefined;
      case 'plan':
        return this.#plan(action.scope);
      case 'apply':
        return this.#apply();
      case 'wait':
        return undefined;
    }
  }

  /** Once, until it is for another reason. What an event told of needs no second line. */
  #tellNothing(because: NothingBecause): void {
    const sentence = nothings.get(because);
    if (because !== this.#memory.because && sentence !== undefined) this.#log.note(sentence);
    this.#memory.because = because;
  }

  #plan(scope: Extract<Action, { kind: 'plan' }>['scope']): Observation {
    const { state, deployer } = this.#settings;
    const { inputs, deployment, packages } = this.#round ?? {};
    if (inputs === undefined) return { kind: 'not planned', because: 'failed', reason: 'the models were not read' };
    const current = state.readCurrent();
    const pending = state.readPending();
    const hasOtherPackages = packages?.areOther === true;
    const known = { deployment: deployment ?? { services: new Map() }, current, pending, hasOtherPackages };
    const deploy = { deployer, folder: state.folder, before: state.readDeployed() };
    const made = planScope(scope, inputs, known, deploy, this.#surroundings, found => this.#preview(found, inputs));
    if (made.kind !== 'planned') return made;
    const { plan, facts, summary } = made;
    try {
      this.#files.writeNextPlan(plan, summary);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { kind: 'not planned', because: 'failed', reason: reasonOf(error) };
    }
    this.#memory.plan = plan;
    this.#summary = summary;
    for (const { code, message } of facts.findings) if (code === 'not-buildable') this.#log.note(message);
    const circumstances = findCircumstances(facts.digest, this.#settings, this.#files, this.#surroundings);
    this.#log.count('plan');
    return { kind: 'planned', plan: facts, circumstances };
  }

  /** What Disnix would deploy for a plan; what cannot be built is told. @throws UserError */
  #preview({ distribution, ids }: MadePlan, inputs: PlanInputs): DisnixPreview | undefined {
    const { buildsPackages, deployer, deployTimeout } = this.#settings;
    // Models are built with the ids file as it is.
    if (!buildsPackages || (ids !== undefined && ids.saved.before !== ids.saved.after)) return undefined;
    const { run, world } = this.#surroundings;
    const there = namesThere(this.#memory.state);
    const models = { ...modelFilesOf(inputs, there, this.#files, world), distribution };
    const call = { file: `${this.#files.folder}/next-plan.nix`, milliseconds: deployTimeout, run };
    return previewDisnix(models, deployer.settings, call, world, reason => this.#log.trouble('packages', reason));
  }

  #apply(): Observation {
    const { plan, state } = this.#memory;
    if (plan === undefined) throw new Error('a plan that is nowhere is to be applied');
    const end = applyScope(plan, namesThere(state), this.#settings, this.#files, this.#surroundings);
    this.#outcome = end.outcome;
    this.#log.count(`apply ${end.outcome}`);
    return { kind: 'applied', ...end, deployed: null };
  }

  /** Sleeps until then; less where somebody says something that it waits for. */
  #wait(until: number): void {
    const { now, elapsed, pause, isStopping } = this.#surroundings;
    const due = until + this.#followClock();
    const end = elapsed() + Math.max(0, due - now());
    const before = this.#news();
    while (!isStopping() && elapsed() < end && this.#news() === before) pause(Math.min(patience, end - elapsed()));
  }

  #news(): string {
    const { folder } = this.#files;
    return ['approval', 'release'].map(name => readIfThere(`${folder}/${name}`) ?? '\0').join('');
  }
}

function isHeldByApprovalAlone({ state }: Decision): boolean {
  const heldBy: readonly { readonly gate?: string; readonly isRefused?: boolean }[] = JSON.parse(
    state.pending?.heldBy || '[]',
  );
  const [only] = heldBy;
  return heldBy.length === 1 && only?.gate === 'approval' && only.isRefused === false;
}

const nothings: ReadonlyMap<NothingBecause, string> = new Map([
  ['nothing differs', 'nothing to do'],
  ['no machines', 'no machine is there'],
  ['machines not named yet', 'something runs on machines that were not named yet: waiting for them'],
  ['deployed is not known', 'nothing is done until it is known what runs'],
  ['inconsistent', 'nothing is done: machines are in different states, and have to be looked at'],
  ['failed too often', 'it failed too often: waiting for a change, or for a release'],
  ['backing off', 'waiting before it is tried again'],
]);
