import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeFolder, runIn } from '../harness.ts';

/** What users of the original would call a fault of it, and the tests that show that it is none of this program. */
const shown: readonly (readonly [fault: string, file: string, ...tests: readonly string[]])[] = [
  ['the loop ends at the first step that fails', 'loop/run/disnix', 'no step that fails ends the loop'],
  ['a dead machine is a discovery that failed', 'loop/run/disnix', 'a machine that does not answer is no failure'],
  ['what runs in containers unlike its type is undeployed', 'command/env', 'is known to filters, and stays'],
  [
    'a service that is dropped for a round gets other ids',
    'loop/run/disnix',
    'that waits for its machine keeps its ids',
  ],
  ['ids are written whether it is deployed or not', 'command/env', 'are there while disnix-env runs, and kept with'],
  ['reconstruction forgets what a silent machine runs', 'loop/run/disnix', 'asked what runs only where all of them'],
  ['filters bind services to machines that are gone', 'command/gone-machines', 'bind nobody: that is said of each'],
  ['snapshots before the first deployment fail', 'loop/run/disnix', 'a first deployment takes no snapshots'],
  ['-a fails beside -p and a coordinator path', 'command/env', 'augments what is known of machines, under any profile'],
  ['-F goes to whoever assigns ids', 'command/env', 'hands the catalogue of filters to the QoS model'],
  ['options do not reach disnix-env', 'command/env', 'passes on every option that disnix-env knows'],
  [
    'ids without pools are told as another mistake',
    'command/env',
    'without pools are a mistake that says what is missing',
  ],
  ['a comment is a change', 'command/self-adapt', 'changes nothing for a comment, another order or a line break'],
  [
    'one missing answer moves everything',
    'command/self-adapt',
    'does nothing about a machine that is missing for a while',
  ],
  ['a return moves everything back', 'command/self-adapt', 'moves what was on a machine that is gone'],
  ['what can be built is found with containers lost', 'load/buildable/filter-buildable', 'whose containers survive'],
  ['what is printed is not what is read', 'command/printed-models', 'is read by every command'],
  ['a lock without an owner blocks for ever', 'loop/run/disnix', 'a lock that a broken deployment left'],
  ['nothing limits, asks, or locks', 'command/self-adapt', "describe('gates'"],
  ['a plan of nothing stops everything', 'command/env', 'a plan of nothing, where anything runs'],
];

describe('no fault of this program', () => {
  test.each(shown)('%s', (_, file, ...titles) => {
    const text = readFileSync(`test/${file}.test.ts`, 'utf8');
    for (const title of titles) expect(text).toContain(title);
  });

  test('a property that changes by itself is a change', async () => {
    const folder = makeFolder({
      'services.nix': '{ ... }: { web = { name = "web"; type = "process"; pkg = null; }; }',
      discover: `#!/bin/sh
n=$(($(cat count 2>/dev/null || echo 0) + 1)); echo $n > count
echo '{ "m1": { "properties": { "hostname": "m1", "load": '$n' }, "containers": { "process": { } } } }'
`,
    });
    try {
      chmodSync(join(folder.path, 'discover'), 0o755);
      const round = (...words: readonly string[]) =>
        runIn(
          folder.path,
          [
            ...['loop', '--once', '-s', 'services.nix', '--state', 'state', '--discover-command', './discover'],
            ...['--deploy-command', '/bin/true', ...words],
          ],
          { environment: { PATH: '/usr/bin:/bin' } },
        );
      await round('--ignore-property', 'load');
      expect((await round('--ignore-property', 'load')).stderr).toContain('nothing to do');
      const counts = () => JSON.parse(folder.read()['state/status.json'] ?? '').counts.plan;
      expect(counts()).toBeUndefined();
      await round();
      expect(counts()).toBe(1);
      await round('--round-property', 'load=1000');
      await round('--round-property', 'load=1000');
      expect(counts()).toBeUndefined();
    } finally {
      folder.remove();
    }
  });
});
