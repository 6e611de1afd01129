import { fromBytes } from '../../base/bytes.ts';
import { endedByClock } from '../../write/plan-proof.ts';
import { Choice } from './choice.tsx';
import { nextHit } from './keyboard.ts';
import { PageMenu } from './page-menu.tsx';
import type { PageState, View } from './page-state.ts';

/** Title, figures, search, and what is shown how. */
export function TopBar({ state }: { state: PageState }) {
  const title = fromBytes(state.plan.document.title);
  const hasBefore = state.plan.document.plans.length > 1 || state.edits.value.length > 0;
  return (
    <header>
      <h1 title={title}>{title}</h1>
      <Figures state={state} />
      <Search state={state} />
      {hasBefore && (
        <Choice
          label="Plan"
          values={[
            ['before', 'Before'],
            ['after', 'After'],
            ['diff', 'Diff'],
          ]}
          value={state.shown.value}
          choose={shown => {
            state.shown.value = shown;
          }}
        />
      )}
      <Choice
        label="View"
        values={state.views.map(view => [view, titles[view]] as const)}
        value={state.view.value}
        choose={view => {
          state.view.value = view;
        }}
      />
      <PageMenu state={state} />
    </header>
  );
}

const titles: Readonly<Record<View, string>> = {
  ...{ walk: 'Walk', map: 'Map', near: 'Near' },
  ...{ matrix: 'Matrix', table: 'Table' },
};

function Figures({ state }: { state: PageState }) {
  const { document } = state.plan;
  const { crossing, all, used, overloaded } = state.figures.value;
  const plan = document.plans.at(-1);
  const replanned = state.replan.value;
  const known = replanned.kind === 'planned' ? replanned : state.edits.value.length === 0 ? plan : undefined;
  const isOfPlan = state.shown.value !== 'before' || document.plans.length < 2;
  const bound = known?.bound;
  const rules = state.broken.value?.filter(({ isWish }) => !isWish).length ?? 0;
  const says = known?.optimal ? 'as few as possible' : bound === undefined ? '' : `at least ${bound}`;
  return (
    <ul class="figures" aria-label="Figures">
      <li>
        <b>{document.services.key.length}</b> {document.services.key.length === 1 ? 'service' : 'services'}
      </li>
      <li>
        <b>
          {used}/{document.machines.name.length}
        </b>{' '}
        machines
      </li>
      {plan !== undefined && (
        <li title="the weight of the links that cross the network, and of all">
          <b>{crossing.weight}</b> of {all.weight} <span class="wide">link </span>weight crosses
          {isOfPlan && says !== '' ? `, ${says}` : ''}{' '}
          {isOfPlan && known === plan && (plan?.proof ?? []).length > 0 && (
            <button type="button" class="link wide" onClick={() => (state.proof.value = true)}>
              proof
            </button>
          )}
        </li>
      )}
      {isOfPlan && known?.endedByClock && <li title={endedByClock}>ended by the clock</li>}
      {plan !== undefined && document.resources.length > 0 && (
        <li class={overloaded.length > 0 ? 'alarm' : ''}>
          <b>{overloaded.length}</b> overloaded
        </li>
      )}
      {state.moved.value.size > 0 && (
        <li>
          <b>{state.moved.value.size}</b> moved
        </li>
      )}
      {rules > 0 && (
        <li class="alarm">
          {'\u25b2'} <b>{rules}</b> {rules === 1 ? 'demand' : 'demands'} broken
        </li>
      )}
      {replanned.kind === 'running' && <li class="busy">planning</li>}
    </ul>
  );
}

function Search({ state }: { state: PageState }) {
  const hits = state.hits.value;
  const found =
    hits === undefined ? '' : hits.length === 0 ? 'nothing has this name' : `${state.hit.value + 1} of ${hits.length}`;
  return (
    <search>
      <label for="find">
        Find <kbd>/</kbd>
      </label>
      <input
        id="find"
        type="search"
        autocomplete="off"
        spellcheck={false}
        placeholder="by name"
        title="a service, a machine or a group"
        value={state.query.value}
        onInput={({ currentTarget }) => {
          state.query.value = currentTarget.value;
          state.hit.value = 0;
        }}
        onKeyDown={event => {
          if (event.key === 'Enter') nextHit(state, event.shiftKey ? -1 : 0);
        }}
      />
      <output for="find">{found}</output>
    </search>
  );
}
