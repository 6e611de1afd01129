import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

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

/** A folder of its own with these files, which `remove` takes away. */
export function makeFolder(files: Readonly<Record<string, string>>): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'dydisnix-test-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
