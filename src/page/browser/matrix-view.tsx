import { fromBytes } from '../../base/bytes.ts';
import { countNouns } from '../../base/count-nouns.ts';
import { measureGroupLinks } from '../../write/cards/group-links.ts';
import { makeMatrix } from '../../write/cards/matrix-svg.ts';
import type { PageState } from './page-state.ts';

/** How much goes between any two machines, or zones where there are many. */
export function MatrixView({ state }: { state: PageState }) {
  const { plan, figures } = state;
  const lens = state.lens.value;
  const links = lens === 'machine' ? figures.value : measureGroupLinks(plan.document);
  const { names, cells, of: what } = makeMatrix(plan.document, links, lens);
  if (cells.length === 0) {
    return (
      <section class="matrix empty">
        <p>{lens === 'machine' ? 'No link crosses the network.' : 'No link leads from group to group.'}</p>
      </section>
    );
  }
  const of = new Map(
    cells.flatMap(cell => [[`${cell.a} ${cell.b}`, cell] as const, [`${cell.b} ${cell.a}`, cell] as const]),
  );
  const heaviest = cells.reduce((most, { weight }) => Math.max(most, weight), 1);
  const texts = names.map(fromBytes);
  const open = (row: string, column: string): void => {
    const [number, other] = [plan.names.machines.indexOf(row), plan.names.machines.indexOf(column)].sort(
      (a, b) => a - b,
    );
    state.select({ kind: 'bundle', number: number ?? 0, other: other ?? 0 });
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <section class="matrix" aria-label="Links" tabIndex={0}>
      <table>
        <caption>Weight of the links between {what}</caption>
        <thead>
          <tr>
            <td />
            {texts.map(name => (
              <th scope="col" key={name}>
                <span>{name}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {texts.map((row, a) => (
            <tr key={row}>
              <th scope="row">{row}</th>
              {texts.map((column, b) => {
                const cell = of.get(`${a} ${b}`);
                if (cell === undefined) return <td key={column} class={a === b ? 'own' : ''} />;
                const depth = Math.ceil((4 * cell.weight) / heaviest);
                const told = `${row}, ${column}: ${countNouns(cell.count, 'link')}`;
                return (
                  <td key={column} class={`depth-${depth}`} title={told}>
                    {what === 'machines' ? (
                      <button type="button" title={told} onClick={() => open(row, column)}>
                        {cell.weight}
                      </button>
                    ) : (
                      cell.weight
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
