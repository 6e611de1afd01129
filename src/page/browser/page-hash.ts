import { effect } from '@preact/signals';
import type { NamedThing } from './find-names.ts';
import type { PageState } from './page-state.ts';

/** Shows what the address asks for: `#view=near&service=web&shown=diff&lens=group`. */
export function readHash(state: PageState): void {
  const asked = new URLSearchParams(location.hash.slice(1));
  const view = state.views.find(one => one === asked.get('view'));
  if (view !== undefined) state.view.value = view;
  const chapter = state.chapters?.chapters.findIndex(({ id }) => id === asked.get('chapter')) ?? -1;
  if (chapter >= 0) state.chapter.value = chapter;
  const shown = asked.get('shown');
  if (shown === 'before' || shown === 'diff') state.shown.value = shown;
  const lens = asked.get('lens');
  if (lens === 'group' || lens === 'machine') state.lens.value = lens;
  for (const kind of ['service', 'machine', 'group'] as const) {
    const number = state.plan.names[`${kind}s`].indexOf(asked.get(kind) ?? '\0');
    if (number >= 0) state.selected.value = { kind, number };
  }
}

/** Keeps the address up to date, so that it can be passed on. Returns how to end it. */
export function writeHash(state: PageState): () => void {
  const usual = state.plan.document.plans.length === 0 ? 'group' : 'machine';
  return effect(() => {
    const said = new URLSearchParams();
    // The models of a playground.
    const models = new URLSearchParams(location.hash.slice(1)).get('models');
    if (models !== null) said.set('models', models);
    if (state.view.value !== state.views[0]) said.set('view', state.view.value);
    const chapter = state.chapters?.chapters[state.chapter.value];
    if (chapter !== undefined && state.chapter.value > 0) said.set('chapter', chapter.id);
    if (state.shown.value !== 'after') said.set('shown', state.shown.value);
    if (state.lens.value !== usual) said.set('lens', state.lens.value);
    const selected = state.selected.value;
    if (selected !== undefined && selected.kind !== 'bundle') said.set(selected.kind, nameOf(state, selected));
    const hash = said.toString();
    if (hash !== location.hash.slice(1)) history.replaceState(null, '', hash === '' ? location.pathname : `#${hash}`);
  });
}

function nameOf({ plan }: PageState, { kind, number }: NamedThing): string {
  return plan.names[`${kind}s`][number] ?? '';
}
