/** All elements inside `root` that a selector of HTML finds, in the order of the page. */
export function findAll(selector: string, root: ParentNode = document): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(selector)];
}

/** An element that the page always has. */
export function find<E extends Element>(kind: new () => E, selector: string, root: ParentNode = document): E {
  const found = root.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`the page has no ${selector}`);
  return found;
}

/** A new element with some of its properties set. */
export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  properties: Partial<HTMLElementTagNameMap[K]> = {},
  ...children: readonly Node[]
): HTMLElementTagNameMap[K] {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

/** Scrolls a picture, not the page, until a shape is in its middle. */
export function reveal(shape: Element | null): void {
  const box = shape?.closest('.picture');
  if (!shape || !box) return;
  const [place, frame] = [shape.getBoundingClientRect(), box.getBoundingClientRect()];
  box.scrollLeft += place.left + place.width / 2 - frame.left - frame.width / 2;
  box.scrollTop += place.top + place.height / 2 - frame.top - frame.height / 2;
}
