import { countFailure } from './count-failure.ts';
import type { Action, Applied, Decision, LoopSetup } from './decision.ts';
import { type DeployedReading, mergeReading } from './deployed.ts';
import { doNothing } from './do-nothing.ts';
import type { Applying, LoopState } from './loop-state.ts';
import { digestWhole } from './state-digests.ts';
import { speaksOf, verifyApply } from './verify-apply.ts';
import { forgetReturned, namesThere } from './waiting-data.ts';

/** An apply ended. */
export function decideApplied(before: LoopState, applied: Applied, now: number, setup: LoopSetup): Decision {
  const { applying } = before;
  if (applying === null) throw new Error('an apply that nobody asked for');
  const state: LoopState = { ...before, applying: null, pending: null, lastApply: now };
  return applied.outcome === 'done'
    ? endWell(state, applying, applied.deployed, now, setup)
    : endBadly(state, applying, { ...applied, outcome: applied.outcome }, now, setup);
}

/** The loop was ended while an apply ran: nobody knows how far that came. */
export function endUnknown(state: LoopState, now: number, setup: LoopSetup): Decision {
  const reason = 'the loop was ended while it was applied';
  return decideApplied(state, { kind: 'applied', outcome: 'unknown', reason, deployed: null }, now, setup);
}

/** What was wanted runs now, if the deployer says the truth: a reading decides, now or in one of the next rounds. */
function endWell(
  before: LoopState,
  applying: Applying,
  reading: DeployedReading | null,
  now: number,
  setup: LoopSetup,
): Decision {
  const done: LoopState = { ...before, deployed: applying.wanted, certainty: 'applied', unverified: applying };
  const isRead = reading !== null && reading.kind === 'read';
  const verified = isRead ? verifyApply(done, reading, now, setup) : { state: done, events: [] };
  const told: readonly Action[] = verified.events.map(event => ({ kind: 'notify', event }));
  const deployed = isRead ? mergeReading(applying.wanted, reading, speaksOf(reading, before)) : applying.wanted;
  if (isRead && verified.events.length > 0) {
    const certainty = reading.source === 'machines' ? 'read' : 'uncertain';
    const wrong: LoopState = { ...verified.state, deployed, certainty, mustRead: true };
    return doNothing(wrong, 'apply ended badly', now + setup.options.interval, told);
  }
  const there = namesThere(verified.state);
  const known: LoopState = { ...verified.state, deployed, certainty: isRead ? 'read' : 'applied' };
  const after: LoopState = { ...known, waiting: forgetReturned(known.waiting, known, there) };
  // What runs beside it, as a reading found, is still to be done.
  const wanted: LoopState = { ...after, deployed: applying.wanted };
  const settled = applying.isPartial ? null : digestWhole(wanted, applying.basis.wanted, setup.digest);
  return doNothing({ ...after, settled, settledMachines: [...there] }, 'applied', now + setup.options.interval, [
    { kind: 'notify', event: { kind: 'applied', plan: applying.plan } },
    ...told,
  ]);
}

/** What runs has to be read again; an inconsistent end stops everything until then. */
function endBadly(
  before: LoopState,
  applying: Applying,
  { outcome, reason, deployed: reading }: Applied & { readonly outcome: Exclude<Applied['outcome'], 'done'> },
  now: number,
  setup: LoopSetup,
): Decision {
  const failed = countFailure({ ...before, unverified: null, settled: null }, applying.basis.wanted, now, setup);
  const isRead = reading !== null && reading.kind === 'read' && reading.source === 'machines';
  const certainty = isRead ? 'read' : outcome === 'inconsistent' ? 'inconsistent' : 'uncertain';
  const deployed = isRead ? mergeReading(before.deployed ?? [], reading, speaksOf(reading, before)) : before.deployed;
  const told: readonly Action[] = [
    { kind: 'notify', event: { kind: 'apply ended badly', plan: applying.plan, outcome, reason } },
    ...failed.actions,
  ];
  const state: LoopState = { ...failed.state, certainty, deployed, mustRead: true };
  return doNothing(state, 'apply ended badly', now + setup.options.interval, told);
}
