import { carryEdits } from '../carry-over.ts';
import { haveSame } from '../edit-places.ts';
import type { PageState } from './page-state.ts';

/** What somebody looks at stays, as far as it is still there. */
export function continueAs(old: PageState, state: PageState): void {
  state.view.value = old.view.value;
  // Without a plan nobody chose groups: there was nothing else to see.
  if (old.plan.document.plans.length > 0 || state.plan.document.plans.length === 0) state.lens.value = old.lens.value;
  state.query.value = old.query.value;
  state.isDark.value = old.isDark.value;
  state.hidesEmpty.value = old.hidesEmpty.value;
  state.movesData.value = old.movesData.value;
  state.edits.value = carryEdits(old.plan, old.edits.value, state.plan);
  const isSame = state.now.every((list, service) => haveSame(list, state.plan.places(0)[service] ?? []));
  state.shown.value = isSame ? 'after' : 'diff';
  const selected = old.selected.value;
  if (selected === undefined || selected.kind === 'bundle') return;
  const name = old.plan.names[`${selected.kind}s`][selected.number] ?? '';
  const number = state.plan.names[`${selected.kind}s`].indexOf(name);
  if (number >= 0) state.selected.value = { kind: selected.kind, number };
}
