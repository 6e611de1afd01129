import { expect, test } from 'vitest';
import { RandomNumbers } from '../../../src/solve/random-numbers.ts';
import { rounds } from '../../rounds.ts';
import { findWrongs, Loopback, portsIn } from './loopback.ts';

const seed = 20261130;

/**
 * A loop is killed at any moment, while versions change and machines die and come back. Once it has come to rest, what runs is what the
 * state says and the models want, no port is lost or there twice, and what nobody changed is still the same process.
 */
test('a loop that is killed in any step goes on from where it was', { timeout: 1_800_000 }, async () => {
  const random = new RandomNumbers(seed);
  const draw = (most: number): number => random.next() % most;
  const system = await Loopback.create();
  try {
    await Promise.all(['m1', 'm2', 'm3'].map(name => system.startMachine(name)));
    await system.settle();
    const ids = portsIn(system);
    const count = rounds({ short: 4, long: 100 });
    for (let i = 0; i < count; i++) {
      const before = await system.running();
      const changed = ['accounts', 'database', 'pages', 'shop'][draw(4)] ?? 'shop';
      system.upgrade(changed, 2 + i);
      const victim = draw(4) === 0 ? `m${1 + draw(3)}` : undefined;
      if (victim !== undefined) await system.killMachine(victim);
      const { child, ended } = system.startLoop();
      await new Promise(resolve => setTimeout(resolve, draw(1500)));
      child.kill(draw(4) === 0 ? 'SIGTERM' : 'SIGKILL');
      const { log } = await ended;
      if (victim !== undefined) await system.startMachine(victim);
      const told = await system.settle();
      const what = `kill ${i}, ${changed} changed, ${victim ?? 'no machine'} died:\n${log}--\n${told}`;
      expect(await findWrongs(system), what).toEqual([]);
      expect(portsIn(system), what).toEqual(ids);
      const after = await system.running();
      for (const [machine, services] of before) {
        if (machine === victim) continue;
        for (const [service, { pid }] of Object.entries(services)) {
          if (service !== changed) expect(after.get(machine)?.[service]?.pid, `${service}: ${what}`).toBe(pid);
        }
      }
    }
  } finally {
    await system.end();
  }
});
