import { fromByteArray } from '../../base/bytes.ts';

/**
 * Whether this browser can open and draw what is in the page: Firefox from 113 and Safari from 16.4, the first with
 * `DecompressionStream`; Chrome from 108, which has round corners on a canvas and `dvh`, too.
 */
export const canOpen =
  'DecompressionStream' in globalThis &&
  'roundRect' in CanvasRenderingContext2D.prototype &&
  CSS.supports('height: 1dvh');

/** What stands compressed in an element of the page; undefined where there is none. Its texts are byte strings. */
export async function openData<T>(id: string): Promise<T | undefined> {
  const text = document.getElementById(id)?.textContent;
  if (text === undefined || text === null) return undefined;
  const bytes = Uint8Array.from(atob(text.trim()), character => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  const opened = await new Response(stream).arrayBuffer();
  return JSON.parse(fromByteArray(new Uint8Array(opened)));
}
