import { effect } from '@preact/signals';
import type { PageState } from './page-state.ts';

/** Milliseconds without a change before it is prepared. */
const patience = 300;

/**
 * Prepares what explanations of the places that are shown stand on, while nobody does anything: of 20,000 services that
 * takes longer than whoever clicks one wants to wait. Returns how to end it.
 */
export function prepareAnswers(state: PageState): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = effect(() => {
    clearTimeout(timer);
    const [plan, places] = [state.edited.value, state.places.value];
    const [first] = plan.document.services.key.keys();
    if (first !== undefined) timer = setTimeout(() => whenIdle(() => plan.explain(places, first)), patience);
  });
  return () => {
    clearTimeout(timer);
    end();
  };
}

/** Not every browser tells when it is idle. */
function whenIdle(act: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(act);
  else act();
}
