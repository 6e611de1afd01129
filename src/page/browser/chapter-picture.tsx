import { useEffect, useRef, useState } from 'preact/hooks';
import { fromBytes, toBytes } from '../../base/bytes.ts';
import type { ChapterPicture } from '../chapters.ts';
import type { NamedThing } from './find-names.ts';
import type { PageState } from './page-state.ts';

/** A picture of a chapter: its nodes are buttons that select what they stand for, and those of a step are lit. */
export function ChapterPictureView({ state, picture }: { state: PageState; picture: ChapterPicture }) {
  const box = useRef<HTMLElement>(null);
  const [isFull, setFull] = useState(false);
  const { svg, note } = picture;
  const caption = fromBytes(picture.caption);
  useEffect(() => {
    if (box.current === null || svg === undefined) return;
    // It is our own SVG, in which texts are escaped; nothing of it runs under the page's policy.
    const parsed = new DOMParser().parseFromString(fromBytes(svg), 'image/svg+xml').documentElement;
    // It is no image any more: there are buttons in it.
    parsed.setAttribute('role', 'group');
    box.current.replaceChildren(document.importNode(parsed, true));
    for (const node of box.current.querySelectorAll('.node')) addButton(node, state);
  }, [svg]);
  const marked = state.marked.value;
  useEffect(() => {
    for (const node of box.current?.querySelectorAll('.node') ?? []) {
      node.classList.toggle('now', marked?.has(toBytes(nameOf(node))) ?? false);
    }
  }, [marked, svg]);
  if (svg === undefined) {
    return (
      <p class="faint">
        {caption}: {note === undefined ? 'not drawn' : fromBytes(note)}; the map and the tables show it.
      </p>
    );
  }
  return (
    <figure class={isFull ? 'full' : ''}>
      <figcaption>
        {caption}{' '}
        <button type="button" onClick={() => setFull(!isFull)}>
          {isFull ? 'Whole picture' : 'Full size'}
        </button>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard */}
      <section class="picture" ref={box} aria-label={caption} tabIndex={0} />
      {note !== undefined && <p class="small">{fromBytes(note)}</p>}
    </figure>
  );
}

function nameOf(node: Element): string {
  return (node.querySelector('text')?.textContent ?? '').replace(/^(?:app|host):/, '');
}

function addButton(node: Element, state: PageState): void {
  const name = nameOf(node);
  const thing = findThing(state, toBytes(name));
  if (thing === undefined) return;
  const select = (): void => state.select(thing);
  node.setAttribute('role', 'button');
  node.setAttribute('tabindex', '0');
  node.addEventListener('click', select);
  node.addEventListener('keydown', event => {
    if (!(event instanceof KeyboardEvent) || (event.key !== 'Enter' && event.key !== ' ')) return;
    event.preventDefault();
    select();
  });
}

function findThing({ plan }: PageState, name: string): NamedThing | undefined {
  const [service, machine] = [plan.service(name), plan.machine(name)];
  if (service !== undefined) return { kind: 'service', number: service };
  return machine === undefined ? undefined : { kind: 'machine', number: machine };
}
