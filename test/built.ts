import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Links the built programs into a folder under the names of the package's `bin`; returns the folder. `npm test` builds first. */
export function installLinks(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const { bin } = JSON.parse(readFileSync('package.json', 'utf8')) as { bin: Record<string, string> };
  for (const [name, file] of Object.entries(bin)) symlinkSync(resolve(file), join(folder, name));
  return folder;
}
