import { useEffect, useState } from 'preact/hooks';
import { fromBytes } from '../../base/bytes.ts';
import type { Steps } from '../../write/section.ts';
import type { Chapter, ChapterTable } from '../chapters.ts';
import { ChapterPictureView } from './chapter-picture.tsx';
import { MapView } from './map-view.tsx';
import { MoreButton } from './more-button.tsx';
import type { PageState } from './page-state.ts';

/** So many rows, or steps, are in the page at once. */
const portion = 100;

/** The way from models to a plan: a chapter at a time, and the map beside it, which shows what a step is about. */
export function WalkView({ state }: { state: PageState }) {
  const chapters = state.chapters?.chapters ?? [];
  const number = Math.min(state.chapter.value, chapters.length - 1);
  const chapter = chapters[number];
  if (chapter === undefined) return null;
  return (
    <div class="walk">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard */}
      <section class="chapter" aria-label="From models to a plan" tabIndex={0}>
        <nav aria-label="Chapters">
          <ol>
            {chapters.map(({ id, title }, i) => (
              <li key={id}>
                <button
                  type="button"
                  class="link"
                  aria-current={i === number ? 'true' : undefined}
                  onClick={() => state.openChapter(i)}
                >
                  {fromBytes(title)}
                </button>
              </li>
            ))}
          </ol>
        </nav>
        <ChapterText key={chapter.id} state={state} chapter={chapter} />
        <p class="actions">
          {number > 0 && (
            <button type="button" onClick={() => state.openChapter(number - 1)}>
              Chapter before
            </button>
          )}
          {number < chapters.length - 1 && (
            <button type="button" class="main" onClick={() => state.openChapter(number + 1)}>
              Next chapter
            </button>
          )}
        </p>
      </section>
      <MapView state={state} />
    </div>
  );
}

function ChapterText({ state, chapter }: { state: PageState; chapter: Chapter }) {
  const { title, paragraphs, facts, pictures, bars, steps, tables } = chapter;
  return (
    <>
      <h2>{fromBytes(title)}</h2>
      {paragraphs.map(text => (
        <p key={text}>{fromBytes(text)}</p>
      ))}
      {facts.length > 0 && (
        <dl class="facts">
          {facts.map(([term, value]) => (
            <div key={term}>
              <dt>{fromBytes(term)}</dt>
              <dd>{fromBytes(value)}</dd>
            </div>
          ))}
        </dl>
      )}
      {pictures.map(picture => (
        <ChapterPictureView key={picture.caption} state={state} picture={picture} />
      ))}
      {bars !== undefined && (
        <table>
          <caption>{fromBytes(bars.caption)}</caption>
          <tbody>
            {bars.bars.map(({ name, number }) => (
              <tr key={name}>
                <th scope="row">{fromBytes(name)}</th>
                <td class="number">{number}</td>
                <td>
                  <meter
                    aria-label={fromBytes(name)}
                    min={0}
                    max={bars.bars.reduce((most, one) => Math.max(most, one.number), 1)}
                    value={number}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {steps.map((list, i) => (
        <StepList key={list.caption} state={state} list={list} id={`${chapter.id} ${i}`} />
      ))}
      {tables.map(table => (
        <TableOf key={table.caption} state={state} table={table} />
      ))}
    </>
  );
}

/** Steps of a solver, one at a time; what a step is about is lit, on the map and in the pictures. */
function StepList({ state, list, id }: { state: PageState; list: Steps; id: string }) {
  const { caption, steps } = list;
  const step = state.step.value?.list === id ? state.step.value.number : -1;
  const first = Math.floor(Math.max(0, step) / portion) * portion;
  const go = (number: number): void => {
    const to = Math.max(-1, Math.min(steps.length - 1, number));
    state.openStep(to < 0 ? undefined : { list: id, number: to }, steps[to]?.marks ?? []);
  };
  return (
    <div class="steps">
      <h3>{fromBytes(caption)}</h3>
      <p class="actions">
        <button type="button" disabled={step < 0} onClick={() => go(step - 1)}>
          Back
        </button>
        <button type="button" disabled={step === steps.length - 1} onClick={() => go(step + 1)}>
          Next
        </button>
        <button type="button" onClick={() => go(-1)}>
          Show all
        </button>
        <output>{step < 0 ? `${steps.length} steps` : `Step ${step + 1} of ${steps.length}`}</output>
      </p>
      <ol
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys go through the steps, and it scrolls
        tabIndex={0}
        start={first + 1}
        aria-label={fromBytes(caption)}
        onKeyDown={event => {
          if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return;
          event.preventDefault();
          go(step + (event.key === 'ArrowRight' ? 1 : -1));
        }}
      >
        {steps.slice(first, first + portion).map(({ text }, i) => (
          <li key={first + i} class={first + i === step ? 'now' : ''}>
            {fromBytes(text)}
          </li>
        ))}
      </ol>
      {steps.length > portion && (
        <p class="small">
          steps {first + 1} to {Math.min(steps.length, first + portion)} of {steps.length}
        </p>
      )}
    </div>
  );
}

/** Rows in portions; what is looked for is all that is left. Columns without content are left out. */
function TableOf({ state, table }: { state: PageState; table: ChapterTable }) {
  const [shown, setShown] = useState(portion);
  const wanted = state.query.value.trim().toLowerCase();
  useEffect(() => setShown(portion), [wanted]);
  const caption = fromBytes(table.caption);
  if (table.rows.length === 0) return <p class="faint">{caption}: none.</p>;
  const kept = table.columns.flatMap((_, i) => (table.rows.some(cells => (cells[i] ?? '') !== '') ? [i] : []));
  const rows =
    wanted === ''
      ? table.rows
      : table.rows.filter(cells => cells.some(cell => fromBytes(cell).toLowerCase().includes(wanted)));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <section class="rows" aria-label={caption} tabIndex={0}>
      <table>
        <caption>
          {caption} ({rows.length})
        </caption>
        <thead>
          <tr>
            {kept.map(i => (
              <th scope="col" key={i}>
                {fromBytes(table.columns[i] ?? '')}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shown).map((cells, number) => (
            <tr key={number}>
              {kept.map(i => (
                <td key={i}>
                  <bdi>{fromBytes(cells[i] ?? '')}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <MoreButton all={rows.length} shown={{ count: shown, portion }} show={setShown} />
    </section>
  );
}
