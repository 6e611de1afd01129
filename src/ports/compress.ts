import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** gzip, then base64, of a byte string; the same bytes at each run. */
export function compress(text: string): string {
  return gzipSync(Buffer.from(text, 'latin1'), { level: 9 }).toString('base64');
}

/**
 * The program that plans in a page, a byte string; undefined where it was not built. It stands beside the program, and
 * is read only when it goes into a page.
 */
export function readPagePlanner(): string | undefined {
  const places = ['./page-planner.js', '../../dist/page-planner.js'];
  const file = places.map(place => fileURLToPath(new URL(place, import.meta.url))).find(existsSync);
  return file === undefined ? undefined : readFileSync(file, 'latin1');
}
