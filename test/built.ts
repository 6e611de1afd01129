import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';

export { makeFolder } from './harness.ts';

/** Links the built programs into a folder under the names of the package's `bin`; returns the folder. `npm test` builds first. */
export function installLinks(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const { bin } = JSON.parse(readFileSync('package.json', 'utf8')) as { bin: Record<string, string> };
  for (const [name, file] of Object.entries(bin)) symlinkSync(resolve(file), join(folder, name));
  return folder;
}

export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built `dydisnix` in a folder. */
export function runDydisnix(folder: string, words: readonly string[], input = ''): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [resolve('dist/dydisnix.cjs'), ...words], {
    cwd: folder,
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  return { status, stdout, stderr };
}
