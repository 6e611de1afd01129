import { expect, test } from 'vitest';
import { makeFolder, runIn } from '../../harness.ts';

const services = `{
  a.requiresUniqueIdsFor = [ "p" ];
  b.requiresUniqueIdsFor = [ "p" ];
  m = { requiresUniqueIdsFor = [ "m" ]; };
}`;
const pools = `{
  p = { min = 10; max = 19; };
  q = { min = 30; max = 39; };
  m = { min = 1; max = 9; scope = "machine"; };
  ports = { min = 1000; max = 1009; };
  coupled = { sameAs = "q"; };
}`;
const models = {
  's.nix': services,
  'i.nix': '{ t1 = { }; t2 = { }; }',
  'd.nix': '{ infrastructure }: with infrastructure; { a = [ t1 ]; b = [ t2 ]; m = [ t1 ]; }',
  'r.nix': pools,
};
const valid = 'ids.p = { a = 10; b = 11; }; ids.m.m = 1; inUse.m = [ { from = 1; to = 1; targets = [ "t1" ]; } ];';
const words = ['-s', 's.nix', '-i', 'i.nix', '-d', 'd.nix', '--id-resources', 'r.nix', '--ids', 'ids.nix'];

interface Told {
  readonly severity: string;
  readonly code: string;
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
  readonly hint?: string;
}

async function checked(ids: string): Promise<readonly Told[]> {
  const folder = makeFolder({ ...models, 'ids.nix': `{\n${valid}\n${ids}\n}\n` });
  try {
    const { stdout } = await runIn(folder.path, ['check', ...words, '--json']);
    return (JSON.parse(stdout) as { readonly findings: readonly Told[] }).findings;
  } finally {
    folder.remove();
  }
}

test('former holders that are gone, and numbers outside a range that was another one, are no finding', async () => {
  const ids = `former.p = { gone = 12; b = 15; a = 99; };
    lastAssignments.p = 25;
    lastAssignmentsPerTarget.gone.m = 4;
    released.p = [ { from = 14; to = 15; run = 1; } { from = 12; to = 12; run = 2; } ];
    released.m = [ { from = 1; to = 1; run = 3; targets = [ "t2" ]; } ];`;
  expect(await checked(ids)).toEqual([]);
});

test.each([
  [
    'a number rests that somebody has',
    'released.p = [ { from = 9; to = 11; run = 4; } ];',
    'id-released',
    '"a" has 10',
  ],
  [
    'a number rests where somebody has it',
    'released.m = [ { from = 1; to = 1; run = 4; targets = [ "t2" "t1" ]; } ];',
    'id-released',
    '1 of the pool "m" rests since run 4, but "m" has 1',
  ],
  [
    'a later run stands first',
    'released.p = [ { from = 15; to = 15; run = 3; } { from = 12; to = 13; run = 2; } ];',
    'ids-memory',
    'out of order: run 2 after run 3',
  ],
  [
    'greater numbers of a run stand first',
    'released.p = [ { from = 15; to = 15; run = 3; } { from = 12; to = 13; run = 3; } ];',
    'ids-memory',
    'out of order: 12 after 15',
  ],
  [
    'ranges overlap',
    'released.p = [ { from = 12; to = 14; run = 1; } { from = 14; to = 15; run = 2; } ];',
    'ids-memory',
    'twice of the pool "p": 12 to 14 and 14 to 15',
  ],
  [
    'ranges in use overlap on a target',
    'inUse.p = [ { from = 12; to = 15; targets = [ "t1" "t2" ]; } { from = 13; to = 13; targets = [ "t2" ]; } ];',
    'ids-memory',
    'in use twice of the pool "p" on target "t2": 12 to 15 and 13',
  ],
  [
    'a former id is the one that its service has',
    'former.p.a = 10;',
    'ids-memory',
    'former id of service "a", which has it',
  ],
  ['a former id is no port', 'former.ports.gone = 70000;', 'ids-memory', 'of the pool "ports", which no port can have'],
  [
    'the last one given is no port',
    'lastAssignments.ports = 0;',
    'ids-memory',
    '0, the last one given of the pool "ports"',
  ],
  [
    'the last one given on a target is no port',
    'lastAssignmentsPerTarget.t1.ports = 70000;',
    'ids-memory',
    'the last one given of the pool "ports" on target "t1"',
  ],
  ['a pool that is gone is remembered', 'former.old.gone = 3;', 'id-stale', 'the pool "old" (former), which is not in'],
  [
    'a pool that is gone is remembered on a target',
    'lastAssignmentsPerTarget.t1.old = 3;',
    'id-stale',
    'the pool "old" (lastAssignmentsPerTarget)',
  ],
  ['a lineage stands alone', 'lineage = "abc";', 'ids-lineage', 'a lineage but no serial'],
  ['a serial stands alone', 'serial = 3;', 'ids-lineage', 'a serial but no lineage'],
  ['a serial is none', 'serial = 0; lineage = "abc";', 'ids-lineage', 'the lineage "abc" and the serial 0'],
  ['a lineage is none', 'lineage = "a b"; serial = 1;', 'ids-lineage', 'the lineage "a b" and the serial 1'],
])('%s: a warning in its place', async (_, ids, code, message) => {
  const told = await checked(ids);
  expect(told).toEqual([
    expect.objectContaining({ severity: 'warning', code, message: expect.stringContaining(message), line: 3 }),
  ]);
  expect(told[0]?.hint).toMatch(/id-assign|take it out/);
});

test('an id in a file is told where the file has it', async () => {
  const told = await checked('ids.p.gone = 12;\nids.q.a = 31; ids.none.a = 1;');
  expect(told.map(({ code, line, column }) => [code, line, column])).toEqual([
    ['id-stale', 4, 15],
    ['id-stale', 3, 1],
    ['id-stale', 4, 1],
  ]);
});

test('id-assign puts right what is said that it does', async () => {
  const broken = `released.p = [ { from = 15; to = 16; run = 3; } { from = 9; to = 15; run = 2; } ];
    former.p.a = 10; former.old.a = 1; lineage = "abc"; ids.p.gone = 12;`;
  const folder = makeFolder({ ...models, 'ids.nix': `{ ${valid} ${broken} }` });
  try {
    const before = await runIn(folder.path, ['check', ...words]);
    expect(before.stderr).toContain('0 errors, 7 warnings');
    const run = await runIn(folder.path, ['id-assign', ...words, '--output-file', 'ids.nix']);
    expect(run.exitCode).toBe(0);
    const after = await runIn(folder.path, ['check', ...words, '--strict']);
    expect(after).toMatchObject({ exitCode: 0, stdout: '' });
  } finally {
    folder.remove();
  }
});

test('ids that a pool adopted, and pins of a coupled pool, are in order', async () => {
  const folder = makeFolder({
    's.nix':
      '{ a.requiresUniqueIdsFor = [ "p" ]; b = { requiresUniqueIdsFor = [ "gids" "uids" ]; pinnedIds.uids = 1001; }; }',
    'r.nix': `{
      p = { min = 10; max = 19; keepForeign = true; };
      uids = { min = 1000; max = 1009; reserved = [ 1001 ]; };
      gids = { sameAs = "uids"; reserved = [ 1001 ]; };
    }`,
    'ids.nix': '{ ids = { p.a = 99; uids.b = 1001; gids.b = 1001; }; }',
  });
  const own = ['-s', 's.nix', '--id-resources', 'r.nix', '--ids', 'ids.nix'];
  try {
    expect(await runIn(folder.path, ['id-assign', ...own, '--dry-run'])).toMatchObject({
      stderr: expect.stringContaining('kept 3, assigned 0, released 0'),
    });
    expect(await runIn(folder.path, ['check', ...own, '--strict'])).toMatchObject({ exitCode: 0, stdout: '' });
  } finally {
    folder.remove();
  }
});

test('a file that was rolled back, or is of another system, is an error', async () => {
  const text = (lineage: string, serial: number) =>
    `{\n  "ids" = { "p" = { "a" = 10; "b" = 11; }; "m"."m" = 1; };\n  "lineage" = "${lineage}";\n  "serial" = ${serial};\n}\n`;
  const folder = makeFolder({ ...models, 'ids.nix': text('abc', 2), 'ids.nix.previous': text('abc', 2) });
  try {
    const codeOf = async () => /\[([a-z-]+)\]/.exec((await runIn(folder.path, ['check', ...words])).stdout)?.[1];
    expect(await codeOf()).toBe('ids-rolled-back');
    folder.write({ 'ids.nix': text('def', 3) });
    expect(await codeOf()).toBe('ids-of-another');
    folder.write({ 'ids.nix': text('abc', 3) });
    expect(await codeOf()).toBe(undefined);
  } finally {
    folder.remove();
  }
});
