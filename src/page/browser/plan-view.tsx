import { useEffect } from 'preact/hooks';
import { HelpDialog } from './help-dialog.tsx';
import { listenToKeys } from './keyboard.ts';
import { MapView } from './map-view.tsx';
import { MatrixView } from './matrix-view.tsx';
import { NearView } from './near-view.tsx';
import type { PageState } from './page-state.ts';
import { SidePanel } from './side-panel.tsx';
import { TableView } from './table-view.tsx';
import { TopBar } from './top-bar.tsx';
import { WhatIfBar } from './what-if-bar.tsx';

/** All of the page: bar, the view that is chosen, panel, edits. */
export function PlanView({ state }: { state: PageState }) {
  useEffect(() => listenToKeys(state), [state]);
  useEffect(() => {
    document.documentElement.dataset['theme'] = state.isDark.value ? 'dark' : 'light';
  }, [state.isDark.value]);
  const view = state.view.value;
  return (
    <>
      <TopBar state={state} />
      <main class={state.selected.value === undefined ? 'wide' : ''}>
        {view === 'map' && <MapView state={state} />}
        {view === 'near' && <NearView state={state} />}
        {view === 'matrix' && <MatrixView state={state} />}
        {view === 'table' && <TableView state={state} />}
        <SidePanel state={state} />
      </main>
      <WhatIfBar state={state} />
      <HelpDialog state={state} />
      <p class="unseen" role="status">
        {state.told.value}
      </p>
    </>
  );
}
