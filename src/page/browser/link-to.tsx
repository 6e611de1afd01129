import type { NamedThing } from './find-names.ts';
import type { PageState } from './page-state.ts';

/** The name of a service, machine or group, as a button that selects it. */
export function LinkTo({ state, to }: { state: PageState; to: NamedThing }) {
  const name = state.plan.names[`${to.kind}s`][to.number] ?? '';
  return (
    <button type="button" class="link" onClick={() => state.select(to)}>
      {name === '' ? 'none' : name}
    </button>
  );
}
