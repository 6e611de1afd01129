import { describe, expect, it } from 'vitest';
import { runCommand } from '../harness.ts';

const infrastructure = '{ t1.containers.process = { }; t2.containers.process = { }; }';
const proxied = `{ ... }: {
  proxy = { name = "proxy"; type = "process"; httpPort = 8081; };
  a = { name = "a"; type = "process"; requiresUniqueIdsFor = [ "ports" ]; };
  b = { name = "b"; type = "process"; requiresUniqueIdsFor = [ "ports" ]; };
  c = { name = "c"; type = "process"; requiresUniqueIdsFor = [ "ports" ]; };
}`;
const onOne = '{ proxy = [ "t1" ]; a = [ "t1" ]; b = [ "t1" ]; c = [ "t1" ]; }';
const pool = (more = '') => `{ ports = { min = 8080; max = 8090; ${more} }; }`;
const words = ['-s', 's.nix', '-i', 'i.nix', '-d', 'd.nix', '--id-resources', 'r.nix'];

function files(more: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return { 'i.nix': infrastructure, 's.nix': proxied, 'd.nix': onOne, 'r.nix': pool(), ...more };
}

async function assign(more: Readonly<Record<string, string>> = {}, ...options: readonly string[]) {
  const run = await runCommand('id-assign', files(more), [...words, '--json', ...options]);
  const { ids, held } = JSON.parse(run.stdout) as { ids?: Record<string, Record<string, number>>; held?: unknown };
  return { ...run, ids, held };
}

const previous = (ids: string) => `{ ids.ports = { ${ids} }; lastAssignments = { ports = 8089; }; }`;

describe('a port that a service says', () => {
  it('is given to nobody else, and told once with who has it', async () => {
    const { exitCode, stderr, ids, held } = await assign();
    expect(ids?.['ports']).toEqual({ a: 8080, b: 8082, c: 8083 });
    expect(stderr).toBe(
      'kept 0, assigned 3, released 0\nleft to services that have them: ports 8081 to proxy (httpPort)\n',
    );
    expect(held).toEqual([
      {
        ...{ pool: 'ports', service: 'proxy', from: 8081, to: 8081, by: 'httpPort', targets: ['t1'] },
        ...{ file: expect.stringMatching(/s\.nix$/), line: 2, column: 47 },
      },
    ]);
    expect(exitCode).toBe(0);
  });

  it('leaves check nothing to tell', async () => {
    const { ids } = await assign();
    const entries = Object.entries(ids?.['ports'] ?? {}).map(([service, id]) => `${service} = ${id};`);
    const given = files({ 'ids.nix': previous(entries.join(' ')) });
    expect(await runCommand('check', given, [...words, '--ids', 'ids.nix'])).toMatchObject({ stdout: '', exitCode: 0 });
  });

  it('matters on its targets only, in a pool of machine scope', async () => {
    const there = {
      'r.nix': pool('scope = "machine";'),
      'd.nix': '{ proxy = [ "t1" ]; a = [ "t1" ]; b = [ "t2" ]; c = [ "t1" "t2" ]; }',
    };
    expect((await assign(there)).ids?.['ports']).toEqual({ a: 8080, b: 8080, c: 8082 });
  });

  it('takes the number from a service that has it on the same target, and from nobody elsewhere', async () => {
    const given = { 'ids.nix': previous('a = 8081; b = 8085;') };
    const { ids } = await assign(given, '--ids', 'ids.nix');
    expect(ids?.['ports']).toEqual({ a: 8090, b: 8085, c: 8080 });
    const apart = { ...given, 'd.nix': '{ proxy = [ "t2" ]; a = [ "t1" ]; b = [ "t1" ]; c = [ "t1" ]; }' };
    expect((await assign(apart, '--ids', 'ids.nix')).ids?.['ports']).toEqual({ a: 8081, b: 8085, c: 8090 });
  });

  it('is the id of a service that reads its own from the ids file', async () => {
    const reading = `{ ... }: let ids = (import ./ids.nix).ids; in {
      a = { name = "a"; type = "process"; port = ids.ports.a or 0; requiresUniqueIdsFor = [ "ports" ]; };
      b = { name = "b"; type = "process"; port = ids.ports.b or 0; requiresUniqueIdsFor = [ "ports" ]; pinnedIds.ports = 8081; };
    }`;
    const given = {
      's.nix': reading,
      'd.nix': '{ a = [ "t1" ]; b = [ "t1" ]; }',
      'ids.nix': previous('a = 8081; b = 8085;'),
    };
    const { ids, held } = await assign(given, '--ids', 'ids.nix');
    expect(ids?.['ports']).toEqual({ a: 8090, b: 8081 });
    expect(held).toEqual([]);
  });

  it('that a service reads of another one is none of its own', async () => {
    const reading = `{ ... }: let ids = (import ./ids.nix).ids; in {
      a = { name = "a"; type = "process"; requiresUniqueIdsFor = [ "ports" ]; };
      b = { name = "b"; type = "process"; aPort = ids.ports.a; requiresUniqueIdsFor = [ "ports" ]; };
    }`;
    const given = {
      's.nix': reading,
      'd.nix': '{ a = [ "t1" ]; b = [ "t1" ]; }',
      'ids.nix': previous('a = 8081; b = 8085;'),
    };
    const { ids, held } = await assign(given, '--ids', 'ids.nix');
    expect(ids?.['ports']).toEqual({ a: 8081, b: 8085 });
    expect(held).toEqual([]);
  });

  it.each([
    ['ids.nix', '{ ids.ports = { a = 8081; b = 8085; }; }', 'import ./ids.nix'],
    ['ids.nix', 'let b = 8085; in { ids = rec { ports = { a = 8081; inherit b; }; }; }', 'import ./ids.nix'],
    [
      'ids.json',
      '{ "ids": { "ports": { "a": 8081, "b": 8085 } } }',
      'builtins.fromJSON (builtins.readFile ./ids.json)',
    ],
  ])(
    'that a service reads of another one is none of its own in an %s that is written by hand',
    async (file, ids, read) => {
      const reading = `{ ... }: let ids = (${read}).ids; in {
      a = { name = "a"; type = "process"; requiresUniqueIdsFor = [ "ports" ]; port = ids.ports.a; };
      b = { name = "b"; type = "process"; requiresUniqueIdsFor = [ "ports" ]; aPort = ids.ports.a; };
    }`;
      const given = { 's.nix': reading, 'd.nix': '{ a = [ "t1" ]; b = [ "t1" ]; }', [file]: ids };
      expect((await assign(given, '--ids', file)).ids?.['ports']).toEqual({ a: 8081, b: 8085 });
      const check = await runCommand('check', files(given), [...words, '--ids', file]);
      expect(check).toMatchObject({ stdout: '', exitCode: 0 });
    },
  );

  it('of another protocol takes nothing, and one on an address takes the number', async () => {
    const udp = proxied.replace('8081', '"8081/udp"');
    expect((await assign({ 's.nix': udp, 'r.nix': pool('protocol = "tcp";') })).ids?.['ports']).toMatchObject({
      b: 8081,
    });
    const local = proxied.replace('8081', '"127.0.0.1:8081"');
    expect((await assign({ 's.nix': local })).ids?.['ports']).toMatchObject({ b: 8082 });
  });

  it('is refused as a pin of another service on that target, unless the two are told apart', async () => {
    const pinned = proxied.replace('c = {', 'c = { pinnedIds.ports = 8081;');
    const { exitCode, stderr } = await assign({ 's.nix': pinned });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(
      'service "c" pins 8081 of the pool "ports", but service "proxy" has the port 8081 (httpPort) there [pin-collision]',
    );
    const apart = pinned
      .replace('httpPort = 8081', 'httpPort = "127.0.0.1:8081"')
      .replace('c = {', 'c = { port = "10.0.0.1:8081";');
    expect((await assign({ 's.nix': apart })).ids?.['ports']).toMatchObject({ c: 8081 });
  });

  it('is told where a pool runs dry', async () => {
    const { exitCode, stderr, stdout } = await assign({ 'r.nix': '{ ports = { min = 8080; max = 8082; }; }' });
    expect(exitCode).toBe(1);
    expect(stderr).toContain('c gets nothing; service "proxy" has the port 8081 (httpPort)');
    expect(JSON.parse(stdout)).toMatchObject({ reason: { pools: [{ pool: 'ports', held: [{ service: 'proxy' }] }] } });
  });
});

it('a pin of one pool of ports is left to its service by another pool', async () => {
  const two = '{ ports = { min = 8080; max = 8090; }; adminPorts = { min = 8080; max = 8090; }; }';
  const pinned = proxied.replace('httpPort = 8081;', 'pinnedIds.adminPorts = 8081;');
  const { ids, stderr } = await assign({ 's.nix': pinned, 'r.nix': two });
  expect(ids?.['ports']).toEqual({ a: 8080, b: 8082, c: 8083 });
  expect(stderr).toContain('ports 8081 to proxy (its pin of adminPorts)');
});

it('numbers that no user can have are given to nobody', async () => {
  const names = ['a', 'b', 'c', 'd'];
  const services = names.map(
    name => `${name} = { name = "${name}"; type = "process"; requiresUniqueIdsFor = [ "uids" ]; };`,
  );
  const given = {
    's.nix': `{ ... }: { ${services.join(' ')} }`,
    'd.nix': `{ ${names.map(name => `${name} = [ "t1" ];`).join(' ')} }`,
    'r.nix': '{ uids = { min = 65532; max = 65540; }; }',
  };
  expect((await assign(given)).ids?.['uids']).toEqual({ a: 65_532, b: 65_533, c: 65_536, d: 65_537 });
  const pinned = { ...given, 's.nix': given['s.nix'].replace('name = "a";', 'name = "a"; pinnedIds.uids = 65534;') };
  expect((await assign(pinned)).stderr).toContain('service "a" pins 65534, which no user can have');
  const plain = { ...given, 'r.nix': '{ uids = { min = 65532; max = 65540; kind = "number"; }; }' };
  expect((await assign(plain)).ids?.['uids']).toMatchObject({ c: 65_534 });
});

it('a pin of a number with a name is told where its service has it', async () => {
  const pinned = proxied.replace('c = {', 'c = { pinnedIds."ports:admin" = 8081;');
  const { exitCode, stderr } = await assign({ 's.nix': pinned });
  expect(exitCode).toBe(2);
  expect(stderr).toContain('service "c:admin" pins 8081 of the pool "ports"');
  expect(stderr).toContain('at s.nix:5:9');
});

describe('check', () => {
  it('tells no conflict of a port that a service reads from the ids of another one, whether they are given or not', async () => {
    const reading = `{ ... }: let ids = (import ./ids.nix).ids; in {
      web = { name = "web"; type = "process"; requiresUniqueIdsFor = [ "ports" "ports:metrics" ];
        port = ids.ports.web; metricsPort = ids.ports."web:metrics"; };
      log = { name = "log"; type = "process"; requiresUniqueIdsFor = [ "ports" ]; webPort = ids.ports."web:metrics"; };
      top = { name = "top"; type = "process"; webPort = ids.ports.web; };
    }`;
    const given = files({
      's.nix': reading,
      'd.nix': '{ web = [ "t1" ]; log = [ "t1" ]; top = [ "t1" ]; }',
      'ids.nix': previous('log = 8080; web = 8081; "web:metrics" = 8082;'),
    });
    expect(await runCommand('check', given, [...words, '--ids', 'ids.nix'])).toMatchObject({ stdout: '', exitCode: 0 });
    const without = await runCommand('check', given, [...words.slice(0, 6), '--json']);
    // Whose id it is that "log" reads is not known without them; "top" has none.
    expect((JSON.parse(without.stdout) as { findings: readonly object[] }).findings).toEqual([
      expect.objectContaining({
        severity: 'warning',
        message: expect.stringMatching(/"log" .* and "web" .* port 8082/),
      }),
    ]);
    const real = {
      ...given,
      's.nix': reading.replace('ids.ports."web:metrics"; };\n      top', '8082; };\n      top'),
    };
    expect(await runCommand('check', real, [...words, '--ids', 'ids.nix'])).toMatchObject({ exitCode: 1 });
  });

  const conflicts = async (a: string, b: string): Promise<readonly string[]> => {
    const text = `{ ... }: { a = { name = "a"; type = "process"; ${a} }; b = { name = "b"; type = "process"; ${b} }; }`;
    const given = { 's.nix': text, 'i.nix': infrastructure, 'd.nix': '{ a = [ "t1" ]; b = [ "t1" ]; }' };
    const run = await runCommand('check', given, ['-s', 's.nix', '-i', 'i.nix', '-d', 'd.nix', '--json']);
    const { findings } = JSON.parse(run.stdout) as { findings: readonly { code: string; message: string }[] };
    return findings.map(({ code, message }) => `${code}: ${/port \d+|[\d.-]+ is no port/.exec(message)?.[0]}`);
  };
  it.each<[string, string, readonly string[]]>([
    ['port = "514/tcp";', 'port = "514/udp";', []],
    ['port = 514; portProtocol = "tcp";', 'udpPort = 514;', []],
    ['port = "127.0.0.1:80";', 'port = "10.0.0.1:80";', []],
    ['port = "127.0.0.1:80";', 'port = 80;', ['port-conflict: port 80']],
    ['ports = { http = 80; };', 'ports = { http = 80; };', ['port-conflict: port 80']],
    ['port = "8080";', 'port = "8080";', ['port-conflict: port 8080']],
    ['listenPorts = [ 9000 9001 ];', 'listenPorts = [ 9001 ];', ['port-conflict: port 9001']],
    ['ports = [ "8000-8010" ];', 'port = 8005;', ['port-conflict: port 8005']],
    ['httpPort = 70000;', '', ['port-range: 70000 is no port']],
    ['httpPort = 8080.5;', '', ['port-range: 8080.5 is no port']],
    ['port = "[::1]:53";', 'port = "[0:0:0:0:0:0:0:1]:53/udp";', ['port-conflict: port 53']],
    ['port = "0.0.0.0:53";', 'port = "[::1]:53";', []],
  ])('%s and %s', async (a, b, expected) => {
    expect(await conflicts(a, b)).toEqual(expected);
  });
});
