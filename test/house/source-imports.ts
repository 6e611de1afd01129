import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** The rooms in the order in which they build on each other: a room imports only from those before it. */
export const rooms: readonly string[] = [
  'base',
  'solve',
  'verify',
  'nix',
  'model',
  'graph',
  'plan',
  'qos',
  'write',
  'exchange',
  'ports',
  'load',
  'cli',
  'loop',
  'library',
  'page',
  'command',
];

/** Those that run anywhere: what they need of a machine is handed in from `ports`. */
export const machineFreeRooms: readonly string[] = rooms.slice(0, rooms.indexOf('ports'));

/** Every source file, as `room/…/file.ts`. */
export function sourceFiles(): readonly string[] {
  return readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(file => /\.tsx?$/.test(file));
}

/** The room that a source file stands in. */
export function roomOf(file: string): string {
  return file.split('/')[0] ?? '';
}

/** What a source file imports of the house, as `room/…/file.ts`; imports of types count, too. */
export function importsOf(file: string): readonly string[] {
  const text = readFileSync(join('src', file), 'utf8');
  const found = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']*)'/g)];
  return found.map(([, path]) => normalize(join(dirname(file), path ?? '')));
}
