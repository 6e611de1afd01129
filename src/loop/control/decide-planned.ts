import { countFailure } from './count-failure.ts';
import type { Action, Decision, LoopSetup, Observation } from './decision.ts';
import { unitePlaced } from './deployed.ts';
import { doNothing } from './do-nothing.ts';
import type { Circumstances, Held } from './gates/gate.ts';
import { judgeGates, type Verdict } from './gates/gates.ts';
import type { LoopOptions } from './loop-options.ts';
import { type Applying, type Basis, type LoopState, noFailures, type PendingPlan } from './loop-state.ts';
import { isMissing } from './machine.ts';
import { copyFacts, copyPlaces, type PlanFacts } from './plan-facts.ts';
import { digestWhole } from './state-digests.ts';
import { mergedPlaces, namesThere, updateWaiting } from './waiting-data.ts';

/** A plan was made: nothing is to be done where it changes nothing; else its gates decide. */
export function decidePlanned(
  before: LoopState,
  made: PlanFacts,
  circumstances: Circumstances,
  now: number,
  setup: LoopSetup,
): Decision {
  const { planning: basis } = before;
  if (basis === null) throw new Error('a plan that nobody asked for');
  const plan = copyFacts(made);
  const state: LoopState = { ...before, planning: null, waiting: updateWaiting(before, plan, now) };
  const told: Action[] =
    plan.leftOut.length === 0 ? [] : [{ kind: 'notify', event: { kind: 'services left out', leftOut: plan.leftOut } }];
  // What waits may be known better now.
  const whole = digestWhole(state, basis.wanted, setup.digest);
  if (plan.steps.length === 0 && plan.hasOtherFiles !== true && state.certainty !== 'uncertain') {
    const settled: LoopState = {
      ...state,
      pending: null,
      settled: isPartial(basis, plan) ? null : whole,
      settledMachines: [...namesThere(state)],
      failures: noFailures,
    };
    return doNothing(settled, 'nothing differs', now + setup.options.interval, told);
  }
  const pending: PendingPlan = { basis: { ...basis, whole }, facts: plan, heldBy: '' };
  const decision = holdOrApply({ ...state, pending }, circumstances, now, setup);
  return { ...decision, actions: [...told, ...decision.actions] };
}

/**
 * Whether services are left out that might have gone to machines that do not answer at the moment: then it is planned
 * again in the next round.
 */
function isPartial({ isCautious }: Basis, { leftOut }: PlanFacts): boolean {
  return isCautious && leftOut.length > 0;
}

/** Asks the gates about the plan that is pending. What holds it is told when it is another thing than before. */
export function holdOrApply(
  state: LoopState,
  circumstances: Circumstances,
  now: number,
  { options }: LoopSetup,
): Decision {
  const { pending } = state;
  if (pending === null) throw new Error('no plan is pending');
  const { facts: plan, basis } = pending;
  const held = judgePending(state, circumstances, now, options).flatMap(verdict => verdict.held ?? []);
  if (held.length === 0) {
    const applying: Applying = {
      basis,
      plan: plan.digest,
      isPartial: isPartial(basis, plan),
      since: now,
      wanted: plan.wanted,
      leaves: unitePlaced(plan.steps.map(({ service, leaves }) => ({ service, places: copyPlaces(leaves) }))),
    };
    return {
      state: { ...state, applying, pending: { ...pending, heldBy: '' } },
      actions: [
        { kind: 'notify', event: { kind: 'applying', plan: plan.digest, steps: plan.steps.length } },
        { kind: 'apply', plan: plan.digest },
      ],
    };
  }
  const heldBy = JSON.stringify(held.map(signatureOf));
  const news: Action[] =
    heldBy === pending.heldBy ? [] : [{ kind: 'notify', event: { kind: 'held', plan: plan.digest, held } }];
  const until = nextLook(held, now, options.interval);
  return doNothing({ ...state, pending: { ...pending, heldBy } }, 'held', until, news);
}

/** What each gate says of the plan that is pending; nothing where none is. */
export function judgePending(
  state: LoopState,
  circumstances: Circumstances,
  now: number,
  { gates }: LoopOptions,
): readonly Verdict[] {
  if (state.pending === null) return [];
  const input = {
    plan: state.pending.facts,
    deployed: mergedPlaces(state).length,
    there: namesThere(state),
    missing: new Set(state.machines.filter(isMissing).map(({ name }) => name)),
    machinesBefore: state.settledMachines,
    lastApply: state.lastApply,
    now,
    circumstances,
  };
  return judgeGates(input, gates);
}

/** What makes a reason another one; when it will end does not. */
function signatureOf(held: Held): unknown {
  if (held.gate === 'window' || held.gate === 'pause') return held.gate;
  return held;
}

/** The next round, or sooner where the last gate opens by itself. */
function nextLook(held: readonly Held[], now: number, interval: number): number {
  const opens = held.map(one => (one.gate === 'window' || one.gate === 'pause' ? one.until : now + interval));
  return Math.min(now + interval, Math.max(...opens));
}

/** No plan was made: that is a failure, too. */
export function decideNotPlanned(
  state: LoopState,
  { because, reason }: Extract<Observation, { kind: 'not planned' }>,
  now: number,
  setup: LoopSetup,
): Decision {
  const { planning } = state;
  if (planning === null) throw new Error('no plan was asked for');
  const failed = countFailure({ ...state, planning: null, pending: null }, planning.wanted, now, setup);
  return doNothing(failed.state, 'not planned', now + setup.options.interval, [
    { kind: 'notify', event: { kind: 'not planned', because, reason } },
    ...failed.actions,
  ]);
}
