import { chmodSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Folder, makeFolder, runIn } from '../../harness.ts';

/** A manifest as disnix-manifest writes it: the packages by their versions, and what machines say of themselves. */
const manifest = (versions: Readonly<Record<string, number>>, load = 0) => {
  const services = Object.entries(versions).map(
    ([name, version]) =>
      `<service name="h-${name}"><name>${name}</name><pkg>/nix/store/${name}-${version}</pkg><type>process</type><dependsOn></dependsOn><connectsTo></connectsTo></service>`,
  );
  const mappings = Object.keys(versions).map(
    name => `<mapping><container>process</container><service>h-${name}</service><target>m1</target></mapping>`,
  );
  return `<manifest version="2"><profiles><profile name="m1">/nix/store/p</profile></profiles><services>${services.join('')}</services><infrastructure><target name="m1"><properties><property name="load" type="int">${load}</property></properties><containers></containers></target></infrastructure><serviceMappings>${mappings.join('')}</serviceMappings><snapshotMappings></snapshotMappings></manifest>`;
};

const log = '{ basename "$0"; for word in "$@"; do echo "$word"; done; } | paste -sd " " >> seen\n';

// disnix-manifest answers the path in the file "path", hangs or fails as the file "act" says; disnix-env leaves the
// manifest that was built last as the profile of the coordinator.
const programs = {
  'disnix-env': `#!/bin/sh\n${log}mkdir -p profiles && cp "$(cat path)" profiles/default\n`,
  'disnix-manifest': `#!/bin/sh\n${log}case "$(cat act 2>/dev/null)" in hang) exec sleep 60;; [0-9]*) exit "$(cat act)";; esac\necho "$PWD/$(cat path)"\n`,
  'disnix-activate': `#!/bin/sh\n${log}echo "[target: m1]: Activating"\n`,
};

let folder: Folder = makeFolder();
beforeEach(() => {
  folder = makeFolder({
    'services.nix': `{ ... }: {
  db = { name = "db"; type = "process"; pkg = import ./db.nix; };
  web = { name = "web"; type = "process"; pkg = null; };
}`,
    'db.nix': 'null',
    'infrastructure.nix': '{ m1 = { properties.hostname = "m1"; containers.process = { }; }; }',
    'one.xml': manifest({ db: 1, web: 1 }),
    'two.xml': manifest({ db: 1, web: 2 }),
    'loaded.xml': manifest({ db: 1, web: 1 }, 7),
    path: 'one.xml',
    ...Object.fromEntries(Object.entries(programs).map(([name, text]) => [`bin/${name}`, text])),
  });
  for (const name of Object.keys(programs)) chmodSync(join(folder.path, 'bin', name), 0o755);
});
afterEach(() => folder.remove());

/** A round, and what of Disnix it called. */
async function round(...more: readonly string[]) {
  folder.write({ seen: '' });
  const words = ['-s', 'services.nix', '-i', 'infrastructure.nix', '--state', 'state', '--retry-after', '0', ...more];
  const { exitCode, stderr } = await runIn(
    folder.path,
    ['loop', '--once', '--coordinator-profile-path', 'profiles', ...words],
    { environment: { PATH: `${join(folder.path, 'bin')}${delimiter}${process.env['PATH'] ?? '/bin'}` } },
  );
  const calls = (folder.read()['seen'] ?? '').replaceAll(`${folder.path}/`, '').split('\n').slice(0, -1);
  return { exitCode, told: stderr.split('\n').map(line => line.replace(/^\S+ /, '')), calls };
}

const models = '-s services.nix -i infrastructure.nix';
const watched = `disnix-manifest ${models} -d state/deployed.nix --no-out-link`;
const planned = `disnix-manifest ${models} -d state/next-plan.nix --no-out-link`;
const tried = (file: string) =>
  `disnix-activate --dry-run --profile default --coordinator-profile-path profiles ${file}`;
const deployed = `disnix-env ${models} -d state/distribution.nix --profile default --coordinator-profile-path profiles`;
const names = (calls: readonly string[]) => calls.map(call => call.split(' ')[0]);

/** Deploys, and looks once more: from then on nothing differs. */
async function settle(): Promise<void> {
  expect((await round()).calls).toEqual([planned, tried('one.xml'), deployed]);
  expect((await round()).exitCode).toBe(0);
}

test('the same manifest is no change, nor is another one with the same packages', async () => {
  await settle();
  expect(await round()).toMatchObject({ exitCode: 0, calls: [watched] });
  folder.write({ path: 'loaded.xml' });
  expect(await round()).toMatchObject({ exitCode: 0, calls: [watched] });
  expect(folder.read()['state/manifest']).toContain('/loaded.xml\n');
});

test('another package is deployed, once, though no file that the models name is another one', async () => {
  await settle();
  folder.write({ path: 'two.xml' });
  const run = await round();
  expect([run.exitCode, run.calls]).toEqual([0, [watched, planned, tried('two.xml'), deployed]]);
  expect(run.told.join('\n')).toMatch(/applying plan [0-9a-f]+: 1 step\n/);
  expect(folder.read()['state/next-plan.txt']).toContain('package: /nix/store/web-1 -> /nix/store/web-2\n');
  expect(await round()).toMatchObject({ exitCode: 0, calls: [watched] });
});

test('a file that models name and that is another one is no change where packages are the same', async () => {
  await settle();
  folder.write({ 'db.nix': 'if true then null else 1' });
  expect(names((await round()).calls)).not.toContain('disnix-env');
});

test('without Disnix being asked, such a file has all deployed again', async () => {
  await round('--no-preview');
  folder.write({ 'db.nix': 'if true then null else 1' });
  expect(await round('--no-preview')).toMatchObject({ exitCode: 0, calls: [deployed] });
});

describe.each([
  ['fails', '3', 'disnix-manifest ended with exit code 3'],
  ['hangs', 'hang', 'disnix-manifest took too long and was ended'],
])('where disnix-manifest %s', (_, act, reason) => {
  test('nothing is changed, it is told, and later rounds see what is another one', async () => {
    await settle();
    folder.write({ act, path: 'two.xml' });
    const run = await round('--deploy-timeout', '1');
    expect([run.exitCode, run.calls]).toEqual([0, [watched]]);
    expect(run.told).toContain(`packages cannot be built: ${reason}`);
    folder.write({ act: '' });
    expect(names((await round()).calls)).toContain('disnix-env');
  });
});

test('where nothing can be built, what else differs is deployed all the same', async () => {
  await settle();
  const services = folder.read()['services.nix'] ?? '';
  folder.write({ act: '3', 'services.nix': services.replace('name = "web";', 'name = "web"; level = 2;') });
  const run = await round();
  expect([run.exitCode, run.calls]).toEqual([0, [watched, planned, deployed]]);
});
test('an answer that is no manifest counts as another one, by its path', async () => {
  await settle();
  folder.write({ path: 'other.xml', 'other.xml': 'no manifest' });
  const run = await round();
  expect([run.exitCode, names(run.calls)]).toEqual([0, ['disnix-manifest', 'disnix-manifest', 'disnix-env']]);
  expect(run.told.join('\n')).toMatch(/^packages cannot be built: this is no XML/m);
});
