import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromBytes, toBytes } from '../../src/base/bytes.ts';
import {
  appId,
  containerId,
  groupId,
  hostId,
  nodeName,
  placementId,
  serviceId,
  targetId,
} from '../../src/graph/node-id.ts';
import { rounds } from '../rounds.ts';
import { awkwardName } from './awkward-name.ts';

it('prefixes every name with its kind', () => {
  expect(serviceId('constructor')).toBe('service:constructor');
  expect(targetId('10')).toBe('target:10');
  expect(groupId('__proto__')).toBe('group:__proto__');
  expect(containerId('test/1', 'a/b')).toBe('container:test=2F1/a/b');
});

it('writes in hexadecimal what graphlib, Graphviz or XML would misread', () => {
  expect(serviceId('a\x01b\n%=&"\\')).toBe('service:a=01b=0A=25=3D=26=22=5C');
  expect(serviceId('\xff\xc3\xa9\xed\xa0\x80')).toBe('service:=FF\xc3\xa9=ED=A0=80');
  expect(serviceId('\xef\xbf\xbe')).toBe('service:=EF=BF=BE');
});

it('gives a service its plain name in DOT, unless that looks like an id', () => {
  expect(nodeName(serviceId('web'))).toBe('web');
  expect(nodeName(serviceId('host:web'))).toBe('service:host:web');
  expect(nodeName(serviceId(''))).toBe('service:');
  expect(nodeName(hostId('web'))).toBe('host:web');
});

it('gives different names different ids, all of them UTF-8 without control characters', () => {
  const kinds = [serviceId, targetId, groupId, appId, hostId];
  const pairs = [containerId, placementId];
  const some = fc.tuple(fc.nat(6), awkwardName, awkwardName);
  fc.assert(
    fc.property(some, some, ([kindA, a, a2], [kindB, b, b2]) => {
      const make = (kind: number, name: string, other: string) =>
        kind < 5 ? kinds[kind]?.(name) : pairs[kind - 5]?.(name, other);
      const idA = make(kindA, a, a2) ?? '';
      const idB = make(kindB, b, b2) ?? '';
      const same = kindA === kindB && a === b && (kindA < 5 || a2 === b2);
      expect(idA === idB).toBe(same);
      expect(nodeName(idA) === nodeName(idB)).toBe(same);
      expect(fromBytes(idA)).not.toMatch(/\p{Cc}|\ufffe|\uffff/u);
      expect(toBytes(fromBytes(idA))).toBe(idA);
    }),
    { seed: 20201008, numRuns: rounds({ short: 3000, long: 30_000 }) },
  );
});
