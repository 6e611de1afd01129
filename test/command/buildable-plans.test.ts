import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Folder, makeFolder, runIn } from '../harness.ts';

const machine = (name: string, system: string) =>
  `${name} = { system = "${system}"; properties.hostname = "${name}"; containers.process = { }; };`;
const infrastructure = `{ ${machine('mac', 'x86_64-darwin')} ${machine('tux', 'x86_64-linux')} }`;

const files = {
  'services.nix': `{ ... }: {
    db = { name = "db"; type = "process"; pkg = null; };
    web = { name = "web"; type = "process"; pkg = null; };
  }`,
  'infrastructure.nix': infrastructure,
  'qos.nix': '{ initialDistribution, ... }: builtins.mapAttrs (_: list: [ (builtins.head list) ]) initialDistribution',
  // Nobody can have `web` on a mac.
  'bin/nix-instantiate': `#!/bin/sh
text=$(cat)
echo asked >> asked
case "$text" in *'service = "web"'*) case "$text" in *'system = "x86_64-darwin"'*) echo 'error: not there' >&2; exit 1;; esac;; esac
echo /nix/store/x.drv
`,
  'bin/nix-store': '#!/bin/sh\necho built >> built\n',
  'bin/deploy': '#!/bin/sh\ncp "$DYDISNIX_DISTRIBUTION" deployed.nix\n',
  'bin/discover': `#!/bin/sh\ncat infrastructure.nix\n`,
};

let folder: Folder = makeFolder();
beforeEach(() => {
  folder = makeFolder(files);
  for (const name of ['nix-instantiate', 'nix-store', 'deploy', 'discover'])
    chmodSync(join(folder.path, 'bin', name), 0o755);
});
afterEach(() => folder.remove());

const run = (command: string, ...words: readonly string[]) =>
  runIn(folder.path, [command, '--state', 'state', '-s', 'services.nix', ...words], {
    environment: { PATH: `${folder.path}/bin:/usr/bin:/bin`, HOME: folder.path },
  });
const read = (file: string) => folder.read()[file] ?? '';
const deploy = ['--deploy-command', 'deploy'];
const model = ['-i', 'infrastructure.nix'];
const told = 'service "web" cannot be built for x86_64-darwin, so it does not go to mac: not there';

test('a plan does without candidates that cannot be built, and says so', async () => {
  expect((await run('plan', ...model)).stdout).toMatch(/web +on mac/);
  const { exitCode, stdout } = await run('plan', ...model, '--filter-buildable');
  expect([exitCode, stdout]).toEqual([0, expect.stringContaining(`warning: ${told} [not-buildable]`)]);
  expect(stdout).toMatch(/web +on tux/);
  const { stdout: json } = await run('plan', ...model, '--filter-buildable', '--build', '--json');
  expect(JSON.parse(json)).toMatchObject({
    inputs: { buildable: 'built' },
    distribution: { web: [{ target: 'tux' }] },
    checked: [{ code: 'not-buildable', message: told }],
  });
  expect(read('built')).not.toBe('');
});

test('a QoS model gets what is left, and a saved plan is looked at again in the same way', async () => {
  const words = [...model, '-q', 'qos.nix', '--filter-buildable', ...deploy];
  expect((await run('plan', ...words, '--output', 'plan.json')).stdout).toMatch(/web +on tux/);
  const asked = read('asked').length;
  const applied = await runIn(folder.path, ['apply', '--state', 'state', 'plan.json'], {
    environment: { PATH: `${folder.path}/bin:/usr/bin:/bin`, HOME: folder.path },
  });
  expect([applied.exitCode, applied.stderr]).toEqual([0, 'deployed\n']);
  expect(read('asked').length).toBeGreaterThan(asked);
  expect(read('deployed.nix')).toContain('web = [ infrastructure.tux ]');
});

test.each([
  ['apply', ['--yes', ...model], 'web +on tux'],
  ['env', model, 'web +on tux'],
  ['loop', ['--once', '--discover-command', 'discover'], told],
])('%s does the same', async (command, words, text) => {
  const { exitCode, stderr } = await run(command, ...words, '--filter-buildable', ...deploy);
  expect([exitCode, stderr]).toEqual([0, expect.stringMatching(text)]);
  expect(read('deployed.nix')).toContain('web = [ infrastructure.tux ]');
  if (command === 'loop') expect(read('state/next-plan.txt')).toContain(told);
});

test.each(['plan', 'apply', 'env', 'loop'])('%s is refused where no Nix is installed', async command => {
  const words = [command, '-s', 'services.nix', ...model, '--state', 'state', '--filter-buildable', ...deploy];
  const { exitCode, stderr } = await runIn(folder.path, words, { environment: { PATH: '/nowhere' } });
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining('nix-instantiate is not installed')]);
});
