import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findWrongs, Loopback, portsIn } from './loopback.ts';

// Needs the built program: each round is a process that may be killed.

let system: Loopback;
beforeEach(async () => {
  system = await Loopback.create();
  await Promise.all(['m1', 'm2', 'm3'].map(name => system.startMachine(name)));
}, 60_000);
afterEach(() => system.end(), 60_000);

/** Machine → names of services. */
async function layout(): Promise<Readonly<Record<string, readonly string[]>>> {
  const running = await system.running();
  return Object.fromEntries([...running].map(([name, services]) => [name, Object.keys(services).sort()]));
}

async function homeOf(service: string): Promise<string> {
  const found = Object.entries(await layout()).find(([, services]) => services.includes(service));
  return found?.[0] ?? '';
}

describe('with real processes', { timeout: 240_000 }, () => {
  test('a first deployment, an upgrade, a machine that is killed, and its return', async () => {
    await system.settle();
    expect(await findWrongs(system)).toEqual([]);
    const ids = portsIn(system);
    const before = await system.running();
    system.upgrade('pages', 2);
    await system.settle();
    expect(await findWrongs(system)).toEqual([]);
    const after = await system.running();
    for (const [machine, services] of before) {
      for (const [service, { pid }] of Object.entries(services)) {
        // Nothing but what changed is another process.
        expect(after.get(machine)?.[service]?.pid === pid, service).toBe(service !== 'pages');
      }
    }
    const home = await homeOf('database');
    await system.killMachine(home);
    await system.settle();
    expect(await findWrongs(system, ['database'])).toEqual([]);
    expect(system.status()).toMatchObject({ waiting: [{ service: 'database', target: home }] });
    await system.startMachine(home);
    await system.settle();
    expect(await findWrongs(system)).toEqual([]);
    expect(await homeOf('database')).toBe(home);
    expect(portsIn(system)).toEqual(ids);
  });

  test('a service that dies on a machine that lives is started again', async () => {
    await system.settle();
    const home = await homeOf('shop');
    process.kill((await system.running()).get(home)?.['shop']?.pid ?? 0, 'SIGKILL');
    await expect.poll(async () => (await layout())[home]).not.toContain('shop');
    await system.settle();
    expect(await findWrongs(system)).toEqual([]);
  });

  test('a deployer that fails, one that hangs, and one that lies', async () => {
    system.write('fail', '#!/bin/sh\nexit 1\n');
    system.write('hang', '#!/bin/sh\nsleep 600\n');
    system.write('lie', '#!/bin/sh\nexit 0\n');
    expect((await system.round('--deploy-command', './fail')).exitCode).toBe(6);
    expect(portsIn(system).size).toBe(0);
    expect((await system.round('--deploy-command', './hang', '--deploy-timeout', '1')).exitCode).toBe(7);
    const health = ['--health-command', process.execPath, '--health-argument', 'health.mjs', '--health-timeout', '2'];
    const lied = await system.round('--deploy-command', './lie', ...health);
    expect([lied.exitCode, lied.log]).toEqual([7, expect.stringContaining('not healthy in time')]);
    // Without a health command the machines are asked in the next round.
    await system.round('--deploy-command', './lie');
    expect((await system.round()).log).toContain('was deployed, but not all of it runs');
    await system.settle();
    expect(await findWrongs(system)).toEqual([]);
  });

  test('a plan that waited is stale once a machine is gone: another one is made', async () => {
    await system.settle();
    const home = await homeOf('pages');
    system.upgrade('pages', 2);
    const held = await system.round('--approval', 'file');
    const first = /plan (\w+) is held/.exec(held.log)?.[1] ?? '';
    system.write('state/approval', first);
    await system.killMachine(home);
    const other = await system.round('--approval', 'file');
    expect([other.exitCode, other.log]).toEqual([5, expect.stringMatching(/plan \w+ is held/)]);
    expect(other.log).not.toContain(`plan ${first} is held`);
  });

  test('two loops for one profile: the second one is refused, and the first goes on', async () => {
    const first = system.startLoop();
    await expect.poll(() => system.read('state/status.json'), { timeout: 60_000 }).toContain('nothing differs');
    const second = await system.round('--lock-timeout', '0');
    expect([second.exitCode, second.log]).toEqual([2, expect.stringContaining('is locked by process')]);
    first.child.kill('SIGTERM');
    expect(await first.ended).toMatchObject({ exitCode: 143, log: expect.stringContaining('stopped') });
    expect(await findWrongs(system)).toEqual([]);
  });

  test('SIGTERM within an apply ends the loop after it', async () => {
    system.write('slowly', '#!/bin/sh\ntouch begun\nsleep 1\nexec node deploy.mjs\n');
    const { child, ended } = system.startLoop('--deploy-command', './slowly');
    await expect.poll(() => system.read('state/pending.json'), { timeout: 60_000 }).not.toBe('');
    child.kill('SIGTERM');
    const { exitCode, log } = await ended;
    expect([exitCode, log]).toEqual([143, expect.stringMatching(/applied plan[\s\S]*stopped/)]);
    await system.settle();
    expect(await findWrongs(system)).toEqual([]);
  });
});
