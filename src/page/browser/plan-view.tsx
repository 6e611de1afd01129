import { useEffect } from 'preact/hooks';
import { fromBytes } from '../../base/bytes.ts';
import { askPolicy } from './ask-policy.ts';
import { HelpDialog } from './help-dialog.tsx';
import { listenToKeys } from './keyboard.ts';
import { MapView } from './map-view.tsx';
import { MatrixView } from './matrix-view.tsx';
import { NearView } from './near-view.tsx';
import type { PageState } from './page-state.ts';
import { prepareAnswers } from './prepare-answers.ts';
import { ProofDialog } from './proof-dialog.tsx';
import { SidePanel } from './side-panel.tsx';
import { TableView } from './table-view.tsx';
import { TopBar } from './top-bar.tsx';
import { WalkView } from './walk-view.tsx';
import { WhatIfBar } from './what-if-bar.tsx';

/** All of the page: bar, the view that is chosen, panel, edits. */
export function PlanView({ state }: { state: PageState }) {
  useEffect(() => listenToKeys(state), [state]);
  useEffect(() => askPolicy(state), [state]);
  useEffect(() => prepareAnswers(state), [state]);
  useEffect(() => {
    document.documentElement.dataset['theme'] = state.isDark.value ? 'dark' : 'light';
  }, [state.isDark.value]);
  const view = state.view.value;
  return (
    <>
      <TopBar state={state} />
      <Notices state={state} />
      <main class={state.selected.value === undefined ? 'alone' : ''}>
        {view === 'walk' && <WalkView state={state} />}
        {view === 'map' && <MapView state={state} />}
        {view === 'near' && <NearView state={state} />}
        {view === 'matrix' && <MatrixView state={state} />}
        {view === 'table' && <TableView state={state} />}
        <SidePanel state={state} />
      </main>
      <WhatIfBar state={state} />
      <HelpDialog state={state} />
      <ProofDialog state={state} />
      <p class="unseen" role="status">
        {state.told.value}
      </p>
    </>
  );
}

/** What is not as it looks: models that are wrong, a server that is gone, a plan that is being made. */
function Notices({ state }: { state: PageState }) {
  const findings = state.findings.value;
  const action = state.busyAction.value;
  return (
    <>
      {findings.length > 0 && (
        <section class="notice" aria-label="What is wrong in the models">
          <p class="alarm">{'\u25b2'} The models have errors: this is the last plan that was right.</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard */}
          <pre tabIndex={0}>{findings.map(fromBytes).join('\n')}</pre>
        </section>
      )}
      {state.isGone.value && (
        <p class="notice alarm">
          {'\u25b2'} The server is gone: this is what it said last, and nothing is planned anew.
        </p>
      )}
      {state.busy.value !== '' && (
        <p class="notice busy">
          {state.busy.value}{' '}
          {action !== undefined && (
            <button type="button" onClick={action.act}>
              {action.name}
            </button>
          )}
        </p>
      )}
    </>
  );
}
