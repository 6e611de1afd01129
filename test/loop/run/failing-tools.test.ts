import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Folder, makeFolder, type Run, runIn } from '../../harness.ts';
import { files, presets } from '../deploy/stand-ins.ts';

/** The other two, each of one program, whose exit code tells. */
const others = {
  command: {
    looks: 0,
    words: ['--deploy-command', 'deploy', '--deploy-argument', 'one word'],
    calls: [['deploy', 'one word']],
  },
  disnix: {
    looks: 0,
    words: ['--deployer', 'disnix', '--no-lock'],
    calls: [
      ['disnix-env', '-s', 'services.nix', '-i', 'infrastructure.nix', '-d', 'state/distribution.nix'].concat([
        ...['--profile', 'shop', '--no-lock'],
      ]),
    ],
  },
} as const;

let folder: Folder = makeFolder();
beforeEach(() => {
  // The machines say that nothing runs, whatever a tool says that it did.
  folder = makeFolder({ ...files, 'bin/running': '#!/bin/sh\necho null\n' });
  for (const name of ['docker', 'kubectl', 'nomad', 'colmena', 'deploy', 'disnix-env']) {
    folder.write({ [`bin/${name}`]: files.tool });
    chmodSync(join(folder.path, 'bin', name), 0o755);
  }
  chmodSync(join(folder.path, 'bin/running'), 0o755);
});
afterEach(() => folder.remove());

/** A round in which the calls of the tool end as these lines say; what it was called with, and how the round went. */
async function round(act: readonly string[], words: readonly string[]): Promise<Run & { readonly calls: unknown }> {
  folder.write({ act: `${act.join('\n')}\n`, calls: '0', seen: '' });
  const always = ['-s', 'services.nix', '-i', 'infrastructure.nix', '--state', 'state', '-p', 'shop', '--once'];
  const loop = ['loop', ...always, '--deployed-command', 'running', '--retry-after', '0', '--most-failures', '99'];
  const run = await runIn(folder.path, [...loop, ...words], {
    environment: { PATH: `${join(folder.path, 'bin')}:/usr/bin:/bin` },
  });
  const seen = (folder.read()['seen'] ?? '').replaceAll(`${folder.path}/`, '').split('\n');
  return { ...run, calls: seen.filter(line => line !== '').map(line => line.split('\t')) };
}

describe.each(Object.entries({ ...presets, ...others }))(
  'a loop that deploys with %s',
  (_, { looks, words, calls }) => {
    test('goes on where it fails, answers partly, hangs and lies', async () => {
      const ok = (count: number) => Array.from({ length: count }, () => 'ok');
      const refused = await round(['1'], words);
      expect([refused.exitCode, refused.calls]).toEqual([6, calls.slice(0, 1)]);
      expect(folder.read()['state/pending.json']).toBeUndefined();
      const partly = await round([...ok(looks), '2'], words);
      expect([partly.exitCode, partly.calls]).toEqual([7, calls.slice(0, looks + 1)]);
      expect(folder.read()['state/pending.json']).toBeDefined();
      const hung = await round([...ok(looks), 'hang'], [...words, '--deploy-timeout', '1']);
      expect([hung.exitCode, hung.calls]).toEqual([7, calls.slice(0, looks + 1)]);
      expect(hung.stderr).toContain('took too long and was ended');
      const lied = await round([], words);
      expect([lied.exitCode, lied.calls]).toEqual([0, calls]);
      const found = await round([], words);
      expect([found.stderr, found.calls]).toEqual([
        expect.stringContaining('was deployed, but not all of it runs'),
        calls,
      ]);
    });
  },
);
