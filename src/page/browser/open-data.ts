import { fromByteArray } from '../../base/bytes.ts';

/** Whether this browser can open what is in the page: Chrome from 80, Firefox from 113, Safari from 16.4. */
export const canOpen = 'DecompressionStream' in globalThis;

/** What stands compressed in an element of the page; undefined where there is none. Its texts are byte strings. */
export async function openData<T>(id: string): Promise<T | undefined> {
  const text = document.getElementById(id)?.textContent;
  if (text === undefined || text === null) return undefined;
  const bytes = Uint8Array.from(atob(text.trim()), character => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  const opened = await new Response(stream).arrayBuffer();
  return JSON.parse(fromByteArray(new Uint8Array(opened)));
}
