import { toByteArray } from '../../base/bytes.ts';
import { drawCards } from '../../write/cards/cards-svg.ts';
import type { PageState } from './page-state.ts';

/** What is chosen more seldom. */
export function PageMenu({ state }: { state: PageState }) {
  const { lens, hidesEmpty, isDark, bundles, help } = state;
  const hasProof = (state.plan.document.plans.at(-1)?.proof ?? []).length > 0;
  return (
    <details class="menu">
      <summary>Menu</summary>
      <div>
        <button type="button" onClick={() => (lens.value = lens.value === 'machine' ? 'group' : 'machine')}>
          {lens.value === 'machine' ? 'Cards by group' : 'Cards by machine'} <kbd>l</kbd>
        </button>
        <button type="button" aria-pressed={hidesEmpty.value} onClick={() => (hidesEmpty.value = !hidesEmpty.value)}>
          Hide empty machines
        </button>
        <label>
          Links shown: {bundles.value}
          <input
            type="range"
            min={0}
            max={60}
            value={bundles.value}
            onInput={({ currentTarget }) => (bundles.value = Number(currentTarget.value))}
          />
        </label>
        <button type="button" onClick={() => (isDark.value = !isDark.value)}>
          {isDark.value ? 'Light' : 'Dark'}
        </button>
        <button type="button" onClick={() => savePicture(state)}>
          Save as SVG
        </button>
        {hasProof && (
          <button type="button" onClick={() => (state.proof.value = true)}>
            What is proved of the plan
          </button>
        )}
        <button type="button" onClick={() => (help.value = true)}>
          Help <kbd>?</kbd>
        </button>
      </div>
    </details>
  );
}

/** The picture that commands draw, of the places that are shown. */
function savePicture(state: PageState): void {
  const { document: plan } = state.edited.value;
  const lists = [...plan.lists];
  const place = state.places.value.map(list => lists.push(list) - 1);
  const shown = { ...plan, lists, plans: [{ title: 'plan', place }] };
  const { svg } = drawCards(shown, { lens: state.lens.value, mostSide: 6000 });
  saveFile('plan.svg', new Blob([toByteArray(svg)], { type: 'image/svg+xml' }));
}

/** Hands a file to the user. */
export function saveFile(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
