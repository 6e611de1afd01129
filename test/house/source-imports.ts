import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** Every source file, as `room/…/file.ts`. */
export function sourceFiles(): readonly string[] {
  return readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'));
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
