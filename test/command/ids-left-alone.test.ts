import { describe, expect, it } from 'vitest';
import { runCommand } from '../harness.ts';

const wanting = (more = '', own = '') => `{ ... }: {
  a = { name = "a"; type = "process"; requiresUniqueIdsFor = [ "ports" ]; ${own} };
  b = { name = "b"; type = "process"; requiresUniqueIdsFor = [ "ports" ]; };
  ${more}
}`;
const infrastructure = `{
  t1 = { properties.sshPort = 8080; containers = { mysql.mysqlPort = "8081/tcp"; process = { }; }; };
  t2 = { properties = { }; containers.process = { }; };
}`;
const models = {
  's.nix': wanting(),
  'i.nix': infrastructure,
  'd.nix': '{ a = [ "t1" ]; b = [ "t2" ]; }',
  'r.nix': '{ ports = { min = 8080; max = 8090; }; }',
};
const words = ['-s', 's.nix', '-i', 'i.nix', '-d', 'd.nix', '--id-resources', 'r.nix'];
const onMachines = { 'r.nix': '{ ports = { min = 8080; max = 8090; scope = "machine"; }; }' };
const pinning = { 's.nix': wanting('', 'pinnedIds.ports = 8081;') };
const having = (ids: string) => ({ 'ids.nix': `{ ids.ports = { ${ids} }; lastAssignments = { ports = 8090; }; }` });

async function assign(more: Readonly<Record<string, string>>, ...options: readonly string[]) {
  const run = await runCommand('id-assign', { ...models, ...more }, [...words, '--json', ...options]);
  const { ids, held, inUse } = JSON.parse(run.stdout) as Record<string, Record<string, unknown>>;
  return { ...run, ids: ids?.['ports'], held, inUse };
}

async function warnings(more: Readonly<Record<string, string>>, ...options: readonly string[]) {
  const run = await runCommand('check', { ...models, ...more }, [...words, '--json', ...options]);
  const { findings } = JSON.parse(run.stdout) as { findings: readonly { code: string; severity: string }[] };
  return { ...run, findings: findings.filter(({ code }) => code !== 'undistributed-service') };
}

describe('a port that the infrastructure says', () => {
  it('is no new id there, and of a pool of global scope nowhere', async () => {
    const { ids, held, stderr, inUse } = await assign({});
    expect(ids).toEqual({ a: 8082, b: 8083 });
    expect((await assign(onMachines)).ids).toEqual({ a: 8082, b: 8080 });
    const unplaced = await runCommand('id-assign', models, [...words.slice(0, 4), ...words.slice(6), '--json']);
    expect(JSON.parse(unplaced.stdout)).toMatchObject({ ids: { ports: { a: 8082, b: 8083 } } });
    expect(stderr).toContain(
      'left to those that have them: ports 8080 to target t1 (sshPort), ports 8081 to container mysql of t1 (mysqlPort)\n',
    );
    const common = {
      pool: 'ports',
      targets: ['t1'],
      barsNewOnly: true,
      file: expect.stringMatching(/i\.nix$/),
      line: 2,
    };
    expect(held).toEqual([
      { ...common, from: 8080, to: 8080, by: 'sshPort', column: 10 },
      { ...common, container: 'mysql', from: 8081, to: 8081, by: 'mysqlPort', column: 52 },
    ]);
    expect(inUse).toBeUndefined();
  });

  it('of another protocol than the pool bars nothing, and that of many targets is told once', async () => {
    const udp = {
      'r.nix': '{ udpPorts = { min = 8080; max = 8090; }; }',
      's.nix': wanting().replaceAll('"ports"', '"udpPorts"'),
    };
    const run = await runCommand('id-assign', { ...models, ...udp }, [...words, '--json']);
    expect(JSON.parse(run.stdout)).toMatchObject({ ids: { udpPorts: { a: 8081, b: 8082 } } });
    const many = infrastructure.replace(
      't2 = { properties = { }; containers',
      't2 = { properties.sshPort = 8080; containers',
    );
    const { held, stderr } = await assign({ 'i.nix': many });
    expect(held).toMatchObject([{ by: 'sshPort', targets: ['t1', 't2'] }, { by: 'mysqlPort' }]);
    expect(stderr).toContain('ports 8080 to each of t1, t2 (sshPort)');
  });

  it('takes no id from who has it or pins it, but from who would come back for it', async () => {
    expect((await assign(having('a = 8080;'), '--ids', 'ids.nix')).ids).toEqual({ a: 8080, b: 8082 });
    expect((await assign({ ...pinning, ...onMachines })).ids).toMatchObject({ a: 8081 });
    const gone = { 'ids.nix': '{ ids.ports = { }; lastAssignments.ports = 8088; former.ports.a = 8080; }' };
    expect((await assign(gone, '--ids', 'ids.nix')).ids).toEqual({ a: 8089, b: 8090 });
  });

  it('is told by check where an id or a pin is the same, with both places', async () => {
    const kept = await warnings(having('a = 8081; b = 8082;'), '--ids', 'ids.nix');
    expect(kept.findings).toEqual([
      expect.objectContaining({
        severity: 'warning',
        code: 'port-conflict',
        message:
          'service "a" (its id of the pool ports) and its container "mysql" (property mysqlPort) both want port 8081 on target "t1"',
        file: 'ids.nix',
        line: 1,
        notes: ['container "mysql" of target "t1" has it at i.nix:2:52'],
      }),
    ]);
    expect(kept.exitCode).toBe(0);
    expect((await warnings(having('a = 8085; b = 8081;'), '--ids', 'ids.nix')).findings).toEqual([]);
    expect((await warnings(pinning)).findings).toMatchObject([
      { message: expect.stringContaining('(its pin of the pool ports)'), file: 's.nix' },
    ]);
    expect((await warnings({ 's.nix': wanting('', 'pinnedIds.ports = 8081; port = "8081/udp";') })).findings).toEqual(
      [],
    );
  });

  it.each([
    ['goes into the container', 'pinnedIds.ports = 8081; type = "mysql";'],
    ['provides the container', 'pinnedIds.ports = 8081; providesContainer = "mysql";'],
  ])('is no conflict with a service that %s', async (_, own) => {
    const text = wanting('', own);
    const given = { 's.nix': own.includes('type') ? text.replace('type = "process"; requires', 'requires') : text };
    expect((await warnings(given)).findings).toEqual([]);
  });

  it('is told where a service says the same port itself, without any pools, too', async () => {
    const check = async (own: string) => {
      const text = `{ ... }: { a = { name = "a"; type = "process"; ${own} }; }`;
      const run = await runCommand('check', { ...models, 's.nix': text, 'd.nix': '{ a = [ "t1" ]; }' }, [
        ...words.slice(0, 6),
        '--json',
      ]);
      return (JSON.parse(run.stdout) as { findings: readonly { message: string }[] }).findings;
    };
    expect(await check('ports.admin = "8080/tcp";')).toMatchObject([
      {
        severity: 'warning',
        code: 'port-conflict',
        message:
          'service "a" (property ports.admin) and the target itself (property sshPort) both want port 8080 on target "t1"',
        file: 's.nix',
        notes: ['target "t1" has it at i.nix:2:10'],
      },
    ]);
    expect(await check('httpPort = 8081;')).toHaveLength(1);
    for (const own of ['httpPort = "8081/udp";', 'mysqlPort = 8081;', 'port = 8081; providesContainer = "mysql";']) {
      expect(await check(own)).toEqual([]);
    }
  });

  it('is what keeps a number from a service, and a pin would give it', async () => {
    const asked = ['--ids', 'none.nix', '--id', 'ports:a', '--not', '8080', '--not', '8081'];
    const { stdout } = await runCommand('explain', models, [...words, ...asked]);
    expect(stdout.split('\n').slice(1)).toEqual([
      '  Not 8080: target t1 has it by itself (sshPort, i.nix:2:10); a pin would give it (pinnedIds.ports = 8080).',
      '  Not 8081: container mysql of t1 has it by itself (mysqlPort, i.nix:2:52); a pin would give it (pinnedIds.ports = 8081).',
      '',
    ]);
    const json = await runCommand('explain', models, [...words, ...asked, '--json']);
    expect(JSON.parse(json.stdout)).toMatchObject({
      ids: [
        { others: [{}, { obstacles: [{ kind: 'held', container: 'mysql', by: 'mysqlPort', barsNewOnly: true }] }] },
      ],
    });
  });

  it('is told where a pool runs dry', async () => {
    const { stderr, exitCode } = await assign({ 'r.nix': '{ ports = { min = 8080; max = 8082; }; }' });
    expect(stderr).toContain(
      'b gets nothing; container mysql of t1 has the port 8081 (mysqlPort), target t1 has the port',
    );
    expect(exitCode).toBe(1);
  });
});

describe('what a service says that goes to no target', () => {
  const idle = (own: string) => ({
    'i.nix': '{ t1 = { }; t2 = { }; }',
    's.nix': wanting(`idle = { name = "idle"; ${own} };`),
  });

  it('is no new id of a pool of global scope, be it a port or a pin', async () => {
    const { ids, held, stderr, inUse } = await assign(idle('type = "process"; httpPort = 8081; ids.ports = 8080;'));
    expect(ids).toEqual({ a: 8082, b: 8083 });
    expect(stderr).toContain(
      'left to services that have them: ports 8080 to idle (its pin of ports), ports 8081 to idle (httpPort)\n',
    );
    expect(held).toMatchObject([
      { service: 'idle', from: 8080, targets: [], barsNewOnly: true },
      { service: 'idle', from: 8081, targets: [], barsNewOnly: true },
    ]);
    expect(inUse).toBeUndefined();
    expect((await assign({ ...idle('httpPort = 8080;'), ...onMachines })).ids).toEqual({ a: 8080, b: 8080 });
  });

  it('takes nothing from who has it, and what it reads from the ids file is none of its own', async () => {
    const given = { ...idle('httpPort = 8081;'), ...having('a = 8081; b = 8083;') };
    expect((await assign(given, '--ids', 'ids.nix')).ids).toEqual({ a: 8081, b: 8083 });
    const read = idle('httpPort = (import ./ids.nix).ids.ports.idle or 0;');
    const left = { ...having('idle = 8081; b = 8083;'), 'r.nix': '{ ports = { min = 8081; max = 8083; }; }' };
    const { ids, held } = await assign({ ...read, ...left }, '--ids', 'ids.nix');
    expect([ids, held]).toEqual([{ a: 8082, b: 8083 }, []]);
  });

  it('counts for users and groups, also of pools that are coupled', async () => {
    const users = {
      's.nix': `{ ... }: {
        a = { name = "a"; type = "process"; requiresUniqueIdsFor = [ "gids" ]; };
        b = { name = "b"; type = "process"; requiresUniqueIdsFor = [ "uids" ]; };
        idle = { name = "idle"; type = "process"; pinnedIds.uids = 2000; };
      }`,
      'r.nix': '{ uids = { min = 2000; max = 2003; }; gids.sameAs = "uids"; }',
    };
    const { stdout } = await runCommand('id-assign', { ...models, ...users }, [...words, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ ids: { gids: { a: 2001 }, uids: { b: 2002 } } });
  });

  it('is what keeps a number from a service', async () => {
    const given = { ...models, ...idle('httpPort = 8080;') };
    const { stdout } = await runCommand('explain', given, [
      ...words,
      '--ids',
      'x.nix',
      '--id',
      'ports:a',
      '--not',
      '8080',
    ]);
    expect(stdout).toContain('Not 8080: idle has it by itself, though it goes to no target (httpPort, s.nix:4:27)');
  });
});
