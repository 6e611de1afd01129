import { describe, expect, it } from 'vitest';
import { Findings } from '../../src/base/findings.ts';
import { decodeIdResources } from '../../src/model/decode-id-resources.ts';
import { decodeIds } from '../../src/model/decode-ids.ts';
import type { kindByName } from '../../src/model/pool-kind.ts';
import { tcp, udp } from '../../src/model/port.ts';
import { AttributeSetValue, NixFloat, type Slot, type Value } from '../../src/nix/value.ts';

type Plain =
  | number
  | bigint
  | boolean
  | string
  | null
  | NixFloat
  | readonly Plain[]
  | { readonly [name: string]: Plain };

function toValue(plain: Plain): Value {
  if (plain === null || typeof plain !== 'object' || plain instanceof NixFloat) return plain;
  if (Array.isArray(plain)) return plain.map(toValue);
  return AttributeSetValue.from(Object.entries(plain).map(([name, inner]): [string, Slot] => [name, toValue(inner)]));
}

function pools(plain: Plain) {
  const findings = new Findings();
  const resources = decodeIdResources(toValue(plain), 'idresources.nix', findings);
  return { resources, messages: findings.all.map(({ code, message, hint }) => [code, message, hint ?? ''].join(': ')) };
}

describe('decodeIdResources', () => {
  it('fills in what may be left out', () => {
    const { resources, messages } = pools({ p: { min: 1, max: 9 }, q: { min: 0, max: 9, block: 3, scope: 'machine' } });
    expect(messages).toEqual([]);
    const numbers = { kind: 'number', protocols: tcp | udp, forbidden: [], usedBySystem: [] };
    const common = { ...numbers, reserved: [], space: undefined, position: undefined };
    expect([...resources.pools.values()]).toEqual([
      { ...common, name: 'p', min: 1, max: 9, step: 1, block: 1, scope: 'global' },
      { ...common, name: 'q', min: 0, max: 9, step: 3, block: 3, scope: 'machine' },
    ]);
  });

  it('reads reserved ids and ranges', () => {
    const { resources } = pools({ p: { min: 1, max: 9, reserved: [5, { from: 7, to: 8 }], space: 's' } });
    expect(resources.pools.get('p')).toMatchObject({
      space: 's',
      reserved: [
        { from: 5, to: 5 },
        { from: 7, to: 8 },
      ],
    });
  });

  it.each<[string, Plain, ReturnType<typeof kindByName>, number]>([
    ['ports', {}, 'port', tcp | udp],
    ['httpPorts', {}, 'port', tcp | udp],
    ['udpPorts', {}, 'port', udp],
    ['tcp-ports', {}, 'port', tcp],
    ['udp-ports', { protocol: 'TCP' }, 'port', tcp],
    ['exports', {}, 'number', tcp | udp],
    ['users', { kind: 'uid' }, 'uid', tcp | udp],
    ['UIDs', {}, 'uid', tcp | udp],
    ['serviceGids', {}, 'gid', tcp | udp],
    ['ports', { kind: 'number', protocol: 'both' }, 'number', tcp | udp],
  ])('knows of the pool %s with %j that its numbers are of the kind %s', (name, said, kind, protocols) => {
    const { resources, messages } = pools({ [name]: { min: 1, max: 9, ...(said as object) } });
    expect(messages).toEqual([]);
    expect(resources.pools.get(name)).toMatchObject({ kind, protocols });
  });

  it('gives a coupled pool the range of the one that it names', () => {
    const { resources, messages } = pools({
      gids: { sameAs: 'uids', reserved: [5] },
      narrow: { sameAs: 'uids', max: 4 },
      uids: { min: 2, max: 8, step: 2, scope: 'machine' },
    });
    expect(messages).toEqual([]);
    const shape = { min: 2, max: 8, step: 2, block: 1, scope: 'machine', sameAs: 'uids' };
    expect(resources.pools.get('gids')).toMatchObject({ ...shape, reserved: [{ from: 5, to: 5 }], kind: 'gid' });
    expect(resources.pools.get('narrow')).toMatchObject({ ...shape, max: 4 });
  });

  it('gives it what makes ids stay and what the system has, too, unless it says otherwise', () => {
    const uids = { min: 2, max: 8, keepForeign: true, usedBySystem: [3] };
    const { resources, messages } = pools({
      gids: { sameAs: 'uids' },
      own: { sameAs: 'uids', keepForeign: false, usedBySystem: [] },
      uids,
    });
    expect(messages).toEqual([]);
    expect(resources.pools.get('gids')).toMatchObject({ keepForeign: true, usedBySystem: [{ from: 3, to: 3 }] });
    expect(resources.pools.get('own')).toMatchObject({ usedBySystem: [] });
    expect(resources.pools.get('own')).not.toHaveProperty('keepForeign');
  });

  it.each<[string, Plain, string]>([
    ['another one that is misspelt', { gids: { sameAs: 'uid' }, uids: { min: 1, max: 9 } }, 'which does not exist'],
    ['a chain', { p: { sameAs: 'q' }, q: { sameAs: 'r' }, r: { min: 1, max: 9 } }, 'coupled with another one itself'],
    ['a block', { p: { sameAs: 'q', block: 2 }, q: { min: 1, max: 9 } }, 'its block is 2, not 1'],
    ['a pool that is none', { p: { sameAs: 'q' }, q: 5 }, 'pool "q" is an integer'],
  ])('tells of a coupling with %s once, and not what follows from it', (_, plain, message) => {
    expect(pools(plain).messages).toEqual([expect.stringContaining(message)]);
  });

  it.each<[string, Plain, RegExp]>([
    ['a pool coupled with itself', { p: { min: 1, max: 9, sameAs: 'p' } }, /pool-coupling: .*coupled with itself/],
    [
      'one coupled with none',
      { p: { min: 1, max: 9, sameAs: 'uid' }, uids: { min: 1, max: 9 } },
      /did you mean "uids"/,
    ],
    [
      'a chain',
      { p: { sameAs: 'q' }, q: { sameAs: 'r' }, r: { min: 1, max: 9 } },
      /pool-coupling: pool "p" .*which is coupled with another one itself: let all name the same one/,
    ],
    [
      'another scope',
      { p: { sameAs: 'q', scope: 'machine' }, q: { min: 1, max: 9 } },
      /its scope is machine, not global/,
    ],
    ['another block', { p: { sameAs: 'q', block: 1 }, q: { min: 1, max: 9, block: 3 } }, /its block is 1, not 3/],
    ['ids between', { p: { sameAs: 'q', min: 2 }, q: { min: 1, max: 9, step: 2 } }, /no id of it is one of the other/],
    ['one space', { p: { sameAs: 'q', space: 's' }, q: { min: 1, max: 9, space: 's' } }, /both are of the space "s"/],
  ])('refuses %s', (_, plain, message) => {
    expect(pools(plain).messages.join('\n')).toMatch(message);
  });

  it.each<[string, Plain, RegExp]>([
    ['an unknown kind', { p: { min: 1, max: 9, kind: 'prt' } }, /unknown-kind: .*did you mean "port"/],
    ['an unknown protocol', { p: { min: 1, max: 9, protocol: 'http' } }, /unknown-protocol: .*"http"/],
    ['a list', [], /ID resources model is a list/],
    ['a pool that is no set', { p: 5 }, /pool "p" is an integer/],
    ['no max', { p: { min: 1 } }, /pool-range: pool "p" has no max/],
    ['no min', { p: { max: 1 } }, /pool-range: pool "p" has no min/],
    ['min above max', { p: { min: 9, max: 1 } }, /pool-range: .*min 9.*greater than its max 1/],
    ['a negative min', { p: { min: -1, max: 1 } }, /pool-range: .*min must be at least 0/],
    ['step 0', { p: { min: 1, max: 9, step: 0 } }, /pool-step: .*step 0/],
    ['a negative step', { p: { min: 1, max: 9, step: -3 } }, /pool-step: .*step -3/],
    ['block 0', { p: { min: 1, max: 9, block: 0 } }, /pool-block/],
    ['a step below the block', { p: { min: 1, max: 9, step: 2, block: 3 } }, /pool-step: .*overlap/],
    ['a block that does not fit', { p: { min: 1, max: 2, block: 3 } }, /pool-range: .*room for 2/],
    ['an unknown scope', { p: { min: 1, max: 9, scope: 'machin' } }, /unknown-scope: .*did you mean "machine"/],
    ['a scope that is no string', { p: { min: 1, max: 9, scope: 1 } }, /scope must be a string/],
    ['a fraction', { p: { min: new NixFloat(1.5), max: 9 } }, /pool-value: .*a float/],
    ['a text as a number', { p: { min: '1a', max: 9 } }, /pool-value: .*a string/],
    ['a number past 2^53', { p: { min: 1, max: 2n ** 60n } }, /pool-value: .*too great/],
    ['a misspelt key', { p: { min: 1, max: 9, scop: 'global' } }, /misspelt-key: .*"scop".*did you mean "scope"/],
    ['reserved that is no list', { p: { min: 1, max: 9, reserved: 5 } }, /pool-reserved: .*must be a list/],
    ['a reserved text', { p: { min: 1, max: 9, reserved: ['5-7'] } }, /a reserved id a string/],
    ['a backward range', { p: { min: 1, max: 9, reserved: [{ from: 5, to: 3 }] } }, /pool-reserved: .*backwards/],
    ['half a range', { p: { min: 1, max: 9, reserved: [{ from: 5 }] } }, /pool-reserved: .*without to/],
    ['a range with more', { p: { min: 1, max: 9, reserved: [{ from: 5, to: 6, till: 7 }] } }, /unknown key "till"/],
  ])('refuses %s', (_, plain, message) => {
    const { resources, messages } = pools(plain);
    expect(messages.join('\n')).toMatch(message);
    expect(resources.pools.size).toBe(0);
  });

  it('tells all mistakes at once, and warns of a key that it does not know', () => {
    const { messages } = pools({
      p: { min: 9, max: 1, step: 0, scope: 'x' },
      q: { max: 1 },
      r: { min: 1, max: 2, comment: 'c' },
    });
    expect(messages.map(message => message.split(':')[0])).toEqual([
      'pool-step',
      'unknown-scope',
      'pool-range',
      'pool-range',
      'unknown-key',
    ]);
  });
});

describe('decodeIds', () => {
  it('reads all parts, and names of any kind', () => {
    const findings = new Findings();
    const ids = decodeIds(
      toValue({
        ids: { p: { constructor: 1, ['__proto__']: 2, '10': 3 } },
        lastAssignments: { p: 3 },
        lastAssignmentsPerTarget: { t: { q: 4 } },
        released: { p: [7, 5] },
        releasedPerTarget: { t: { q: [4, 9] } },
        inUse: { q: [{ from: 4, to: 6, targets: ['t', '__proto__'] }] },
      }),
      'ids.nix',
      findings,
    );
    expect(findings.all).toEqual([]);
    expect([...(ids.ids.get('p') ?? [])]).toEqual([
      ['10', 3],
      ['__proto__', 2],
      ['constructor', 1],
    ]);
    expect(ids.lastAssignmentsPerTarget.get('t')?.get('q')).toBe(4);
    // Lists of ids are of earlier versions: each as if it were of a run of its own.
    expect(ids.released.get('p')).toEqual([
      { run: 1, from: 7, to: 7, targets: [] },
      { run: 2, from: 5, to: 5, targets: [] },
    ]);
    expect(ids.released.get('q')).toEqual([
      { run: 1, from: 4, to: 4, targets: ['t'] },
      { run: 2, from: 9, to: 9, targets: ['t'] },
    ]);
    expect(ids.inUse?.get('q')).toEqual([{ from: 4, to: 6, targets: ['t', '__proto__'] }]);
    const ranges = { p: [{ from: 1, to: 2, run: 3, targets: ['t'] }] };
    expect(decodeIds(toValue({ released: ranges }), 'ids.nix', findings).released.get('p')).toEqual(ranges.p);
    expect(findings.all).toEqual([]);
    expect(decodeIds(toValue({}), 'ids.nix', findings).ids.size).toBe(0);
  });

  it.each<[string, Plain, RegExp]>([
    ['a list', [], /the ids file is a list/],
    ['an id that is no integer', { ids: { p: { a: '1' } } }, /ids\.p\.a is a string/],
    ['a negative id', { ids: { p: { a: -1 } } }, /ids\.p\.a is -1/],
    ['a pool that is no set', { ids: { p: 1 } }, /ids\.p is 1, but must be an attribute set/],
    ['a misspelt part', { lastAssignment: {} }, /did you mean "lastAssignments"/],
    ['a wrong list', { released: { p: 5 } }, /released\.p is 5, but must be a list/],
    ['a range without a run', { released: { p: [{ from: 1, to: 2 }] } }, /run of a range in released\.p is null/],
    ['a range that is backwards', { inUse: { p: [{ from: 2, to: 1 }] } }, /a range in inUse\.p is from 2 to 1/],
    ['an unknown key', { inUse: { p: [{ from: 1, to: 2, run: 1 }] } }, /has the unknown key "run"/],
    [
      'a target that is none',
      { inUse: { p: [{ from: 1, to: 2, targets: [1] }] } },
      /a target of inUse\.p is 1, but must be a string/,
    ],
    [
      'targets that are no list',
      { inUse: { p: [{ from: 1, to: 2, targets: 't' }] } },
      /targets of a range in inUse\.p/,
    ],
  ])('refuses %s', (_, plain, message) => {
    const findings = new Findings();
    decodeIds(toValue(plain), 'ids.nix', findings);
    expect(findings.hasErrors).toBe(true);
    expect(findings.all.map(finding => `${finding.message} ${finding.hint}`).join('\n')).toMatch(message);
  });
});
