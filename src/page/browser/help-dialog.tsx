import { useEffect, useRef } from 'preact/hooks';
import type { PageState } from './page-state.ts';

const keys: readonly (readonly [key: string, effect: string])[] = [
  ['Tab', 'from the bar to the map, and to the panel'],
  ['arrows', 'from card to card'],
  ['Enter', 'tell about the card, or go to what was found'],
  ['Esc', 'close what was opened last'],
  ['/', 'find a service, a machine or a group'],
  ['n, N', 'the next one found, and the one before'],
  ['+, -, 0', 'larger, smaller, all of it'],
  ['v', 'the next view'],
  ['l', 'cards by machine or by group'],
  ['d', 'what differs'],
  ['m, p', 'to the buttons that move and pin the service'],
];

/** Keys, and what the picture means. */
export function HelpDialog({ state }: { state: PageState }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const isOpen = state.help.value;
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);
  return (
    <dialog ref={dialog} aria-labelledby="help-title" onClose={() => (state.help.value = false)}>
      <h2 id="help-title">Help</h2>
      <p>
        Each card is a machine (or a group) with its services, bars show what part of its resources is used, colours
        tell groups of services apart, and a dot marks a service with data. Lines lead through the gutters from machine
        to machine: their numbers are the weight of the links.
      </p>
      <dl>
        {keys.map(([key, effect]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{effect}</dd>
          </div>
        ))}
      </dl>
      <p class="small">Made with Preact and signals (MIT licence, copyright Jason Miller and others).</p>
      <button type="button" onClick={() => (state.help.value = false)}>
        Close
      </button>
    </dialog>
  );
}
