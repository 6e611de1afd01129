import { useState } from 'preact/hooks';
import { countNouns } from '../../base/count-nouns.ts';
import { copyCommand, copyDistribution, copyPins } from '../copy-out.ts';
import { describeEdit } from '../edit-places.ts';
import { noPolicyAnswers } from '../page-home.ts';
import { saveFile } from './page-menu.tsx';
import type { PageState } from './page-state.ts';
import { cancel, replan } from './replan.ts';

/** The edits, each with its undo, and what can be done with all of them. */
export function WhatIfBar({ state }: { state: PageState }) {
  const edits = state.edits.value;
  if (edits.length === 0) return null;
  const { plan } = state;
  const answer = state.replan.value;
  return (
    <section class={state.selected.value === undefined ? 'what-if' : 'what-if behind'} aria-label="What if">
      <h2>What if</h2>
      <button type="button" class="short" onClick={() => state.select(undefined)}>
        {countNouns(edits.length, 'change')}: what they cost
      </button>
      <ol>
        {edits.map((edit, number) => (
          <li key={`${number} ${describeEdit(plan.document, edit)}`}>
            {describeEdit(plan.document, edit)}
            <button
              type="button"
              aria-label={`Undo: ${describeEdit(plan.document, edit)}`}
              onClick={() => state.undo(number)}
            >
              {'\u00d7'}
            </button>
          </li>
        ))}
      </ol>
      <Cost state={state} />
      <BrokenRules state={state} />
      {state.planner !== undefined && plan.document.services.stateful.includes(1) && (
        <label>
          <input
            type="checkbox"
            checked={state.movesData.value}
            onChange={({ currentTarget }) => {
              state.movesData.value = currentTarget.checked;
            }}
          />{' '}
          data may move
        </label>
      )}
      {answer.kind === 'running' ? (
        <>
          <Progress state={state} />
          <button type="button" onClick={() => cancel(state)}>
            Cancel
          </button>
        </>
      ) : (
        <button
          type="button"
          class="main"
          disabled={state.planner === undefined}
          title={
            state.planner === undefined ? 'there is no planner in this page: write it with --with-planner' : undefined
          }
          onClick={() => replan(state)}
        >
          Plan anew
        </button>
      )}
      {state.planner === undefined && <p class="small">No planner is in this page: write it with --with-planner.</p>}
      <Copy state={state} />
    </section>
  );
}

/** How far the search is. */
function Progress({ state }: { state: PageState }) {
  const reached = state.progress.value;
  if (reached === undefined) return <p class="searching">looking for a plan</p>;
  const { links, bound, seconds } = reached;
  return (
    <p class="searching">
      after {seconds.toFixed(1)} s: link weight {links}, at least {bound} in any plan
    </p>
  );
}

/** What the edits cost, as they stand or planned anew. */
function Cost({ state }: { state: PageState }) {
  const { edited, before, after, replan: answer, moved } = state;
  if (answer.value.kind === 'failed')
    return (
      <p class="alarm">
        {'\u25b2'} No plan: {answer.value.message}
      </p>
    );
  const [old, now] = [state.plan.figures(before.value), edited.value.figures(after.value)];
  const more = now.crossing.weight - old.crossing.weight;
  const change = more >= 0 ? `+${more}` : `\u2212${-more}`;
  const left = now.on.flatMap((on, machine) =>
    state.edits.value.some(edit => edit.kind === 'drain' && edit.machine === machine) ? on : [],
  );
  return (
    <p>
      {answer.value.kind === 'planned' ? 'Planned anew: ' : 'As it stands: '}
      link weight {old.crossing.weight} {'\u2192'} {now.crossing.weight} ({change}), {moved.value.size} moved,{' '}
      {now.overloaded.length} overloaded
      {left.length > 0 && answer.value.kind !== 'planned' ? `, ${left.length} still on drained machines` : ''}
    </p>
  );
}

/** So many demands are told at once. */
const most = 4;

/** What the changes break of the policy that the plan before them keeps, and what else they break. */
function BrokenRules({ state }: { state: PageState }) {
  const { kind } = state.replan.value;
  if (!state.plan.document.isUnderPolicy || kind === 'running' || kind === 'failed') return null;
  const broken = state.broken.value;
  if (broken === undefined) {
    if (state.planner === undefined) return <p class="small">{noPolicyAnswers}</p>;
    return <p class="small">{'asking what the policy says\u2026'}</p>;
  }
  const hard = broken.filter(({ isWish }) => !isWish);
  const wishes = broken.length - hard.length;
  const one = ({ message }: (typeof hard)[number]) => (
    <li key={message}>
      {'\u25b2'} {message}
    </li>
  );
  if (broken.length === 0) return <p>The policy is kept.</p>;
  return (
    <div class="broken" role="status">
      {hard.length > 0 && <ul class="alarm">{hard.slice(0, most).map(one)}</ul>}
      {hard.length > most && (
        <details>
          <summary>and {hard.length - most} more</summary>
          <ul class="alarm">{hard.slice(most).map(one)}</ul>
        </details>
      )}
      {wishes > 0 && (
        <p>
          {wishes} {wishes === 1 ? 'wish is' : 'wishes are'} not met
        </p>
      )}
    </div>
  );
}

function Copy({ state }: { state: PageState }) {
  const [done, setDone] = useState('');
  const { document } = state.plan;
  const edits = state.edits.value;
  const copy = (what: string, text: string): void => {
    // A page from a folder may not reach the clipboard: then the text becomes a file.
    const fallBack = (): void => saveFile(`${what}.txt`, new Blob([text], { type: 'text/plain' }));
    if (navigator.clipboard === undefined) fallBack();
    else navigator.clipboard.writeText(text).catch(fallBack);
    setDone(`copied: ${what}`);
  };
  return (
    <p class="copies">
      <button type="button" onClick={() => copy('command', copyCommand(document, edits))}>
        Copy command
      </button>
      <button type="button" onClick={() => copy('pins', copyPins(document, edits))}>
        Copy pins
      </button>
      <button
        type="button"
        onClick={() => saveFile('distribution.nix', new Blob([copyDistribution(state.plan, state.after.value)]))}
      >
        Save distribution.nix
      </button>
      <span role="status">{done}</span>
    </p>
  );
}
