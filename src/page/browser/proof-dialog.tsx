import { useEffect, useRef } from 'preact/hooks';
import { fromBytes } from '../../base/bytes.ts';
import type { PageState } from './page-state.ts';

/** What the planner said of the plan that the page came with. */
export function ProofDialog({ state }: { state: PageState }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const isOpen = state.proof.value;
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);
  const proof = state.plan.document.plans.at(-1)?.proof ?? [];
  return (
    <dialog ref={dialog} aria-labelledby="proof-title" onClose={() => (state.proof.value = false)}>
      <h2 id="proof-title">What is known of this plan</h2>
      <ul>
        {proof.map(line => (
          <li key={line}>{fromBytes(line)}</li>
        ))}
      </ul>
      <p class="small">So the planner said; dydisnix verify checks it.</p>
      <button type="button" onClick={() => (state.proof.value = false)}>
        Close
      </button>
    </dialog>
  );
}
