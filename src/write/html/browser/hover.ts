import { find, findAll, make } from './elements.ts';
import { listFirstRows, shapes } from './things.ts';

/** Hovering over a shape shows the first row about it. The result hides what is shown. */
export function addHovering(): () => void {
  const box = find(HTMLElement, '#hover');
  const hide = (): void => {
    box.hidden = true;
  };
  const rowOf = listFirstRows();
  for (const { element, name } of shapes) {
    const row = rowOf.get(name);
    if (row === undefined) continue;
    const said = describe(name, row);
    element.querySelector('title')?.remove();
    element.addEventListener('mousemove', event => {
      if (!(event instanceof MouseEvent)) return;
      box.replaceChildren(...said);
      box.hidden = false;
      box.style.left = `${Math.max(0, Math.min(event.clientX + 14, innerWidth - box.offsetWidth - 8))}px`;
      box.style.top = `${Math.max(0, Math.min(event.clientY + 14, innerHeight - box.offsetHeight - 8))}px`;
    });
    element.addEventListener('mouseleave', hide);
  }
  return hide;
}

/** A row as a list of its headings and cells, the empty ones left out. */
function describe(name: string, row: HTMLTableRowElement): Node[] {
  const table = row.closest('table');
  const heads = table === null ? [] : findAll('thead th', table).map(head => head.textContent);
  const list = make('dl');
  [...row.cells].slice(1).forEach(({ textContent }, i) => {
    if (textContent === '') return;
    list.append(make('dt', { textContent: heads[i + 1] ?? '' }), make('dd', { textContent }));
  });
  return [make('strong', { textContent: name }), list];
}
