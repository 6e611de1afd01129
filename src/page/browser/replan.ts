import { placesOfReply, servicesOfReply, toPlainPlaces } from '../carry-over.ts';
import { toPlanEdit } from '../copy-out.ts';
import type { PlanQuestion, PlanReply } from '../plan-call.ts';
import type { PageState } from './page-state.ts';

/** Seconds that a plan in a page may take. */
const timeLimit = 10;

/** Plans anew with the edits; the answer goes into the state, unless somebody cancels or edits meanwhile. */
export async function replan(state: PageState): Promise<void> {
  const { planner, plan, edits, now } = state;
  if (planner === undefined || state.replan.value.kind === 'running') return;
  const question: PlanQuestion = {
    kind: 'plan',
    edits: edits.value.map(edit => toPlanEdit(plan.document, edit)),
    previous: toPlainPlaces(plan, now),
    timeLimit,
    moveStateful: state.movesData.value,
  };
  const running = { kind: 'running', since: Date.now() } as const;
  state.progress.value = undefined;
  state.replan.value = running;
  state.told.value = 'planning';
  const isWaitedFor = (): boolean => state.replan.value === running;
  try {
    const reply = await planner.ask(question, progress => {
      if (isWaitedFor()) state.progress.value = progress;
    });
    if (isWaitedFor()) take(state, reply);
  } catch (error) {
    if (!isWaitedFor()) return;
    const message = error instanceof Error ? error.message : String(error);
    state.replan.value = { kind: 'failed', message, services: [] };
  }
}

/** Ends the search. */
export function cancel(state: PageState): void {
  state.planner?.cancel();
  state.replan.value = { kind: 'none' };
  state.told.value = 'planning was cancelled';
}

function take(state: PageState, reply: PlanReply): void {
  const { plan } = state;
  if (reply.kind === 'none') {
    state.replan.value = { kind: 'failed', message: reply.message, services: servicesOfReply(plan, reply) };
    state.told.value = `no plan: ${reply.message}`;
    return;
  }
  const { bound, optimal, endedByClock } = reply;
  state.replan.value = { kind: 'planned', places: placesOfReply(plan, reply), bound, optimal, endedByClock };
  state.shown.value = 'diff';
  state.told.value = `planned: ${state.moved.value.size} services move`;
}
