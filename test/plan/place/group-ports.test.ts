import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Port, portsConflict, tcp, udp } from '../../../src/model/port.ts';
import { groupPorts } from '../../../src/plan/place/group-ports.ts';
import { rounds } from '../../rounds.ts';

const port = (from: number, to = from, protocols = tcp | udp, address?: string): Port => ({
  from,
  to,
  protocols,
  address,
});

test('one on all addresses meets each of those on one, which do not meet', () => {
  const groups = groupPorts([
    { user: 0, port: port(80) },
    { user: 1, port: port(80, 80, tcp, '127.0.0.1') },
    { user: 2, port: port(80, 80, tcp, '10.0.0.1') },
    { user: 3, port: port(81) },
  ]);
  expect(groups).toEqual([
    { users: [0, 2], port: port(80, 80, tcp, '10.0.0.1') },
    { users: [0, 1], port: port(80, 80, tcp, '127.0.0.1') },
  ]);
});

test('what conflicts in every way is one group, under one name', () => {
  expect(groupPorts([0, 1, 2].map(user => ({ user, port: port(80) })))).toEqual([{ users: [0, 1, 2], port: port(80) }]);
});

test('two are in a group exactly if they conflict', () => {
  const use = fc.record({
    user: fc.integer({ min: 0, max: 5 }),
    port: fc
      .record({
        from: fc.integer({ min: 1, max: 8 }),
        size: fc.constantFrom(0, 0, 1, 4),
        protocols: fc.constantFrom(3, 3, 1, 2, 4, 6),
        address: fc.constantFrom(undefined, undefined, '0.0.0.0', '127.0.0.1', '10.0.0.1', '::1', 'localhost', 'web'),
      })
      .map(({ from, size, protocols, address }) => ({ from, to: from + size, protocols, address })),
  });
  let pairs = 0;
  fc.assert(
    fc.property(fc.array(use, { maxLength: 9 }), uses => {
      const groups = groupPorts(uses);
      for (let one = 0; one < 6; one++) {
        for (let other = 0; other < one; other++) {
          const conflict = uses.some(
            a => a.user === one && uses.some(b => b.user === other && portsConflict(a.port, b.port)),
          );
          if (conflict) pairs++;
          expect(groups.some(({ users }) => users.includes(one) && users.includes(other))).toBe(conflict);
        }
      }
      // Groups are known by their ports.
      const names = groups.map(group => JSON.stringify(group.port));
      expect(new Set(names).size).toBe(names.length);
    }),
    { seed: 80, numRuns: rounds({ fast: 200, short: 1500, long: 20_000 }) },
  );
  expect(pairs).toBeGreaterThan(100);
});
