import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { canonicalAddress } from '../../src/model/ip-address.ts';
import { parsePort } from '../../src/model/parse-port.ts';
import { type Port, portsConflict, protocolNames, sctp, showPort, tcp, udp } from '../../src/model/port.ts';
import { rounds } from '../rounds.ts';

describe('canonicalAddress', () => {
  it.each([
    ['', undefined],
    ['*', undefined],
    ['::', undefined],
    ['[::]', undefined],
    ['0:0:0:0:0:0:0:0', undefined],
    ['0.0.0.0', '0.0.0.0'],
    ['127.0.0.1', '127.0.0.1'],
    ['::ffff:127.0.0.1', '127.0.0.1'],
    ['::FFFF:7F00:1', '127.0.0.1'],
    ['[0:0:0:0:0:0:0:1]', '::1'],
    ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['1:0:0:2::', '1:0:0:2::'],
    ['FE80::1%eth0', 'fe80::1%eth0'],
    ['LocalHost', 'localhost'],
    ['web.example.org', 'web.example.org'],
    ['256.1.1.1', '256.1.1.1'],
    ['1::2::3', '1::2::3'],
  ])('writes %j as %j', (text, canonical) => {
    expect(canonicalAddress(text)).toBe(canonical);
  });
});

describe('parsePort', () => {
  const both = tcp | udp;
  it.each<[string, Port]>([
    ['8080', { from: 8080, to: 8080, protocols: both, address: undefined }],
    [' 514/UDP ', { from: 514, to: 514, protocols: udp, address: undefined }],
    ['53/both', { from: 53, to: 53, protocols: both, address: undefined }],
    ['8000-8010/tcp', { from: 8000, to: 8010, protocols: tcp, address: undefined }],
    ['127.0.0.1:8080', { from: 8080, to: 8080, protocols: both, address: '127.0.0.1' }],
    ['[::0001]:80', { from: 80, to: 80, protocols: both, address: '::1' }],
    ['*:80', { from: 80, to: 80, protocols: both, address: undefined }],
    [':80', { from: 80, to: 80, protocols: both, address: undefined }],
    ['localhost:80', { from: 80, to: 80, protocols: both, address: 'localhost' }],
  ])('reads %j', (text, port) => {
    expect(parsePort(text)).toEqual({ kind: 'port', port });
  });

  it.each<[string, Port, number | undefined]>([
    ['127.0.0.1:8080:80/sctp', { from: 8080, to: 8080, protocols: sctp, address: '127.0.0.1' }, 80],
    ['8081:80/udp', { from: 8081, to: 8081, protocols: udp, address: undefined }, 80],
    ['80:8080', { from: 80, to: 80, protocols: both, address: undefined }, 8080],
    [':8080:80', { from: 8080, to: 8080, protocols: both, address: undefined }, 80],
    ['101-109:1-9/tcp', { from: 101, to: 109, protocols: tcp, address: undefined }, undefined],
  ])('reads %j, of which the machine has the first port', (text, port, number) => {
    expect(parsePort(text)).toEqual({ kind: 'port', port, leadsTo: { number } });
  });

  it.each(['8000-8010:80', '127.0.0.1:8000-8010:80/tcp', '0:80'])('cannot tell which port %j is', text => {
    expect(parsePort(text)).toEqual({ kind: 'none' });
  });

  it.each(['', 'http', '/dev/ttyS0', 'COM1', 'eth0', 'unix:/run/x', 'usb:3', '0', '10.1', 'a-b'])(
    'takes %j for no port',
    text => {
      expect(parsePort(text).kind).toBe(text === '10.1' ? 'wrong' : 'none');
    },
  );

  it.each([
    ['70000', /70000 is no port/],
    ['0-10', /0 is no port/],
    ['10-65536', /65536 is no port/],
    ['10-5', /backwards/],
    ['8080:80:90', /more than one way/],
    ['8080:70000', /70000 is no port/],
    ['70000:80', /70000 is no port/],
    ['8000-8010:80-89', /leads to another number of ports/],
    ['::1:80', /more than one way/],
    ['53/quic', /unknown protocol "quic"/],
    ['-1', /more than one way/],
  ])('says what is wrong with %j', (text, message) => {
    expect(parsePort(text)).toMatchObject({ kind: 'wrong', message: expect.stringMatching(message) });
  });

  it('reads what showPort writes', () => {
    fc.assert(
      fc.property(anyPort(65_535), port => {
        expect(parsePort(showPort(port))).toEqual({ kind: 'port', port });
      }),
      { seed: 514, numRuns: rounds({ short: 500, long: 5000 }) },
    );
  });
});

const addresses = [undefined, '0.0.0.0', '127.0.0.1', '10.0.0.1', '::1', 'fe80::1', 'localhost'];

function anyPort(greatest: number): fc.Arbitrary<Port> {
  return fc
    .record({
      from: fc.integer({ min: 1, max: greatest }),
      size: fc.integer({ min: 0, max: 3 }),
      protocols: fc.integer({ min: 1, max: 7 }),
      address: fc.constantFrom(...addresses),
    })
    .map(({ from, size, protocols, address }) => ({ from, to: Math.min(from + size, 65_535), protocols, address }));
}

/** All sockets that a port takes on a machine with two addresses of each family beside its own ones, one by one. */
function socketsOf({ from, to, protocols, address }: Port): ReadonlySet<string> {
  const four = ['127.0.0.1', '10.0.0.1', '10.9.9.9'];
  const six = ['::1', 'fe80::1', 'fe80::9'];
  const on =
    address === undefined
      ? [...four, ...six]
      : address === '0.0.0.0'
        ? four
        : address === 'localhost'
          ? ['127.0.0.1', '::1']
          : [address];
  const sockets = new Set<string>();
  for (let number = from; number <= to; number++) {
    for (const protocol of protocolNames(protocols)) for (const one of on) sockets.add(`${protocol} ${one} ${number}`);
  }
  return sockets;
}

test('two ports conflict exactly if they have a socket in common', () => {
  let conflicts = 0;
  fc.assert(
    fc.property(anyPort(6), anyPort(6), (one, other) => {
      const others = socketsOf(other);
      const expected = [...socketsOf(one)].some(socket => others.has(socket));
      if (expected) conflicts++;
      expect(portsConflict(one, other)).toBe(expected);
      expect(portsConflict(other, one)).toBe(expected);
    }),
    { seed: 8080, numRuns: rounds({ fast: 2000, short: 2000, long: 50_000 }) },
  );
  expect(conflicts).toBeGreaterThan(200);
});
