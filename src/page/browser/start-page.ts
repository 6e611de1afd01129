import { canOpen } from './open-data.ts';

/** Shows a page in its place, or why it cannot be shown. */
export function startPage(show: (parent: HTMLElement, isDark: boolean) => Promise<void>): void {
  const place = document.getElementById('page');
  if (place === null) return;
  if (!canOpen) {
    place.textContent = 'This browser cannot open the page: it needs Chrome 108, Firefox 113 or Safari 16.4, or newer.';
    return;
  }
  show(place, matchMedia('(prefers-color-scheme: dark)').matches).catch((error: unknown) => {
    place.textContent = `The page cannot be shown: ${String(error)}`;
  });
}
