import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Folder, makeFolder, runIn } from '../../harness.ts';

const files = {
  'services.nix': `{ ... }: { web = { name = "web"; type = "process"; pkg = null; requiresUniqueIdsFor = [ "ports" ]; }; }`,
  'infrastructure.nix': '{ m1 = { properties.hostname = "m1"; containers.process = { }; }; }',
  'idresources.nix': '{ ports = { min = 8000; max = 8010; }; }',
};

const models = [
  '-s',
  'services.nix',
  '-i',
  'infrastructure.nix',
  '--id-resources',
  'idresources.nix',
  '--ids',
  'ids.nix',
];

let folder: Folder = makeFolder();
beforeEach(() => {
  folder = makeFolder(files);
});
afterEach(() => folder.remove());

/** A deployer that succeeds, and meanwhile somebody removes a lock by hand. */
function removing(lock: string): readonly string[] {
  folder.write({ deploy: `#!/bin/sh\nrm ${lock}\n` });
  chmodSync(join(folder.path, 'deploy'), 0o755);
  return ['--deploy-command', './deploy', '--state', 'state', ...models];
}

describe.each(['state/state.lock', 'ids.nix.lock'])('where somebody removes %s while it deploys', lock => {
  test('apply does not remember the deployment as done', async () => {
    const { exitCode, stderr } = await runIn(folder.path, ['apply', '--yes', ...removing(lock)], {
      environment: { PATH: '/usr/bin:/bin' },
    });
    expect([exitCode, stderr]).toEqual([7, expect.stringMatching(/said to be done, but the lock of ".*" was removed/)]);
    expect(folder.read()).toMatchObject({ 'state/pending.json': expect.anything() });
    expect(folder.read()).not.toHaveProperty(['state/current.json']);
  });

  test('a loop reads what runs, and deploys again', async () => {
    const round = (...words: readonly string[]) =>
      runIn(folder.path, ['loop', '--once', '--retry-after', '0', ...words], {
        environment: { PATH: '/usr/bin:/bin' },
      });
    const first = await round(...removing(lock));
    expect([first.exitCode, first.stderr]).toEqual([7, expect.stringContaining('was removed by somebody')]);
    expect(await round(...removing('-f nothing'))).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining('applied plan'),
    });
  });
});
