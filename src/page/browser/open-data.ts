import { toByteArray } from '../../base/bytes.ts';

/**
 * Whether this browser can open and draw what is in the page: Firefox from 113 and Safari from 16.4, the first with
 * `DecompressionStream`; Chrome from 108, which has round corners on a canvas and `dvh`, too.
 */
export const canOpen =
  'DecompressionStream' in globalThis &&
  'roundRect' in CanvasRenderingContext2D.prototype &&
  CSS.supports('height: 1dvh');

/**
 * What stands compressed in an element of the page; undefined where there is none. Its texts are byte strings, and the
 * bytes that are no ASCII are escaped.
 */
export async function openData<T>(id: string): Promise<T | undefined> {
  const text = document.getElementById(id)?.textContent;
  if (text === undefined || text === null) return undefined;
  const bytes = toByteArray(atob(text.trim()));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).json();
}
