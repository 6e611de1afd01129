import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * The packed package in the `node_modules` of a folder of its own, its dependencies linked to those of the checkout.
 */
export interface InstalledPackage {
  readonly folder: string;
  /** Where the package itself is. */
  readonly home: string;
  remove(): void;
}

/** Packs what `npm run build` built and unpacks it as npm does; needs no network. */
export function installPackage(): InstalledPackage {
  const folder = mkdtempSync(join(tmpdir(), 'dydisnix-library-'));
  // --ignore-scripts keeps other tests from seeing dist vanish under them.
  const pack = spawnSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    encoding: 'utf8',
  });
  const [{ filename }] = JSON.parse(pack.stdout) as [{ filename: string }];
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  const { status, stderr } = spawnSync('tar', ['-xzf', join(folder, filename), '-C', modules], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  cpSync(join(modules, 'package'), join(modules, 'dydisnix'), { recursive: true });
  rmSync(join(modules, 'package'), { recursive: true });
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> };
  for (const name of Object.keys(dependencies)) link(modules, name);
  return { folder, home: join(modules, 'dydisnix'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function link(modules: string, name: string): void {
  if (name.includes('/')) mkdirSync(join(modules, name.split('/')[0] ?? ''), { recursive: true });
  symlinkSync(resolve('node_modules', name), join(modules, name));
}

/** The files of a folder and of those inside it, by their names from there. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' });
}
