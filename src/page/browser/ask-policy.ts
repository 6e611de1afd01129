import { effect } from '@preact/signals';
import { toPlainPlaces } from '../carry-over.ts';
import { toPlanEdit } from '../copy-out.ts';
import type { JudgeQuestion } from '../plan-call.ts';
import { listAlternatives } from './list-alternatives.ts';
import type { PageState } from './page-state.ts';

/** Milliseconds without a change before it is asked: who looks through services waits for none of them. */
const patience = 60;

/**
 * Asks what the policy says, each time that a service is chosen or something is tried out; what it says of the plan
 * that the page came with is in the document. Returns how to end it.
 */
export function askPolicy(state: PageState): () => void {
  const { planner, plan } = state;
  if (planner === undefined || !plan.document.isUnderPolicy) return () => {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = effect(() => {
    clearTimeout(timer);
    const [places, edits, selected] = [state.places.value, state.edits.value, state.selected.value];
    const service = selected?.kind === 'service' ? selected.number : undefined;
    if (service === undefined && edits.length === 0) return;
    timer = setTimeout(() => {
      const isStill = (): boolean => state.places.value === places && state.selected.value === selected;
      planner.judge(ask(state, service)).then(
        answer => {
          if (isStill()) state.judged.value = { places, service, answer };
        },
        (error: unknown) => {
          const answer = { kind: 'none', message: String(error), services: [] } as const;
          if (isStill()) state.judged.value = { places, service, answer };
        },
      );
    }, patience);
  });
  return () => {
    clearTimeout(timer);
    end();
  };
}

function ask(state: PageState, service: number | undefined): JudgeQuestion {
  const { plan, places, edits } = state;
  // What is tried out starts from the plan that is shown, as it does for who plans anew.
  const isMoved = plan.document.plans.length > 1;
  const previous =
    edits.value.length > 0 ? toPlainPlaces(plan, state.now) : isMoved ? toPlainPlaces(plan, plan.places(0)) : undefined;
  return {
    kind: 'judge',
    edits: edits.value.map(edit => toPlanEdit(plan.document, edit)),
    places: toPlainPlaces(plan, places.value),
    previous,
    service: service === undefined ? undefined : plan.names.services[service],
    targets:
      service === undefined
        ? []
        : listAlternatives(state, service).map(({ machine }) => plan.names.machines[machine] ?? ''),
  };
}
