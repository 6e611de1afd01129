import { listFirstRows, shapes } from './things.ts';

/** A shape leads where its row does: to the page of a group, or else to the row itself, which tells more. */
export function addLinks(): void {
  const rowOf = listFirstRows();
  for (const { element, name } of shapes) {
    const row = rowOf.get(name);
    if (row === undefined) continue;
    const go = (): void => follow(row);
    // It is no image any more: there are links in it.
    element.closest('svg')?.setAttribute('role', 'group');
    element.setAttribute('role', 'link');
    element.setAttribute('tabindex', '0');
    element.addEventListener('click', go);
    element.addEventListener('keydown', event => {
      if (event instanceof KeyboardEvent && event.key === 'Enter') go();
    });
  }
}

function follow(row: HTMLTableRowElement): void {
  const link = row.querySelector('th a');
  if (link instanceof HTMLAnchorElement) {
    link.click();
    return;
  }
  row.tabIndex = -1;
  row.focus();
  row.scrollIntoView({ block: 'center' });
}
