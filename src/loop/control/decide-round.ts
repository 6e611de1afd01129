import { compareNames } from '../../base/order.ts';
import { holdOrApply } from './decide-planned.ts';
import type { Action, Decision, LoopEvent, LoopSetup, Round } from './decision.ts';
import { mergeReading, type Placed } from './deployed.ts';
import { doNothing } from './do-nothing.ts';
import { type LoopState, noFailures } from './loop-state.ts';
import { isMissing, type Machine, unnamedMachine } from './machine.ts';
import { mergeAnswer } from './merge-answers.ts';
import { digestBasis } from './state-digests.ts';
import { speaksOf, verifyApply } from './verify-apply.ts';
import { forgetReturned, mergedPlaces, namesThere } from './waiting-data.ts';

/** Takes note of what a round found, and plans where anything is different. */
export function decideRound(before: LoopState, round: Round, now: number, setup: LoopSetup): Decision {
  if (before.applying !== null) throw new Error('a round while an apply runs');
  const state: LoopState = { ...before, planning: null };
  const released = round.isReleased ? release(state) : { state, events: [] };
  const discovered = takeDiscovery(released.state, round, now, setup);
  const read = takeReading(discovered.state, round, now, setup);
  const after = read.state;
  const there = namesThere(after);
  const waits = after.waiting.filter(({ target }) => !there.has(target));
  const events: LoopEvent[] = [...released.events, ...discovered.events, ...read.events];
  if (waits.length > 0) events.push({ kind: 'data waits', waiting: waits });
  if (round.models.kind === 'failed') events.push({ kind: 'models cannot be read', reason: round.models.reason });
  const next = choose(after, round, now, setup);
  return { state: next.state, actions: [...events.map(notify), ...next.actions] };
}

function notify(event: LoopEvent): Action {
  return { kind: 'notify', event };
}

/** What a part of a round changes. */
interface Taken {
  readonly state: LoopState;
  readonly events: readonly LoopEvent[];
}

/** What failed may be tried again, and what was inconsistent is only uncertain. */
function release(state: LoopState): Taken {
  const certainty = state.certainty === 'inconsistent' ? 'uncertain' : state.certainty;
  return { state: { ...state, certainty, failures: noFailures }, events: [{ kind: 'released' }] };
}

function takeDiscovery(state: LoopState, { discovery }: Round, now: number, { options }: LoopSetup): Taken {
  if (discovery.kind === 'failed') {
    // Told once: the next rounds fail in the same way, most likely.
    const events: LoopEvent[] = state.isBlind ? [] : [{ kind: 'discovery failed', reason: discovery.reason }];
    return { state: { ...state, isBlind: true }, events };
  }
  const inUse = new Set(mergedPlaces(state).flatMap(({ places }) => places.map(({ target }) => target)));
  const { machines, gone, come } = mergeAnswer(state.machines, discovery, now, options.presence, name =>
    inUse.has(name),
  );
  const events: LoopEvent[] = [];
  if (state.isBlind) events.push({ kind: 'discovery works again' });
  if (gone.length > 0) events.push({ kind: 'machines gone', machines: gone });
  if (come.length > 0 && state.machines.length > 0) events.push({ kind: 'machines come', machines: come });
  return { state: { ...state, machines, isBlind: false }, events };
}

function takeReading(state: LoopState, { deployed: reading }: Round, now: number, setup: LoopSetup): Taken {
  if (reading === null || reading.kind === 'failed') return { state, events: [] };
  const verified = verifyApply(state, reading, now, setup);
  const deployed = mergeReading(state.deployed ?? [], reading, speaksOf(reading, state));
  // A record says what should run; only the machines themselves tell what does.
  const isDoubted = state.certainty === 'uncertain' || state.certainty === 'inconsistent';
  const certainty = isDoubted && reading.source === 'record' ? state.certainty : 'read';
  const machines = addUnnamed(verified.state.machines, deployed, now);
  const after: LoopState = { ...verified.state, machines, deployed, certainty, mustRead: false };
  const waiting = forgetReturned(after.waiting, after, namesThere(after));
  return { state: { ...after, waiting }, events: verified.events };
}

/**
 * The machines with those on which something runs though no answer ever named them. They are no reason to start it
 * elsewhere before they are gone as any other machine: the first answers may have been incomplete.
 */
function addUnnamed(machines: readonly Machine[], deployed: readonly Placed[], now: number): readonly Machine[] {
  const known = new Set(machines.map(({ name }) => name));
  const targets = new Set(deployed.flatMap(({ places }) => places.map(({ target }) => target)));
  const unnamed = [...targets].filter(target => !known.has(target)).map(target => unnamedMachine(target, now));
  return unnamed.length === 0 ? machines : [...machines, ...unnamed].sort((a, b) => compareNames(a.name, b.name));
}

/** What to do about the state as it is now. */
function choose(state: LoopState, round: Round, now: number, setup: LoopSetup): Decision {
  const next = now + setup.options.interval;
  if (round.models.kind === 'failed') return doNothing(state, 'models cannot be read', next);
  if (!state.machines.some(({ isThere }) => isThere)) return doNothing(state, 'no machines', next);
  if (state.machines.some(({ isThere, description }) => isThere && description === null)) {
    return doNothing(state, 'machines not named yet', next);
  }
  if (state.deployed === null || state.mustRead) return doNothing(state, 'deployed is not known', next);
  if (state.certainty === 'inconsistent') return doNothing(state, 'inconsistent', next);
  const basis = digestBasis(state, round.models.digest, setup);
  if (basis.whole === state.settled && state.certainty !== 'uncertain') {
    return doNothing({ ...state, pending: null }, 'nothing differs', next);
  }
  const { failures } = state;
  if (failures.wanted === basis.wanted && failures.ofWanted >= setup.options.mostFailures) {
    return doNothing(state, 'failed too often', next);
  }
  // A clock that was set back makes nobody wait longer than the longest wait.
  const notBefore = Math.min(failures.notBefore, now + setup.options.backOff.most);
  if (now < notBefore) return doNothing(state, 'backing off', Math.min(next, notBefore));
  if (state.pending?.basis.whole === basis.whole) return holdOrApply(state, round.circumstances, now, setup);
  const scope = {
    machines: state.machines.map(machine => {
      const { name, description, isThere } = machine;
      return { name, description, isThere, isMissing: isMissing(machine) };
    }),
    previous: mergedPlaces(state),
    deployed: state.deployed,
  };
  return { state: { ...state, planning: basis, pending: null }, actions: [{ kind: 'plan', scope }] };
}
