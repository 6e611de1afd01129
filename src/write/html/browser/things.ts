import { findAll } from './elements.ts';

/** A shape of a picture: a service, a target, a container, a group. */
export interface Shape {
  readonly element: Element;
  /** The name of what it stands for. */
  readonly name: string;
  /** All text in it, in small letters. */
  readonly text: string;
}

/** A row of a table. */
export interface Row {
  readonly element: HTMLTableRowElement;
  /** What it is about. */
  readonly names: readonly string[];
  readonly text: string;
}

/** The shapes of all pictures of the page. */
export const shapes: readonly Shape[] = [...document.querySelectorAll('.node')].map(element => ({
  element,
  name: (element.querySelector('text')?.textContent ?? '').replace(/^(app|host):/, ''),
  text: lowerCase(element),
}));

/** The rows of all tables that are about something. */
export const rows: readonly Row[] = findAll('tr[data-names]').flatMap(element =>
  element instanceof HTMLTableRowElement
    ? [{ element, names: readNames(element.dataset['names']), text: lowerCase(element) }]
    : [],
);

/** The names that the page keeps beside an element, as a JSON list. */
export function readNames(data: string | undefined): string[] {
  const names: unknown = JSON.parse(data ?? '[]');
  return Array.isArray(names) ? names.filter(name => typeof name === 'string') : [];
}

function lowerCase(element: Element): string {
  return (element.textContent ?? '').toLowerCase();
}

/** Name → the first row that is about it alone. */
export function listFirstRows(): ReadonlyMap<string, HTMLTableRowElement> {
  const rowOf = new Map<string, HTMLTableRowElement>();
  for (const { element, names } of rows) {
    const [name] = names;
    if (names.length === 1 && name !== undefined && !rowOf.has(name)) rowOf.set(name, element);
  }
  return rowOf;
}
