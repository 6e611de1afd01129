import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Folder, makeFolder, runIn } from '../../harness.ts';

let folder: Folder = makeFolder();
beforeEach(() => {
  folder = makeFolder({
    'services.nix': '{ ... }: { web = { name = "web"; type = "process"; pkg = null; }; }',
    'infrastructure.nix': '{ m1 = { properties.hostname = "m1"; containers.process = { }; }; }',
    // Fails in the second and third round, and once more in the fifth.
    running:
      '#!/bin/sh\necho x >> calls\ncase "$(wc -l < calls)" in 2|3|5) exit 4;; esac\necho \'{ "web": ["m1"] }\'\n',
    notify: '#!/bin/sh\ncat >> events\n',
  });
  for (const name of ['running', 'notify']) chmodSync(join(folder.path, name), 0o755);
});
afterEach(() => folder.remove());

test('trouble is an event when it begins, when it is over, and when it comes again', async () => {
  const rounds = () => (folder.read()['calls'] ?? '').split('\n').length - 1;
  const words = ['--deployed-command', './running', '--deploy-command', '/bin/true', '--notify-command', './notify'];
  const { stderr } = await runIn(folder.path, ['loop', '--state', 'state', '--interval', '0', ...words], {
    session: { interruption: { isRequested: () => rounds() >= 6, signal: () => 'SIGTERM', end: () => {} } },
  });
  const told = (folder.read()['events'] ?? '')
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line).message);
  const begun = 'what runs is not known: ./running, which tells what is deployed, ended with exit code 4';
  expect(told.filter(message => /what runs/.test(message))).toEqual([
    begun,
    'what runs is known again',
    begun,
    'what runs is known again',
  ]);
  expect(stderr.split(begun)).toHaveLength(3);
});

test('what is wrong with a model, or with what a program prints, is told with its place', async () => {
  const once = ['loop', '--once', '--state', 'state', '--deploy-command', '/bin/true'];
  const round = async (...words: readonly string[]) => (await runIn(folder.path, [...once, ...words])).stderr;
  folder.write({ running: '#!/bin/sh\necho garbage\n' });
  chmodSync(join(folder.path, 'running'), 0o755);
  expect(await round('--deployed-command', './running')).toMatch(
    /what runs is not known: undefined variable 'garbage', at .*output of running:1:1\n/,
  );
  folder.write({ 'services.nix': '{ ... }: { web = { name = nope; }; }' });
  expect(await round()).toMatch(/the models cannot be read: undefined variable 'nope', at .*services\.nix:1:27\n/);
});
