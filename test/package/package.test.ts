import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const { bin, man, dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  bin: Record<string, string>;
  man: readonly string[];
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};

describe('the package', () => {
  let prefix = '';
  let files: readonly string[] = [];
  let installed = { status: 1 as number | null, stderr: '' };

  beforeAll(() => {
    prefix = mkdtempSync(join(tmpdir(), 'dydisnix-package-'));
    // `npm test` has built dist already; --ignore-scripts keeps other tests from seeing it vanish under them.
    const pack = spawnSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', prefix], {
      encoding: 'utf8',
    });
    const [{ filename, files: packed }] = JSON.parse(pack.stdout);
    files = packed.map(({ path }: { path: string }) => path);
    installed = spawnSync(
      'npm',
      [
        'install',
        '--global',
        '--prefix',
        prefix,
        '--no-audit',
        '--no-fund',
        '--prefer-offline',
        join(prefix, filename),
      ],
      { encoding: 'utf8' },
    );
  });

  afterAll(() => rmSync(prefix, { recursive: true, force: true }));

  test('has the program, and no sources or test data', () => {
    expect(files).toContain('dist/dydisnix.cjs');
    expect(files).toContain('LICENSE');
    expect(files.filter(file => /^(src|test|build)\//.test(file))).toEqual([]);
  });

  test('can be installed into an empty prefix, with all its commands', () => {
    expect(installed.stderr).not.toMatch(/npm error/);
    expect(installed.status).toBe(0);
    for (const name of Object.keys(bin)) expect(existsSync(join(prefix, 'bin', name)), name).toBe(true);
  });

  test('brings the manual pages of all commands', () => {
    expect(man).toEqual(readdirSync('dist/man/man1').map(page => `dist/man/man1/${page}`));
    for (const page of man) expect(existsSync(join(prefix, 'share/man/man1', basename(page))), page).toBe(true);
  });

  test.each(Object.keys(bin))('%s --help shows usage, two examples and the options', name => {
    const run = spawnSync(join(prefix, 'bin', name), ['--help'], { encoding: 'utf8' });
    expect(run).toMatchObject({ status: 0, stderr: '' });
    if (name === 'dydisnix') return;
    expect(run.stdout).toMatch(/^Usage:$/m);
    expect(run.stdout.match(/^ {2}\$ /gm)?.length).toBeGreaterThanOrEqual(2);
    expect(run.stdout).toMatch(/^ {2}-h, --help/m);
  });

  test('plans, draws and solves from where it is installed', () => {
    const models = resolve('models/three-services');
    const run = (name: string, ...words: string[]) =>
      spawnSync(join(prefix, 'bin', name), words, { cwd: models, encoding: 'utf8' });
    expect(
      run('dydisnix-multiwaycut', '-s', 'services.nix', '-i', 'infrastructure.nix', '-d', 'distribution.nix').status,
    ).toBe(0);
    expect(run('dydisnix-visualize-services', '-s', 'services.nix', '--format', 'svg').stdout).toMatch(/<svg/);
    expect(run('dydisnix', 'eval', '--expr', 'let f = n: if n == 0 then 0 else 1 + f (n - 1); in f 50000').stdout).toBe(
      '50000\n',
    );
  });
});

test('every dependency is pinned to one version', () => {
  for (const version of Object.values({ ...dependencies, ...devDependencies }))
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});
