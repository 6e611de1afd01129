import type { PlaygroundFiles } from '../playground-call.ts';

/** Files as part of a link: JSON, gzip, base64 in the alphabet of URLs. */
export async function packFiles(files: PlaygroundFiles): Promise<string> {
  const stream = new Blob([JSON.stringify(files)]).stream().pipeThrough(new CompressionStream('gzip'));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const text = Array.from(bytes, byte => String.fromCharCode(byte)).join('');
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The files of a link; undefined where these are none. */
export async function unpackFiles(packed: string): Promise<PlaygroundFiles | undefined> {
  try {
    const text = atob(packed.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(text, character => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    const files: unknown = JSON.parse(await new Response(stream).text());
    if (typeof files !== 'object' || files === null) return undefined;
    const texts = Object.entries(files).filter(([, one]) => typeof one === 'string');
    return Object.fromEntries(texts);
  } catch {
    return undefined;
  }
}
