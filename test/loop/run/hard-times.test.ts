import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findWrongs, Loopback, portsIn } from './loopback.ts';

// Needs the built program.

let system: Loopback;
beforeEach(async () => {
  system = await Loopback.create();
  await Promise.all(['m1', 'm2', 'm3'].map(name => system.startMachine(name)));
}, 60_000);
afterEach(() => system.end(), 60_000);

/** Which process each service is, where. */
async function processes(): Promise<Readonly<Record<string, number>>> {
  const running = [...(await system.running())];
  return Object.fromEntries(
    running.flatMap(([name, services]) => Object.entries(services).map(([one, { pid }]) => [`${one} on ${name}`, pid])),
  );
}

const isRoot = process.getuid?.() === 0;
const has = (program: string) => spawnSync(program, ['--version']).error === undefined;

describe('a full disk', () => {
  test.skipIf(!has('prlimit'))('begins nothing that cannot be remembered, and then goes on', async () => {
    await system.settle();
    const before = await processes();
    const ids = portsIn(system);
    system.upgrade('pages', 2);
    // Files of more than so many bytes cannot be written: neither a plan nor what the loop remembers.
    system.limits = ['prlimit', '--fsize=500'];
    const full = await system.round();
    expect([full.exitCode, full.log]).toEqual([2, expect.stringMatching('loop.json|next-plan')]);
    expect(await processes()).toEqual(before);
    system.limits = [];
    await system.settle();
    expect(await findWrongs(system)).toEqual([]);
    expect(portsIn(system)).toEqual(ids);
  });

  test.skipIf(!isRoot)('that is full once all is deployed: what runs is read, and remembered then', async () => {
    const state = join(system.folder, 'state');
    mkdirSync(state);
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', state]);
    // Who may not mount (in a container, say) cannot see this.
    if (mounted.status !== 0) return;
    try {
      await system.settle();
      system.upgrade('pages', 2);
      system.write('fill', '#!/bin/sh\nnode deploy.mjs || exit\ncat /dev/zero > state/filling 2>/dev/null\nexit 0\n');
      const full = await system.round('--deploy-command', './fill');
      const again = await system.round();
      expect([full.exitCode, `${full.log}${again.log}`]).toEqual([
        7,
        expect.stringContaining('current.json": the disk is full'),
      ]);
      spawnSync('rm', [join(state, 'filling')]);
      await system.settle();
      expect(await findWrongs(system)).toEqual([]);
    } finally {
      spawnSync('umount', ['-l', state]);
    }
  });
});

describe('a clock that jumps', () => {
  test('makes no machine gone, and nobody wait', async () => {
    system.variables = {
      NODE_OPTIONS: `--require ${resolve('test/loop/run/clock.cjs')}`,
      CLOCK: join(system.folder, 'clock'),
    };
    await system.settle();
    const before = await processes();
    const { child, ended } = system.startLoop(
      '--interval',
      '0.1',
      '--misses',
      '2',
      '--gone-after',
      '600',
      '--log',
      'text',
    );
    const rounds = () => Number((system.status()['counts'] as { readonly round?: number } | undefined)?.round ?? 0);
    const someRounds = async () => {
      const since = rounds();
      await expect.poll(rounds, { timeout: 300_000 }).toBeGreaterThan(since + 3);
    };
    await expect.poll(rounds, { timeout: 300_000 }).toBeGreaterThan(1);
    const home =
      Object.keys(before)
        .find(one => one.startsWith('pages'))
        ?.slice(-2) ?? '';
    await system.killMachine(home);
    await someRounds();
    for (const hours of [48, -48, 0]) {
      system.write('clock', String(hours * 3_600_000));
      await someRounds();
      expect(system.status()).toMatchObject({ machines: { [home]: 'missing' } });
    }
    await system.startMachine(home);
    // A failure is waited for as long as it was to be, wherever the clock is then.
    system.write('clock', String(-48 * 3_600_000));
    await someRounds();
    child.kill('SIGTERM');
    const { exitCode, log } = await ended;
    expect([exitCode, log]).toEqual([143, expect.stringMatching(/set forward by 172\d+ s[\s\S]*set back by 345\d+ s/)]);
    expect(log).not.toContain('gone:');
    system.upgrade('shop', 2);
    await system.settle();
    expect(await findWrongs(system)).toEqual([]);
  });
});
