import { chmodSync, copyFileSync, linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFolder, runIn } from '../harness.ts';

const models = {
  's.nix': '{ a.requiresUniqueIdsFor = [ "p" ]; b.requiresUniqueIdsFor = [ "p" ]; }',
  'more.nix':
    '{ a.requiresUniqueIdsFor = [ "p" ]; b.requiresUniqueIdsFor = [ "p" ]; c.requiresUniqueIdsFor = [ "p" ]; }',
  'fewer.nix': '{ b.requiresUniqueIdsFor = [ "p" ]; }',
  'r.nix': '{ p = { min = 10; max = 19; }; }',
};
let folder: ReturnType<typeof makeFolder>;
beforeEach(() => {
  folder = makeFolder(models);
});
afterEach(() => folder.remove());

const at = (name: string) => join(folder.path, name);
const read = (name: string) => readFileSync(at(name), 'utf8');
const serialIn = (name: string) => Number(/"serial" = (\d+);/.exec(read(name))?.[1]);
const lineageIn = (name: string) => /"lineage" = "(\w+)";/.exec(read(name))?.[1];

async function assign(services = 's.nix', ...more: readonly string[]) {
  const words = ['-s', services, '--id-resources', 'r.nix', '--ids', 'ids.nix', '--output-file', 'ids.nix', ...more];
  return runIn(folder.path, ['id-assign', ...words]);
}

describe('an ids file', () => {
  it('has a lineage from the first run on, and a serial that grows with each change', async () => {
    await assign();
    expect(serialIn('ids.nix')).toBe(1);
    const [lineage, text] = [lineageIn('ids.nix'), read('ids.nix')];
    await assign();
    expect(read('ids.nix')).toBe(text);
    await assign('more.nix');
    expect([serialIn('ids.nix'), lineageIn('ids.nix')]).toEqual([2, lineage]);
  });

  it('leaves the one before beside it, with its mode, and never one that is as new', async () => {
    await assign();
    chmodSync(at('ids.nix'), 0o600);
    const first = read('ids.nix');
    await assign('more.nix');
    expect(read('ids.nix.previous')).toBe(first);
    expect(statSync(at('ids.nix.previous')).mode & 0o777).toBe(0o600);
    expect(statSync(at('ids.nix')).mode & 0o777).toBe(0o600);
    await assign('more.nix');
    expect(read('ids.nix.previous')).toBe(first);
    await assign('fewer.nix');
    expect([serialIn('ids.nix.previous'), serialIn('ids.nix')]).toEqual([2, 3]);
  });

  it('that was rolled back is refused, and taken where somebody says so: then it is the newest of all', async () => {
    await assign();
    await assign('more.nix');
    copyFileSync(at('ids.nix.previous'), at('ids.nix'));
    const text = read('ids.nix');
    const refused = await assign('more.nix');
    expect(refused).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('[ids-rolled-back]') });
    expect(read('ids.nix')).toBe(text);
    expect(await assign('more.nix', '--dry-run')).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining('warning: "ids.nix" was rolled back'),
    });
    expect(await assign('s.nix', '--accept-ids')).toMatchObject({ exitCode: 0 });
    expect(serialIn('ids.nix')).toBe(3);
    expect(await assign('more.nix')).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('kept 2') });
  });

  it('that is gone, or empty, is missed', async () => {
    await assign();
    await assign('more.nix');
    renameSync(at('ids.nix'), at('elsewhere.nix'));
    expect(await assign('more.nix')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('"ids.nix" is gone, but "ids.nix.previous" has'),
    });
    writeFileSync(at('ids.nix'), '');
    expect(await assign('more.nix')).toMatchObject({ exitCode: 2 });
    expect(await assign('more.nix', '--accept-ids')).toMatchObject({ exitCode: 0 });
    expect(serialIn('ids.nix')).toBe(3);
  });

  it('of another system is refused, as what is read and as what would be replaced', async () => {
    await assign();
    await assign('more.nix');
    const other = makeFolder(models);
    const out = ['id-assign', '-s', 's.nix', '--id-resources', 'r.nix', '--output-file', 'ids.nix'];
    await runIn(other.path, out);
    copyFileSync(join(other.path, 'ids.nix'), at('other.nix'));
    other.remove();
    const from = [
      'id-assign',
      '-s',
      's.nix',
      '--id-resources',
      'r.nix',
      '--ids',
      'other.nix',
      '--output-file',
      'ids.nix',
    ];
    expect(await runIn(folder.path, from)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('is the ids file of another system'),
    });
    copyFileSync(at('other.nix'), at('ids.nix'));
    expect(await assign()).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('[ids-of-another]') });
    expect(await assign('more.nix', '--accept-ids')).toMatchObject({ exitCode: 0 });
    expect(lineageIn('ids.nix')).toBe(lineageIn('other.nix'));
    expect(await assign()).toMatchObject({ exitCode: 0 });
  });

  it('of an earlier version keeps every id, and gets a lineage with its first change', async () => {
    writeFileSync(at('ids.nix'), '{ ids.p = { a = 17; b = 12; }; lastAssignments.p = 12; }\n');
    await assign();
    expect(read('ids.nix')).toContain('"a" = 17;');
    expect(lineageIn('ids.nix')).toBeUndefined();
    await assign('more.nix');
    expect(read('ids.nix')).toContain('"a" = 17;');
    expect(serialIn('ids.nix')).toBe(1);
    expect(await assign()).toMatchObject({ exitCode: 0 });
  });

  it('that a killed run left by two names is no older one', async () => {
    await assign();
    rmSync(at('ids.nix.previous'), { force: true });
    linkSync(at('ids.nix'), at('ids.nix.previous'));
    expect(await assign('more.nix')).toMatchObject({ exitCode: 0 });
    expect([serialIn('ids.nix.previous'), serialIn('ids.nix')]).toEqual([1, 3]);
  });

  it('says the same in XML', async () => {
    await assign();
    const xml = await runIn(folder.path, ['xml', '--ids', 'ids.nix', '--output-file', 'ids.xml']);
    expect(xml.exitCode).toBe(0);
    const words = ['-s', 's.nix', '--id-resources', 'r.nix', '--ids', 'ids.xml', '--json'];
    const { stdout } = await runIn(folder.path, ['id-assign', ...words]);
    expect(JSON.parse(stdout)).toMatchObject({ lineage: lineageIn('ids.nix'), serial: 1 });
  });
});
