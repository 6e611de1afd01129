import type { PageState } from './page-state.ts';

/** The keys of the page, wherever the focus is; what is typed into a field is left alone. Returns how to end it. */
export function listenToKeys(state: PageState): () => void {
  const listen = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') leave(state);
    if (event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return;
    if (act(state, event.key)) event.preventDefault();
  };
  document.addEventListener('keydown', listen);
  return () => document.removeEventListener('keydown', listen);
}

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
  );
}

/** From the inside out: help, search, panel. */
function leave(state: PageState): void {
  if (state.help.value) state.help.value = false;
  else if (state.proof.value) state.proof.value = false;
  else if (state.query.value !== '') state.query.value = '';
  else state.select(undefined);
}

function act(state: PageState, key: string): boolean {
  switch (key) {
    case '/':
      document.getElementById('find')?.focus();
      return true;
    case 'n':
    case 'N':
      nextHit(state, key === 'n' ? 1 : -1);
      return true;
    case 'v':
      state.view.value = state.views[(state.views.indexOf(state.view.value) + 1) % state.views.length] ?? 'map';
      return true;
    case 'l':
      state.lens.value = state.lens.value === 'machine' ? 'group' : 'machine';
      return true;
    case 'd':
      state.shown.value = state.shown.value === 'diff' ? 'after' : 'diff';
      return true;
    case '?':
      state.help.value = true;
      return true;
    case 'm':
    case 'p': {
      document.querySelector<HTMLElement>(key === 'm' ? '[data-move]' : '[data-pin]')?.focus();
      return true;
    }
    default:
      return false;
  }
}

/** Goes to another one of what was found; 0 stays at the present one. */
export function nextHit(state: PageState, step: number): void {
  const hits = state.hits.value ?? [];
  if (hits.length === 0) return;
  state.hit.value = (state.hit.value + step + hits.length) % hits.length;
  state.select(hits[state.hit.value]);
}
