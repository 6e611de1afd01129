import { useEffect, useRef } from 'preact/hooks';
import { fromBytes } from '../../base/bytes.ts';
import { countNouns } from '../../base/count-nouns.ts';
import { formatAmount } from '../../model/amount.ts';
import { toBigInt } from '../../write/cards/figures.ts';
import { LinkTo } from './link-to.tsx';
import type { PageState } from './page-state.ts';
import { ServicePanel } from './service-panel.tsx';

/** What is known of what is selected. */
export function SidePanel({ state }: { state: PageState }) {
  const selected = state.selected.value;
  const panel = useRef<HTMLElement>(null);
  const key = selected === undefined ? '' : `${selected.kind} ${selected.number}`;
  useEffect(() => {
    if (panel.current && !panel.current.contains(document.activeElement)) panel.current.scrollTop = 0;
  }, [key]);
  if (selected === undefined) return null;
  return (
    <aside ref={panel} aria-label="About what is selected">
      <button type="button" class="close" aria-label="Close" onClick={() => state.select(undefined)}>
        {'\u00d7'}
      </button>
      {selected.kind === 'service' && <ServicePanel state={state} service={selected.number} />}
      {selected.kind === 'machine' && <MachinePanel state={state} machine={selected.number} />}
      {selected.kind === 'group' && <GroupPanel state={state} group={selected.number} />}
      {selected.kind === 'bundle' && <BundlePanel state={state} a={selected.number} b={selected.other} />}
    </aside>
  );
}

function MachinePanel({ state, machine }: { state: PageState; machine: number }) {
  const { plan, figures, places, edits } = state;
  const { machines } = plan.document;
  const on = figures.value.on[machine] ?? [];
  const bundles = figures.value.bundles.filter(({ a, b }) => a === machine || b === machine);
  const drained = edits.value.findIndex(edit => edit.kind === 'drain' && edit.machine === machine);
  const host = fromBytes(machines.host[machine] ?? '');
  const containers = (machines.containers[machine] ?? []).map(fromBytes);
  const zone = plan.names.zones[machines.zone[machine] ?? 0] ?? '';
  return (
    <>
      <p class="kind">machine{zone === '' ? '' : ` in ${zone}`}</p>
      <h2>{plan.names.machines[machine]}</h2>
      {host !== '' && <p>{host}</p>}
      {plan.document.resources.map((_, resource) => (
        <Load key={resource} state={state} machine={machine} resource={resource} />
      ))}
      {containers.length > 0 && <p>Containers: {containers.join(', ')}</p>}
      <p class="actions">
        {drained < 0 ? (
          <button type="button" onClick={() => state.edit({ kind: 'drain', machine })}>
            Drain
          </button>
        ) : (
          <button type="button" onClick={() => state.undo(drained)}>
            Do not drain
          </button>
        )}
      </p>
      <h3>Links to {countNouns(bundles.length, 'machine')}</h3>
      <table>
        <tbody>
          {bundles.map(({ a, b, count, weight }) => (
            <tr key={`${a} ${b}`}>
              <td>
                <LinkTo state={state} to={{ kind: 'machine', number: a === machine ? b : a }} />
              </td>
              <td class="number">
                <button
                  type="button"
                  class="link"
                  onClick={() => state.select({ kind: 'bundle', number: a, other: b })}
                >
                  {countNouns(count, 'link')}, weight {weight}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3>{countNouns(on.length, 'service')}</h3>
      <ServiceList state={state} services={on} isElsewhere={service => (places.value[service] ?? []).length > 1} />
    </>
  );
}

function Load({ state, machine, resource }: { state: PageState; machine: number; resource: number }) {
  const { document } = state.edited.value;
  const { name: bytes, scale } = document.resources[resource] ?? { name: '', scale: 0 };
  const name = fromBytes(bytes);
  const have = toBigInt(document.machines.have[resource]?.[machine] ?? null);
  const on = state.figures.value.on[machine] ?? [];
  const used = on.reduce((sum, service) => sum + toBigInt(document.services.need[resource]?.[service] ?? null), 0n);
  const share = state.figures.value.shares[resource]?.[machine];
  const isOver = used > have;
  return (
    <div class="load">
      <label>
        {name}: {formatAmount(used, scale)} of{' '}
        <input
          inputMode="decimal"
          value={formatAmount(have, scale)}
          onChange={({ currentTarget }) => {
            const amount = currentTarget.value.trim();
            if (/^\d+(\.\d+)?$/.test(amount)) state.edit({ kind: 'capacity', machine, resource, amount });
            else currentTarget.value = formatAmount(have, scale);
          }}
        />
      </label>
      <span class={isOver ? 'alarm' : ''}>
        {isOver ? '\u25b2 ' : ''}
        {share === undefined ? 'unused' : Number.isFinite(share) ? `${Math.round(share * 100)} %` : 'has none'}
      </span>
      <meter aria-label={`${name} used`} min={0} max={1} value={Math.min(1, share ?? 0)} high={0.85} optimum={0} />
    </div>
  );
}

function ServiceList({
  state,
  services,
  isElsewhere,
}: {
  state: PageState;
  services: readonly number[];
  isElsewhere: (service: number) => boolean;
}) {
  const { plan, moved } = state;
  return (
    <table>
      <tbody>
        {plan.inReadingOrder('service', services).map(service => (
          <tr key={service}>
            <td>
              <LinkTo state={state} to={{ kind: 'service', number: service }} />
            </td>
            <td>{plan.names.groups[plan.document.services.group[service] ?? 0]}</td>
            <td>
              {isElsewhere(service) ? 'replica ' : ''}
              {moved.value.has(service) ? 'moved' : ''}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function GroupPanel({ state, group }: { state: PageState; group: number }) {
  const { plan, places } = state;
  const members = plan.document.services.group.flatMap((own, service) => (own === group ? [service] : []));
  const on = new Set(members.flatMap(service => places.value[service] ?? []));
  const machines = plan.inReadingOrder('machine', [...on]);
  return (
    <>
      <p class="kind">group</p>
      <h2>{plan.names.groups[group] || 'no group'}</h2>
      <h3>On {countNouns(machines.length, 'machine')}</h3>
      <p class="links">
        {machines.map(machine => (
          <LinkTo key={machine} state={state} to={{ kind: 'machine', number: machine }} />
        ))}
      </p>
      <h3>{countNouns(members.length, 'service')}</h3>
      <ServiceList state={state} services={members} isElsewhere={service => (places.value[service] ?? []).length > 1} />
    </>
  );
}

function BundlePanel({ state, a, b }: { state: PageState; a: number; b: number }) {
  const { plan, figures } = state;
  const { links } = plan.document;
  const { crosses, places } = figures.value;
  const between = [...crosses.keys()].filter(link => {
    const [from, to] = [places[links.a[link] ?? 0]?.[0], places[links.b[link] ?? 0]?.[0]];
    return crosses[link] === 1 && ((from === a && to === b) || (from === b && to === a));
  });
  return (
    <>
      <p class="kind">links</p>
      <h2>
        {plan.names.machines[a]} {'\u21c4'} {plan.names.machines[b]}
      </h2>
      <table>
        <thead>
          <tr>
            <th scope="col">service</th>
            <th scope="col">needs</th>
            <th scope="col">weight</th>
          </tr>
        </thead>
        <tbody>
          {between.map(link => {
            const [from, to] = [links.a[link] ?? 0, links.b[link] ?? 0];
            const [first, second] = links.way[link] === 2 ? [to, from] : [from, to];
            return (
              <tr key={link}>
                <td>
                  <LinkTo state={state} to={{ kind: 'service', number: first }} />
                </td>
                <td>
                  <LinkTo state={state} to={{ kind: 'service', number: second }} />
                </td>
                <td class="number">{links.weight[link]}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}
