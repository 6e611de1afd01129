import { sortNaturallyBy } from '../../base/natural-order.ts';
import { LinkTo } from './link-to.tsx';
import type { PageState } from './page-state.ts';

/** Who needs a service, and what it needs: three columns, boxed by machine. */
export function NearView({ state }: { state: PageState }) {
  const selected = state.selected.value;
  if (selected?.kind !== 'service') {
    return (
      <section class="near empty">
        <p>Choose a service: find it (/), or click it in the map or the table.</p>
      </section>
    );
  }
  const { plan, places } = state;
  const neighbours = plan.neighbours(selected.number);
  const [users, needs] = [neighbours.filter(({ needs }) => !needs), neighbours.filter(({ needs }) => needs)];
  return (
    <section class="near" aria-label="Near">
      <Side
        state={state}
        title={`${users.length} need it`}
        neighbours={users}
        here={places.value[selected.number] ?? []}
      />
      <div class="middle">
        <h2>{plan.names.services[selected.number]}</h2>
        <p class="links">
          {(places.value[selected.number] ?? []).map(machine => (
            <LinkTo key={machine} state={state} to={{ kind: 'machine', number: machine }} />
          ))}
        </p>
      </div>
      <Side
        state={state}
        title={`it needs ${needs.length}`}
        neighbours={needs}
        here={places.value[selected.number] ?? []}
      />
    </section>
  );
}

interface SideProps {
  state: PageState;
  title: string;
  neighbours: ReturnType<PageState['plan']['neighbours']>;
  here: readonly number[];
}

function Side({ state, title, neighbours, here }: SideProps) {
  const { plan, places } = state;
  const boxes = new Map<number, (typeof neighbours)[number][]>();
  for (const neighbour of neighbours) {
    const [machine = -1] = places.value[neighbour.other] ?? [];
    const own = (places.value[neighbour.other] ?? []).find(one => here.includes(one)) ?? machine;
    boxes.set(own, [...(boxes.get(own) ?? []), neighbour]);
  }
  const { key } = plan.document.services;
  const inOrder = (list: typeof neighbours) => sortNaturallyBy(list, ({ other }) => key[other] ?? '');
  const sorted = [...boxes].sort(([a], [b]) => Number(here.includes(b)) - Number(here.includes(a)) || a - b);
  return (
    <div class="side">
      <h2>{title}</h2>
      {sorted.map(([machine, list]) => (
        <div key={machine} class={here.includes(machine) ? 'box here' : 'box'}>
          <h3>
            {machine < 0 ? 'nowhere' : <LinkTo state={state} to={{ kind: 'machine', number: machine }} />}
            {here.includes(machine) ? ' (the same machine)' : ''}
          </h3>
          <ul>
            {inOrder(list).map(({ other, link }) => (
              <li key={other}>
                <LinkTo state={state} to={{ kind: 'service', number: other }} />{' '}
                {plan.document.links.weight[link] === 1 ? '' : `weight ${plan.document.links.weight[link]}`}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}
