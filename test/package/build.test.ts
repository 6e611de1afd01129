import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dydisnix-build-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The files of a folder, each with its bytes. */
function bytesOf(root: string): ReadonlyMap<string, string> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  const paths = entries.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return new Map(paths.map(path => [path.slice(root.length), readFileSync(path, 'latin1')]));
}

function readPiece(place: string, name: string): string {
  return readFileSync(join(place, 'program', name), 'latin1');
}

/** A copy that takes no room where the disk is the same. */
function copyLinked(from: string, to: string): void {
  if (spawnSync('cp', ['-al', from, to]).status === 0) return;
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true });
}

test('another build, in another place, has the same bytes', () => {
  const place = join(folder, 'elsewhere');
  cpSync('build.mjs', join(place, 'build.mjs'));
  const needed = ['build', 'docs', 'examples', 'models', 'package.json', 'src', 'tsconfig.build.json', 'tsconfig.json'];
  for (const name of needed) cpSync(name, join(place, name), { recursive: true });
  copyLinked('node_modules', join(place, 'node_modules'));
  const { status, stderr } = spawnSync(process.execPath, ['build.mjs'], { cwd: place, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  const one = bytesOf('dist');
  const other = bytesOf(join(place, 'dist'));
  expect([...other.keys()]).toEqual([...one.keys()]);
  expect([...one.keys()].filter(name => one.get(name) !== other.get(name))).toEqual([]);
});

describe('what was compiled ahead', () => {
  const run = (place: string, ...words: readonly string[]) =>
    spawnSync(process.execPath, [...words, join(place, 'dydisnix.cjs'), '--version'], { encoding: 'utf8' });

  test('is of the program as it stands: one that was changed, its length kept, is compiled anew', () => {
    const place = join(folder, 'changed');
    cpSync('dist', place, { recursive: true });
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    const pieces = readdirSync(join(place, 'program')).filter(name => name.endsWith('.cjs'));
    const texts = pieces.map(name => [join(place, 'program', name), readPiece(place, name)] as const);
    const saying = texts.filter(([, text]) => text.includes(`"${version}"`));
    expect(saying).not.toHaveLength(0);
    expect(run(place).stdout).toContain(version);
    const changed = version.replace(/\d/g, '7');
    expect(changed).not.toBe(version);
    for (const [path, text] of saying) writeFileSync(path, text.replaceAll(`"${version}"`, `"${changed}"`), 'latin1');
    expect(run(place)).toMatchObject({ status: 0, stdout: expect.stringContaining(changed), stderr: '' });
  });

  test('is taken by V8', () => {
    const place = resolve('dist');
    const caches = readdirSync(join(place, 'program')).filter(name => name.endsWith('.cache'));
    const script = `const { readFileSync } = require('node:fs');
      const path = ${JSON.stringify(`${join(place, 'program')}/`)};
      const isRefused = cache => {
        const name = cache.replace(/cache$/, 'cjs');
        const [source, kept] = [readFileSync(path + name, 'latin1'), readFileSync(path + cache)];
        const cachedData = kept.subarray(0, kept.length - source.length);
        return new (require('node:vm').Script)(source, { filename: 'program/' + name, cachedData }).cachedDataRejected;
      };
      console.log(${JSON.stringify(caches)}.map(isRefused).join());`;
    expect(caches.length).toBeGreaterThan(20);
    expect(spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' }).stdout).toBe(
      `${caches.map(() => 'false').join()}\n`,
    );
  });
});

describe('where Node may start no threads', () => {
  const allowed = ['--no-warnings', '--experimental-permission', '--allow-fs-read=*'];
  const run = (...words: readonly string[]) =>
    spawnSync(process.execPath, [...allowed, 'dist/dydisnix.cjs', ...words], { encoding: 'utf8' });

  test.each([
    ['a picture', ['visualize-services', '-s', 'models/three-services/services.nix', '--format', 'svg']],
    ['a deep model', ['eval', '-E', 'let f = n: if n == 0 then 0 else 1 + f (n - 1); in f 100000']],
  ])('%s is refused in a sentence', (_, words) => {
    const { status, stdout, stderr } = run(...words);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toBe(
      'error: this needs a thread of its own, and the permissions that Node was started with allow none [no-thread]\n  hint: add --allow-worker to them\n',
    );
  });

  test('plans are made without integer programs', () => {
    const models = ['-s', 'services.nix', '-i', 'infrastructure.nix', '--policy', 'placement.nix'];
    const { status, stdout } = run('-C', 'examples/newcomer', 'place', ...models, '--time-limit', '2', '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout).links).toBeGreaterThanOrEqual(38);
  });
});
