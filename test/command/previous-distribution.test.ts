import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findCoordinatorProfile } from '../../src/load/coordinator-profile.ts';
import { userName } from '../../src/ports/user-name.ts';
import { fixture } from '../exchange/disnix/manifests.ts';
import { makeFolder, type Run, runIn } from '../harness.ts';

const text = (name: string): string => Buffer.from(fixture(name), 'latin1').toString('utf8');

/** The profiles of a coordinator as nix-env leaves them: links to generations, which are links into the store. */
let folder = makeFolder();
beforeEach(() => {
  folder = makeFolder({
    'store/1-manifest.xml': text('three-services'),
    'store/2-manifest.xml': text('three-services-moved'),
    'store/3-manifest/manifest.xml': text('undeployed'),
    'i.nix': '{ test2 = { }; test3 = { }; }',
  });
  mkdirSync(join(folder.path, 'profiles'));
  const link = (to: string, name: string) => symlinkSync(to, join(folder.path, 'profiles', name));
  link('../store/1-manifest.xml', 'default-1-link');
  link('default-1-link', 'default');
  link('../store/2-manifest.xml', 'shop-7-link');
  link('shop-7-link', 'shop');
  link('../store/3-manifest', 'old-2-link');
  link('old-2-link', 'old');
});
afterEach(() => folder.remove());

const run = (words: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Run> =>
  runIn(folder.path, ['previous-distribution', ...words], { environment });

const path = ['--coordinator-profile-path', 'profiles'];
const before =
  '{\n  "testService1" = [\n    "test1"\n  ];\n  "testService2" = [\n    "test2"\n  ];\n  "testService3" = [\n    "test3"\n  ];\n}\n';
const moved = before.replace('test1', 'test2');

describe('the profile of the coordinator', () => {
  test('is the default one, the one that is named, or that of the environment', async () => {
    expect(await run(path)).toEqual({ exitCode: 0, stdout: before, stderr: '' });
    expect((await run([...path, '-p', 'shop'])).stdout).toBe(moved);
    expect((await run(path, { DISNIX_PROFILE: 'shop' })).stdout).toBe(moved);
    expect((await run([...path, '--profile', 'default'], { DISNIX_PROFILE: 'shop' })).stdout).toBe(before);
    expect((await run(path, { DISNIX_PROFILE: '' })).stdout).toBe(before);
  });

  test('may be a folder with a manifest: everything is undeployed there', async () => {
    expect(await run([...path, '-p', 'old'])).toEqual({ exitCode: 0, stdout: '{ }\n', stderr: '' });
  });

  test('may be named like a file, by its generation, too', async () => {
    expect((await run(['profiles/shop'])).stdout).toBe(moved);
    expect((await run(['profiles/default-1-link'])).stdout).toBe(before);
    expect((await run(['store/3-manifest'])).stdout).toBe('{ }\n');
  });

  test('that is not there has no plan, which is said, with the nearest name', async () => {
    const { exitCode, stdout, stderr } = await run([...path, '-p', 'shpo']);
    expect([exitCode, stdout]).toEqual([0, 'null\n']);
    expect(stderr).toContain(`there is no profile "shpo" in ${folder.path}/profiles: nothing is deployed under it yet`);
    expect(stderr).toContain('did you mean "shop"?');
    const json = JSON.parse((await run([...path, '-p', 'shpo', '--json'])).stdout);
    expect(json).toMatchObject({ version: 1, distribution: null, findings: [{ code: 'no-profile' }] });
    expect((await run([...path, '-p', 'shpo', '--xml'])).stdout).toBe('<?xml version="1.0"?>\n<distribution />\n');
  });

  test('and a manifest beside it are one too many', async () => {
    const { exitCode, stderr } = await run(['store/1-manifest.xml', '-p', 'shop']);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('which of them is meant?')]);
  });

  test('lies where disnix-env has it, unless somebody says otherwise', () => {
    const world = { folder: '/home/me', environment: {} } as unknown as Parameters<typeof findCoordinatorProfile>[1];
    const own = `/nix/var/nix/profiles/per-user/${userName()}/disnix-coordinator`;
    expect(findCoordinatorProfile({}, world)).toEqual({
      path: `${own}/default`,
      folder: own,
      name: 'default',
      exists: false,
      isChosen: false,
    });
    const chosen = findCoordinatorProfile({ profile: 'a', coordinatorProfilePath: 'b' }, world);
    expect(chosen).toMatchObject({ path: '/home/me/b/a', isChosen: true });
  });
});

describe('a manifest', () => {
  test('is read from standard input', async () => {
    const { stdout } = await runIn(folder.path, ['previous-distribution', '-'], { input: text('three-services') });
    expect(stdout).toBe(before);
  });

  test('tells which machines are gone, where it is known which there are', async () => {
    const { exitCode, stdout, stderr } = await run(['store/1-manifest.xml', '-i', 'i.nix']);
    expect([exitCode, stdout]).toEqual([0, before]);
    expect(stderr).toContain(
      'target "test1" is gone from the infrastructure model; there was testService1 [target-gone]',
    );
    const json = JSON.parse((await run(['store/1-manifest.xml', '-i', 'i.nix', '--json'])).stdout);
    expect(json).toMatchObject({ gone: [{ target: 'test1', services: ['testService1'] }] });
  });

  test('that is none is told so', async () => {
    const plan = await run(['i.nix']);
    expect([plan.exitCode, plan.stdout]).toEqual([2, '']);
    expect(plan.stderr).toContain('this is no manifest of Disnix: it is not XML');
    const missing = await run(['store/9-manifest.xml']);
    expect([missing.exitCode, missing.stderr]).toEqual([2, expect.stringContaining('No such file or directory')]);
  });

  test('is never replaced by a plan', async () => {
    const { exitCode, stderr } = await run(['store/1-manifest.xml', '-o', 'store/2-manifest.xml', '--xml']);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('is a Disnix manifest, and would be replaced')]);
    expect(folder.read()['store/2-manifest.xml']).toBe(text('three-services-moved'));
  });
});
