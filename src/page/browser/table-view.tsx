import { useMemo, useState } from 'preact/hooks';
import { fromBytes } from '../../base/bytes.ts';
import { countNouns } from '../../base/count-nouns.ts';
import { formatAmount } from '../../model/amount.ts';
import { toBigInt } from '../../write/cards/figures.ts';
import { LinkTo } from './link-to.tsx';
import { MoreButton } from './more-button.tsx';
import type { PageState } from './page-state.ts';

/** A column by its name, or what services need of a resource, by its number. */
type Column = 'service' | 'machine' | 'group' | 'crossing weight' | 'moved' | number;

/** So many rows are in the page at once: it has to stay quick, and can be read on. */
const portion = 200;

/** All services, sorted by any column; what is looked for is all that is left. */
export function TableView({ state }: { state: PageState }) {
  const [sorted, setSorted] = useState<{ column: Column; down: boolean }>({ column: 'service', down: false });
  const [shown, setShown] = useState(portion);
  const { figures, hits, plan } = state;
  const { resources } = plan.document;
  const rows = useMemo(() => listRows(state, sorted), [figures.value, hits.value, sorted]);
  const columns: readonly Column[] = ['service', 'machine', 'group', ...resources.keys(), 'crossing weight', 'moved'];
  const titleOf = (column: Column): string =>
    typeof column === 'number' ? `needs ${fromBytes(resources[column]?.name ?? '')}` : column;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <section class="table" aria-label="Services" tabIndex={0}>
      <table>
        <caption>{countNouns(rows.length, 'service')}</caption>
        <thead>
          <tr>
            {columns.map(column => (
              <th
                scope="col"
                key={column}
                class={isNumber(column) && column !== 'moved' ? 'number' : ''}
                aria-sort={sorted.column === column ? (sorted.down ? 'descending' : 'ascending') : 'none'}
              >
                <button
                  type="button"
                  onClick={() =>
                    setSorted({ column, down: sorted.column === column ? !sorted.down : isNumber(column) })
                  }
                >
                  {titleOf(column)}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shown).map(({ service, weight, isMoved }) => (
            <tr key={service}>
              <th scope="row">
                <LinkTo state={state} to={{ kind: 'service', number: service }} />
              </th>
              <td>{(figures.value.places[service] ?? []).map(machine => plan.names.machines[machine]).join(', ')}</td>
              <td>{plan.names.groups[plan.document.services.group[service] ?? 0]}</td>
              {resources.map(({ scale }, resource) => (
                <td key={resource} class="number">
                  {formatAmount(needOf(state, resource, service), scale)}
                </td>
              ))}
              <td class="number">{weight}</td>
              <td>{isMoved ? 'moved' : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <MoreButton all={rows.length} shown={{ count: shown, portion }} show={setShown} />
    </section>
  );
}

const isNumber = (column: Column): boolean =>
  typeof column === 'number' || column === 'crossing weight' || column === 'moved';

const needOf = ({ plan }: PageState, resource: number, service: number): bigint =>
  toBigInt(plan.document.services.need[resource]?.[service] ?? null);

interface Row {
  readonly service: number;
  readonly weight: number;
  readonly isMoved: boolean;
}

function listRows(state: PageState, { column, down }: { column: Column; down: boolean }): readonly Row[] {
  const { plan, figures, hits, moved } = state;
  const { links, services } = plan.document;
  const weights = services.key.map(() => 0);
  figures.value.crosses.forEach((crosses, link) => {
    if (crosses === 0) return;
    for (const end of [links.a[link] ?? 0, links.b[link] ?? 0])
      weights[end] = (weights[end] ?? 0) + (links.weight[link] ?? 1);
  });
  const found = hits.value && new Set(hits.value.flatMap(({ kind, number }) => (kind === 'service' ? [number] : [])));
  const rows = services.key.flatMap((_, service): Row[] =>
    found === undefined || found.has(service)
      ? [{ service, weight: weights[service] ?? 0, isMoved: moved.value.has(service) }]
      : [],
  );
  const collator = new Intl.Collator('en', { numeric: true });
  const text = ({ service }: Row): string => {
    if (column === 'machine') return plan.names.machines[figures.value.places[service]?.[0] ?? -1] ?? '';
    if (column === 'group') return plan.names.groups[services.group[service] ?? 0] ?? '';
    return plan.names.services[service] ?? '';
  };
  const number = ({ service, weight, isMoved }: Row): number | bigint =>
    column === 'moved' ? Number(isMoved) : typeof column === 'number' ? needOf(state, column, service) : weight;
  const sign = down ? -1 : 1;
  return rows.sort((a, b) => {
    if (!isNumber(column)) return sign * collator.compare(text(a), text(b));
    const [one, other] = [number(a), number(b)];
    return one === other ? a.service - b.service : one < other ? -sign : sign;
  });
}
