import { chmodSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Folder, makeFolder, runIn } from '../../harness.ts';

const service = (name: string, version: number) =>
  `<service name="h-${name}"><name>${name}</name><pkg>/nix/store/${name}-${version}</pkg><type>process</type><dependsOn></dependsOn><connectsTo></connectsTo></service>`;
const mapping = (name: string) =>
  `<mapping><container>process</container><service>h-${name}</service><target>m1</target></mapping>`;
const manifest = (web: number) =>
  `<manifest version="2"><profiles><profile name="m1">/nix/store/p</profile></profiles><services>${service('db', 1)}${service('web', web)}</services><infrastructure><target name="m1"><properties></properties><containers></containers></target></infrastructure><serviceMappings>${mapping('db')}${mapping('web')}</serviceMappings><snapshotMappings></snapshotMappings></manifest>`;

const log = '{ basename "$0"; for word in "$@"; do echo "$word"; done; } | paste -sd " " >> seen\n';

let folder: Folder = makeFolder();
beforeEach(() => {
  folder = makeFolder({
    'services.nix': `{ ... }: {
  db = { name = "db"; type = "process"; pkg = null; };
  web = { name = "web"; type = "process"; pkg = null; };
}`,
    'infrastructure.nix': '{ m1 = { properties.hostname = "m1"; containers.process = { }; }; }',
    'new.xml': manifest(2),
    'profiles/default': manifest(1),
    'bin/disnix-env': `#!/bin/sh\n${log}`,
    'bin/disnix-manifest': `#!/bin/sh\n${log}echo building >&2\nec=$(cat code 2>/dev/null || echo 0)\necho "$PWD/new.xml"\nexit $ec\n`,
    'bin/disnix-activate': `#!/bin/sh\n${log}echo "[target: m1]: Deactivating web"\necho "[target: m1]: Activating web"\n`,
  });
  for (const name of ['env', 'manifest', 'activate']) chmodSync(join(folder.path, `bin/disnix-${name}`), 0o755);
});
afterEach(() => folder.remove());

const words = ['--state', 'state', '--coordinator-profile-path', 'profiles'];
const run = (...more: readonly string[]) =>
  runIn(folder.path, [...more, ...words], {
    environment: { PATH: `${join(folder.path, 'bin')}${delimiter}${process.env['PATH'] ?? '/bin'}` },
  });
const seen = (): string => (folder.read()['seen'] ?? '').replaceAll(`${folder.path}/`, '');

test('packages are built, the one that is another is told, and what Disnix would do', async () => {
  const options = ['--interface', 'client', '--no-lock', '--extra-params', '{ }', '--deploy-state'];
  const { exitCode, stdout } = await run('plan', '--exit-code', ...options);
  expect(exitCode).toBe(3);
  expect(stdout).toContain('change   web  on m1\n           package: /nix/store/web-1 -> /nix/store/web-2\n');
  expect(stdout).toContain('disnix-activate says that it would\n  [target: m1]: Deactivating web\n');
  const models = '-s services.nix -i infrastructure.nix -d state/preview.nix';
  expect(seen()).toBe(
    `disnix-manifest ${models} --interface client --extra-params { } --deploy-state --no-out-link
disnix-activate --dry-run --profile default --coordinator-profile-path profiles new.xml
`,
  );
});

test('without another package there is nothing to do', async () => {
  folder.write({ 'new.xml': manifest(1) });
  expect(await run('plan', '--exit-code')).toMatchObject({ exitCode: 0 });
});

test('a plan keeps it; what is applied is the plan', async () => {
  expect(await run('plan', '--output', 'plan.json')).toMatchObject({ exitCode: 0 });
  const saved = JSON.parse(folder.read()['plan.json'] ?? '');
  expect(saved.deploy.preview).toEqual(['[target: m1]: Deactivating web', '[target: m1]: Activating web']);
  expect(saved.deployment.web.pkg).toBe('/nix/store/web-2');
  folder.write({ seen: '' });
  // The stand-in writes no new profile: what runs is what ran, which is found out by looking at targets alone.
  expect(await run('apply', 'plan.json')).toMatchObject({ exitCode: 0 });
  expect(seen()).toMatch(/^disnix-env -s services.nix [^\n]*\n$/);
});

test('what cannot be built is told, and the plan stands without a preview', async () => {
  folder.write({ code: '1' });
  const { exitCode, stdout, stderr } = await run('plan');
  expect(exitCode).toBe(0);
  expect(stdout).not.toContain('disnix-activate');
  expect(stderr).toContain('there is no preview: disnix-manifest ended with exit code 1');
});

test('nothing is built where that is not wanted, or models are not what is planned for', async () => {
  await run('plan', '--no-preview');
  await run('plan', '--set', 'service.web.level=2');
  expect(seen()).toBe('');
});
