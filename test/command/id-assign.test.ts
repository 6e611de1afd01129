import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it, test } from 'vitest';
import { makeFolder, type Run, runIn } from '../harness.ts';
import { referee, runReferee } from '../nix/referee.ts';

if (referee === undefined) console.warn('nix-instantiate is not installed: ids files are not compared with it');

const ports = '{ ports = { min = 5000; max = 6000; }; }';
let folder = makeFolder({});
afterEach(() => folder.remove());

async function assign(files: Record<string, string>, ...more: readonly string[]): Promise<Run> {
  folder.remove();
  folder = makeFolder({ 'r.nix': ports, ...files });
  return await runIn(folder.path, ['id-assign', '-s', 's.nix', '--id-resources', 'r.nix', ...more]);
}

/** A services model in which each service wants an id of ports. */
function services(...names: readonly string[]): string {
  return `{ ... }: { ${names.map(name => `${name} = { requiresUniqueIdsFor = [ "ports" ]; };`).join(' ')} }`;
}

describe('the web applications of the post', () => {
  const models = resolve('models/webapps');
  const words = (suffix: string) => {
    const file = (name: string) => join(models, name);
    return [
      ...[
        '-s',
        file(`services${suffix}.nix`),
        '-i',
        file('infrastructure.nix'),
        '-d',
        file(`distribution${suffix}.nix`),
      ],
      ...['--id-resources', file('idresources.nix'), '--output-file', 'ids.nix'],
    ];
  };

  it('get the ids that are printed there, then keep them', async () => {
    folder = makeFolder({});
    // As the post writes it, without a subcommand.
    const first = await runIn(folder.path, words(''));
    expect(first).toMatchObject({ exitCode: 0, stdout: '', stderr: 'kept 0, assigned 6, released 0\n' });
    expect(await readIds()).toEqual({
      ids: {
        gids: { webapp1: 2000, webapp2: 2001 },
        uids: { webapp1: 2000, webapp2: 2001 },
        ports: { webapp1: 5000, webapp2: 5001 },
      },
      lastAssignments: { gids: 2001, uids: 2001, ports: 5001 },
      ...{ lineage: expect.stringMatching(/^[0-9a-f]{32}$/), serial: 1 },
    });
    const second = await runIn(folder.path, ['id-assign', ...words('-after'), '--ids', 'ids.nix']);
    expect(second.stderr).toBe(
      'kept 3, assigned 3, released 3: webapp1 gids 2000, webapp1 ports 5000, webapp1 uids 2000\n',
    );
    expect(await readIds()).toEqual({
      ids: {
        gids: { webapp2: 2001, webapp3: 2002 },
        uids: { webapp2: 2001, webapp3: 2002 },
        ports: { webapp2: 5001, webapp3: 5002 },
      },
      lastAssignments: { gids: 2002, uids: 2002, ports: 5002 },
      former: { gids: { webapp1: 2000 }, ports: { webapp1: 5000 }, uids: { webapp1: 2000 } },
      released: {
        gids: [{ from: 2000, to: 2000, run: 1 }],
        ports: [{ from: 5000, to: 5000, run: 1 }],
        uids: [{ from: 2000, to: 2000, run: 1 }],
      },
      ...{ lineage: expect.any(String), serial: 2 },
    });
    expect(readdirSync(folder.path)).toEqual(['ids.nix', 'ids.nix.previous']);
  });
});

describe('the ids file', () => {
  it('does not depend on the order in which services are written', async () => {
    const names = ['d', 'a', 'c', 'b'];
    const one = (await assign({ 's.nix': services(...names) })).stdout;
    expect((await assign({ 's.nix': services(...names.reverse()) })).stdout).toBe(one);
  });

  it('is left whole by a run that fails', async () => {
    const old = '{ ids.ports.a = 5007; lastAssignments.ports = 5007; }';
    const both = ['--ids', 'ids.nix', '--output-file', 'ids.nix'];
    const failures: [string, Record<string, string>, number][] = [
      ['a syntax error', { 's.nix': '{' }, 2],
      ['a dry pool', { 's.nix': services('a', 'b'), 'r.nix': '{ ports = { min = 1; max = 1; }; }' }, 1],
      ['a wrong pool', { 's.nix': services('a'), 'r.nix': '{ ports = { min = 2; max = 1; }; }' }, 2],
    ];
    for (const [, files, exitCode] of failures) {
      expect(await assign({ ...files, 'ids.nix': old }, ...both)).toMatchObject({ exitCode, stdout: '' });
      expect(readFileSync(join(folder.path, 'ids.nix'), 'utf8')).toBe(old);
      expect(readdirSync(folder.path).sort()).toEqual(['ids.nix', 'r.nix', 's.nix']);
    }
    const broken = await assign({ 's.nix': services('a'), 'ids.nix': '{ ids.ports.a = 5007' }, ...both);
    expect(broken.exitCode).toBe(2);
    expect(readFileSync(join(folder.path, 'ids.nix'), 'utf8')).toBe('{ ids.ports.a = 5007');
  });

  it('may be missing when it is the output file, not otherwise', async () => {
    const first = await assign({ 's.nix': services('a') }, '--ids', 'ids.nix', '--output-file', 'ids.nix');
    expect(first.exitCode).toBe(0);
    expect(first.stderr).toContain('"ids.nix" does not exist yet');
    const wrong = await assign({ 's.nix': services('a') }, '--ids', 'idss.nix', '--output-file', 'ids.nix');
    expect(wrong.exitCode).toBe(2);
    expect(wrong.stderr).toContain('idss.nix');
  });

  it('may be read by the models, and names of any kind are names', async () => {
    const names = ['__proto__', 'constructor', '10', 'a"b\\\\', '${x}', 'b$', '\u00e9'];
    const quoted = names.map(name => JSON.stringify(name.replace('\\\\', '\\')).replace('${', '\\${'));
    const model = `{ ... }: let ids = if builtins.pathExists ./ids.nix then (import ./ids.nix).ids else { }; in {
      ${quoted.map(name => `${name} = { port = ids.ports.${name} or 0; requiresUniqueIdsFor = [ "ports" ]; };`).join('\n')} }`;
    expect((await assign({ 's.nix': model }, '--output-file', 'ids.nix')).stderr).toBe(
      'kept 0, assigned 7, released 0\n',
    );
    const read = await runIn(folder.path, ['eval', '--json', '-A', 'ids.ports', 'ids.nix']);
    const printed = readFileSync(join(folder.path, 'ids.nix'), 'utf8');
    expect(Object.values(JSON.parse(read.stdout) as object).sort()).toEqual([5000, 5001, 5002, 5003, 5004, 5005, 5006]);
    if (referee !== undefined) {
      const real = runReferee(['--eval', '--strict', '--json', join(folder.path, 'ids.nix')]);
      const ours = await runIn(folder.path, ['eval', '--json', 'ids.nix']);
      expect(JSON.parse(toUtf8(real.stdout))).toEqual(JSON.parse(ours.stdout));
    }
    const again = await runIn(folder.path, ['id-assign', '-s', 's.nix', '--id-resources', 'r.nix', '--ids', 'ids.nix']);
    expect(again).toMatchObject({ stdout: printed, stderr: 'kept 7, assigned 0, released 0\n' });
  });

  it('may be standard output', async () => {
    for (const file of ['-', '/dev/stdout']) {
      expect(await assign({ 's.nix': services('a') }, '--output-file', file)).toMatchObject({
        exitCode: 0,
        stdout: expect.stringContaining('"a" = 5000;'),
      });
      expect(readdirSync(folder.path).sort()).toEqual(['r.nix', 's.nix']);
    }
  });

  it('keeps the order of releases in the file', async () => {
    const resources = '{ ports = { min = 1; max = 4; }; }';
    await assign({ 's.nix': services('a', 'b', 'c', 'd'), 'r.nix': resources }, '--output-file', 'ids.nix');
    const next = async (...names: readonly string[]) => {
      writeFileSync(join(folder.path, 's.nix'), services(...names));
      const words = ['-s', 's.nix', '--id-resources', 'r.nix', '--ids', 'ids.nix', '--output-file', 'ids.nix'];
      expect((await runIn(folder.path, ['id-assign', ...words])).exitCode).toBe(0);
      return (await readIds()) as { ids: { ports: Record<string, number> }; released?: object };
    };
    await next('a', 'b', 'd');
    expect((await next('b', 'd')).released).toEqual({
      ports: [
        { from: 3, to: 3, run: 1 },
        { from: 1, to: 1, run: 2 },
      ],
    });
    expect((await next('b', 'd', 'e')).ids.ports['e']).toBe(3);
    expect((await next('b', 'd', 'e', 'f')).ids.ports['f']).toBe(1);
  });
});

test('a dry run writes nothing and lists the changes', async () => {
  const files = {
    's.nix': services('a', 'c'),
    'ids.nix': '{ ids.ports = { a = 5000; b = 5001; }; lastAssignments.ports = 5001; }',
  };
  const run = await assign(files, '--ids', 'ids.nix', '--output-file', 'ids.nix', '--dry-run');
  expect(run.stderr).toBe(
    'dry run: kept 1, assigned 1, released 1: b ports 5001\n  - b ports 5001\n  + c ports 5002\n',
  );
  expect(run.stdout).toContain('"c" = 5002;');
  expect(readFileSync(join(folder.path, 'ids.nix'), 'utf8')).toBe(files['ids.nix']);
});

test('--json prints the ids and the changes, beside a Nix file', async () => {
  const files = { 's.nix': services('a'), 'ids.nix': '{ ids.ports.b = 5001; lastAssignments.ports = 5001; }' };
  const run = await assign(files, '--ids', 'ids.nix', '--output-file', 'ids.nix', '--json');
  expect(JSON.parse(run.stdout)).toEqual({
    version: 1,
    ids: { ports: { a: 5002 } },
    held: [],
    former: { ports: { b: 5001 } },
    released: { ports: [{ from: 5001, to: 5001, run: 1 }] },
    lastAssignments: { ports: 5002 },
    ...{ lineage: expect.any(String), serial: 1 },
    changes: {
      kept: 0,
      changed: [],
      assigned: [{ service: 'a', pool: 'ports', id: 5002 }],
      released: [{ service: 'b', pool: 'ports', id: 5001 }],
    },
  });
  expect(await readIds()).toEqual({
    ids: { ports: { a: 5002 } },
    lastAssignments: { ports: 5002 },
    former: { ports: { b: 5001 } },
    released: { ports: [{ from: 5001, to: 5001, run: 1 }] },
    ...{ lineage: expect.any(String), serial: 1 },
  });
});

test('a dry pool ends in exit code 1 and names the pool, its range and who got nothing', async () => {
  const files = { 's.nix': services('a', 'b', 'c'), 'r.nix': '{\n  ports = { min = 1; max = 3; step = 3; };\n}' };
  const run = await assign(files);
  expect(run).toMatchObject({ exitCode: 1, stdout: '' });
  expect(run.stderr).toMatch(
    /pool "ports" \(1 to 3 in steps of 3\) has no id left: b, c get nothing \[pool-dry\]\n {2}at r\.nix:2:3/,
  );
  const json = await assign(files, '--json');
  expect(json).toMatchObject({ exitCode: 1, stderr: run.stderr });
  expect(JSON.parse(json.stdout)).toMatchObject({
    error: { code: 'pool-dry', file: 'r.nix', line: 2, subject: { kind: 'pool', name: 'ports' } },
    status: 'impossible',
    reason: { kind: 'no-numbers', pools: [{ pool: 'ports', services: ['b', 'c'] }] },
  });
});

describe('pins', () => {
  it('win, and are read from both attributes, but not from the ids file that a service carries', async () => {
    const model = `{ ... }: {
      a = { requiresUniqueIdsFor = [ "ports" ]; };
      b = { ids.ports = 5000; };
      c = rec { ids = { ports = { c = 5009; }; }; port = ids.ports.c; pinnedIds.ports = 5002; };
      d = { requiresUniqueIdsFor = [ "ports" ]; ids = { ports = { d = 5009; }; }; };
    }`;
    const run = await assign({ 's.nix': model }, '--json');
    expect(JSON.parse(run.stdout)).toMatchObject({ ids: { ports: { a: 5001, b: 5000, c: 5002, d: 5003 } } });
  });

  it.each([
    [
      'collides',
      'a = { ids.ports = 5001; }; b = { ids.ports = 5001; };',
      /service "b" pins 5001 of the pool "ports", which collides with 5001 of the pool "ports", pinned by service "a"/,
    ],
    [
      'lies outside',
      'a = { ids.ports = 4999; };',
      /service "a" pins 4999, which is not an id of the pool "ports" \(5000 to 6000\)/,
    ],
    [
      'is of no pool',
      'a = { ids.port = 5001; };',
      /pool "port", which is not in the ID resources model[\s\S]*did you mean "ports"/,
    ],
    [
      'is no number',
      'a = { pinnedIds.ports = "web"; };',
      /pins as its id of the pool "ports" a string, "web", not a whole number/,
    ],
    [
      'is no number, in ids',
      'a = { ids.ports = "5001-5003"; };',
      /pins as .* "ports" a string, "5001-5003", not a whole/,
    ],
    ['is half a number', 'a = { ids.ports = 5001.5; };', /pins as its id of the pool "ports" a float, not a whole/],
    ['in quotes is of no pool', 'a = { ids.port = "5001"; };', /pool "port", which is not[\s\S]*did you mean "ports"/],
    ['is two', 'a = { ids.ports = 5001; pinnedIds.ports = 5002; };', /pins two ids of the pool "ports": 5001 and 5002/],
  ])('are refused when one %s', async (_, model, message) => {
    const run = await assign({ 's.nix': `{ ... }: {\n${model} }` });
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toMatch(message);
    expect(run.stderr).toMatch(/s\.nix:2:/);
  });
});

describe('wrong requests', () => {
  it.each([
    ['a string', 'a = { requiresUniqueIdsFor = "ports"; };', /is a string, but must be a list[\s\S]*\[ "ports" \]/],
    [
      'an unknown pool',
      'a = { requiresUniqueIdsFor = [ "port" ]; };',
      /"port", which is not[\s\S]*did you mean "ports"/,
    ],
    ['a number', 'a = { requiresUniqueIdsFor = [ 5 ]; };', /has an integer in it/],
    ['a misspelt property', 'a = { requireUniqueIdsFor = [ "ports" ]; };', /did you mean "requiresUniqueIdsFor"/],
  ])('%s is an error', async (_, model, message) => {
    const run = await assign({ 's.nix': `{ ... }: { ${model} }` });
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toMatch(message);
  });

  it('are not there when a service property is given that nobody has', async () => {
    const run = await assign({ 's.nix': services('a') }, '--service-property', 'wantsIds');
    expect(run.exitCode).toBe(0);
    expect(run.stderr).toContain('no service has the property "wantsIds"');
    const other = await assign({ 's.nix': '{ ... }: { a.wantsIds = [ "ports" ]; }' }, '--service-property', 'wantsIds');
    expect(other.stdout).toContain('"a" = 5000;');
  });

  it('for pools of machine scope need a distribution, and that the infrastructure', async () => {
    const files = {
      's.nix': services('a', 'b', 'c'),
      'r.nix': '{ ports = { min = 1; max = 9; scope = "machine"; }; }',
      'i.nix': '{ t1 = { }; t2 = { }; }',
      'd.nix': '{ infrastructure }: { a = [ infrastructure.t1 ]; c = [ infrastructure.t2 ]; b = [ ]; }',
    };
    expect(await assign(files)).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringContaining('has the scope "machine"'),
    });
    expect(await assign(files, '-d', 'd.nix')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('(-i)') });
    expect(JSON.parse((await assign(files, '-i', 'i.nix', '-d', 'd.nix', '--json')).stdout)).toMatchObject({
      ids: { ports: { a: 1, c: 1 } },
      lastAssignments: {},
      lastAssignmentsPerTarget: { t1: { ports: 1 }, t2: { ports: 1 } },
    });
  });
});

function toUtf8(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

async function readIds(): Promise<unknown> {
  return JSON.parse((await runIn(folder.path, ['eval', '--json', 'ids.nix'])).stdout);
}

test('everything that is wrong with the pools a service asks for is told at once', async () => {
  const model = '{ a.requiresUniqueIdsFor = [ (throw "no") "ports" 5 "prots" ]; b.requiresUniqueIdsFor = [ "uids" ]; }';
  const run = await assign({ 's.nix': model, 'r.nix': '{ ports = { min = 1; max = 3; }; }' });
  expect(run).toMatchObject({ exitCode: 2, stdout: '' });
  const codes = [...run.stderr.matchAll(/^error: .*\[([a-z-]+)\]$/gm)].map(([, code]) => code);
  expect(codes).toEqual(['thrown', 'unique-ids', 'unknown-pool']);
  expect(run.stderr).toMatch(/^warning: service "b" wants an id of the pool "uids"/m);
});

test('a pool that the model has no more lets go of its ids, with a warning', async () => {
  const files = { 's.nix': '{ a.requiresUniqueIdsFor = [ "ports" ]; }', 'r.nix': '{ ports = { min = 1; max = 3; }; }' };
  expect(JSON.parse((await assign(files, '--json')).stdout)).toMatchObject({ ids: { ports: { a: 1 } } });
  const renamed = {
    ...files,
    'r.nix': '{ numbers = { min = 1; max = 3; }; }',
    'old.nix': '{ ids.ports.a = 1; lastAssignments.ports = 1; }',
  };
  const run = await assign(renamed, '--ids', 'old.nix', '--json');
  expect(run.exitCode).toBe(0);
  expect(run.stderr).toContain('"ports", which is not in the ID resources model: it gets none');
  expect(JSON.parse(run.stdout)).toMatchObject({ ids: {}, lastAssignments: {} });
});

describe('an id that changes', () => {
  const users = '{ uids = { min = 1000; max = 1010; }; }';
  const anna = '{ ... }: { anna.requiresUniqueIdsFor = [ "uids" ]; }';
  const bert =
    '{ ... }: { anna.requiresUniqueIdsFor = [ "uids" ]; bert = { requiresUniqueIdsFor = [ "uids" ]; ids.uids = 1000; }; }';
  const words = ['id-assign', '-s', 's.nix', '--id-resources', 'r.nix', '-o', 'ids.nix', '--ids', 'ids.nix'];

  it('is told first, and in data; where that is asked for nothing is written', async () => {
    await assign({ 's.nix': anna, 'r.nix': users }, '-o', 'ids.nix');
    const before = readFileSync(join(folder.path, 'ids.nix'), 'utf8');
    writeFileSync(join(folder.path, 's.nix'), bert);
    const refused = await runIn(folder.path, [...words, '--fail-on-change']);
    expect(refused).toMatchObject({ exitCode: 1, stdout: '' });
    expect(refused.stderr).toContain(
      'the id of service "anna" of the pool "uids" would change from 1000 to 1001 [id-changed]',
    );
    expect(readFileSync(join(folder.path, 'ids.nix'), 'utf8')).toBe(before);
    const dry = await runIn(folder.path, [...words, '--dry-run']);
    expect(dry.stderr).toBe(
      'changed: anna uids 1000 -> 1001\ndry run: kept 0, changed 1, assigned 1, released 0\n  + bert uids 1000\n',
    );
    const told = await runIn(folder.path, [...words, '--json']);
    expect(told.stderr).toBe('changed: anna uids 1000 -> 1001\nkept 0, changed 1, assigned 1, released 0\n');
    expect(JSON.parse(told.stdout)).toMatchObject({
      changes: {
        kept: 0,
        changed: [{ service: 'anna', pool: 'uids', from: 1000, to: 1001 }],
        assigned: [{ service: 'bert', pool: 'uids', id: 1000 }],
        released: [],
      },
    });
    writeFileSync(join(folder.path, 'old.nix'), before);
    const diff = await runIn(folder.path, ['diff', 'old.nix', 'ids.nix']);
    expect(diff.stdout).toBe(
      'changed: anna uids 1000 -> 1001\nkept 0, changed 1, assigned 1, released 0\nassigned: bert uids 1000\n',
    );
    expect(await runIn(folder.path, [...words, '--fail-on-change'])).toMatchObject({ exitCode: 0 });
  });

  it('is what --check tells of, beside all other changes, and without any it ends with 0', async () => {
    const first = await assign({ 's.nix': anna, 'r.nix': users }, '-o', 'ids.nix', '--check');
    expect(first).toMatchObject({ exitCode: 1, stdout: '' });
    expect(first.stderr).toBe('a run would change ids: kept 0, assigned 1, released 0\n  + anna uids 1000\n');
    expect(readdirSync(folder.path).sort()).toEqual(['r.nix', 's.nix']);
    await runIn(folder.path, words);
    expect(await runIn(folder.path, [...words, '--check'])).toMatchObject({ exitCode: 0, stdout: '' });
    writeFileSync(join(folder.path, 's.nix'), bert);
    const { exitCode, stderr } = await runIn(folder.path, [...words, '--check']);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr:
        'changed: anna uids 1000 -> 1001\na run would change ids: kept 0, changed 1, assigned 1, released 0\n  + bert uids 1000\n',
    });
    expect(JSON.parse((await runIn(folder.path, [...words, '--check', '--json'])).stdout)).toMatchObject({
      status: 'changed',
      memory: expect.arrayContaining([{ part: 'lastAssignments', name: 'uids' }]),
    });
  });

  it('is not all that --check tells of: a pool is new, a port is said', async () => {
    const ports = '{ uids = { min = 1000; max = 1010; }; ports = { min = 80; max = 90; }; }';
    await assign({ 's.nix': anna, 'r.nix': users }, '-o', 'ids.nix');
    writeFileSync(join(folder.path, 'r.nix'), ports);
    expect(await runIn(folder.path, [...words, '--check'])).toMatchObject({
      exitCode: 1,
      stderr:
        'a run would change the ids file: kept 1, assigned 0, released 0\n  of what the file says beside ids: ids.ports\n',
    });
    await runIn(folder.path, words);
    writeFileSync(join(folder.path, 's.nix'), anna.replace('anna.', 'web.port = 80; anna.'));
    const { exitCode, stdout } = await runIn(folder.path, [...words, '--check', '--json']);
    expect({ exitCode, ...JSON.parse(stdout) }).toMatchObject({
      exitCode: 1,
      status: 'changed',
      memory: [{ part: 'inUse', name: 'ports' }],
    });
  });

  it('may begin with a file that is written by hand', async () => {
    await assign({ 's.nix': anna, 'r.nix': users }, '-o', 'ids.nix');
    writeFileSync(join(folder.path, 'old.nix'), '{ ids.uids = { anna = 1005; }; }');
    expect((await runIn(folder.path, ['diff', 'old.nix', 'ids.nix'])).stdout).toBe(
      'changed: anna uids 1005 -> 1000\nkept 0, changed 1, assigned 0, released 0\n',
    );
    writeFileSync(join(folder.path, 'old.json'), '{ "ids": { "uids": { "anna": 1005 } } }');
    expect(await runIn(folder.path, ['diff', 'old.json', 'ids.nix', '--exit-code'])).toMatchObject({ exitCode: 1 });
  });
});

describe('an ids file that stands where the result goes', () => {
  it('is read, so that ids are not forgotten, unless the run is forced', async () => {
    await assign({ 's.nix': services('b') }, '-o', 'ids.nix');
    writeFileSync(join(folder.path, 's.nix'), services('a', 'b'));
    const words = ['id-assign', '-s', 's.nix', '--id-resources', 'r.nix', '-o', 'ids.nix'];
    const { exitCode, stderr } = await runIn(folder.path, words);
    expect(exitCode).toBe(0);
    expect(stderr).toContain('kept 1, assigned 1, released 0');
    expect(stderr).toContain('"ids.nix" stands where the ids go, so it is read');
    expect(await readIds()).toMatchObject({ ids: { ports: { a: 5001, b: 5000 } } });
    expect((await runIn(folder.path, [...words, '--force'])).stderr).toBe('kept 0, assigned 2, released 0\n');
    expect(await readIds()).toMatchObject({ ids: { ports: { a: 5000, b: 5001 } } });
  });

  it('is not replaced by XML without --ids; an empty file is none', async () => {
    const xml = await assign({ 's.nix': services('b'), 'ids.xml': '<ids/>' }, '-o', 'ids.xml', '--output-xml');
    expect(xml.exitCode).toBe(2);
    expect(xml.stderr).toContain('name the ids of the run before with --ids');
    const empty = await assign({ 's.nix': services('b'), 'ids.nix': '' }, '-o', 'ids.nix');
    expect(empty.exitCode).toBe(0);
    expect(empty.stderr).toContain('"ids.nix" is empty, so all ids are new');
  });
});

describe('several numbers of one pool', () => {
  const web = (wants: string, more = '') => `{ ... }: { web = { requiresUniqueIdsFor = [ ${wants} ]; ${more} }; }`;

  it('have names of their own in the ids file, stay by them, and can be pinned', async () => {
    const run = await assign({ 's.nix': web('"ports" "ports:metrics" "ports:admin"') }, '-o', 'ids.nix');
    expect(run).toMatchObject({ exitCode: 0, stderr: 'kept 0, assigned 3, released 0\n' });
    expect(await readIds()).toMatchObject({ ids: { ports: { web: 5000, 'web:admin': 5001, 'web:metrics': 5002 } } });
    writeFileSync(join(folder.path, 's.nix'), web('"ports:metrics" "ports"', 'ids."ports:debug" = 5010;'));
    const words = ['id-assign', '-s', 's.nix', '--id-resources', 'r.nix', '-o', 'ids.nix', '--ids', 'ids.nix'];
    const second = await runIn(folder.path, words);
    expect(second.stderr).toBe('kept 2, assigned 1, released 1: web:admin ports 5001\n');
    expect(await readIds()).toMatchObject({ ids: { ports: { web: 5000, 'web:debug': 5010, 'web:metrics': 5002 } } });
  });

  it('without names are a mistake', async () => {
    const { exitCode, stderr } = await assign({ 's.nix': web('"ports" "ports"') });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('requiresUniqueIdsFor of service "web" has "ports" twice [unique-ids]');
    expect(stderr).toContain('write a name of its own: "ports:metrics"');
    expect((await assign({ 's.nix': web('"ports:"') })).stderr).toContain('has no name behind the colon');
    expect((await assign({ 's.nix': web('"port:metrics"') })).stderr).toContain('the pool "port", which is not in');
    const twin = '{ ... }: { "web:a" = { }; web.requiresUniqueIdsFor = [ "ports:a" ]; }';
    expect((await assign({ 's.nix': twin })).stderr).toContain('is called as a number of service "web"');
  });
});

test('pins that collide name each other, not one of a pool with which they share no numbers', async () => {
  const pin = (pool: string) => `{ requiresUniqueIdsFor = [ ]; ids.${pool} = 3; }`;
  const files = {
    's.nix': `{ ... }: { a = ${pin('p2')}; b = ${pin('p1')}; c = ${pin('p1')}; }`,
    'r.nix': '{ p1 = { min = 1; max = 9; }; p2 = { min = 1; max = 5; }; }',
  };
  const { exitCode, stderr } = await assign(files);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(
    'service "c" pins 3 of the pool "p1", which collides with 3 of the pool "p1", pinned by service "b"',
  );
  expect(stderr).not.toContain('"a"');
});

describe('a service that comes back', () => {
  const run = async (...names: readonly string[]): Promise<Record<string, number>> => {
    writeFileSync(join(folder.path, 's.nix'), services(...names));
    const words = ['id-assign', '-s', 's.nix', '--id-resources', 'r.nix', '-o', 'ids.nix', '--ids', 'ids.nix'];
    expect((await runIn(folder.path, words)).exitCode).toBe(0);
    return ((await readIds()) as { ids: { ports: Record<string, number> } }).ids.ports;
  };

  it('gets its own id again, unless somebody else got it since', async () => {
    await assign({ 's.nix': services('a', 'b', 'c'), 'r.nix': '{ ports = { min = 1; max = 4; }; }' }, '-o', 'ids.nix');
    expect(await run('b')).toEqual({ b: 2 });
    expect(await run('b', 'd')).toEqual({ b: 2, d: 4 });
    // The released ids come last, in the order of the pool: a's first.
    expect(await run('b', 'd', 'e')).toEqual({ b: 2, d: 4, e: 1 });
    expect(await run('b', 'c', 'd', 'e')).toEqual({ b: 2, c: 3, d: 4, e: 1 });
    // What a had went to e: a has no claim on it any more, and gets what is first in line.
    expect(await run('a', 'b', 'd')).toEqual({ a: 3, b: 2, d: 4 });
  });

  it('is remembered through files of Nix, XML and JSON', async () => {
    await assign({ 's.nix': services('a', 'b') }, '-o', 'ids.nix');
    await run('b');
    expect(readFileSync(join(folder.path, 'ids.nix'), 'utf8')).toContain(
      '"former" = {\n    "ports" = {\n      "a" = 5000;',
    );
    const words = ['id-assign', '-s', 's.nix', '--id-resources', 'r.nix', '--ids', 'ids.nix'];
    for (const [form, file] of [
      ['--output-xml', 'ids.xml'],
      ['--json', 'ids.json'],
    ] as const) {
      writeFileSync(join(folder.path, 's.nix'), services('b'));
      writeFileSync(join(folder.path, file), (await runIn(folder.path, [...words, form])).stdout);
      writeFileSync(join(folder.path, 's.nix'), services('a', 'b'));
      const back = await runIn(folder.path, ['id-assign', '-s', 's.nix', '--id-resources', 'r.nix', '--ids', file]);
      expect(back.stdout).toContain('"a" = 5000;');
    }
  });
});

test('files of the version before, and of the original tool, keep every id', async () => {
  const before = `{
  "ids" = { "ports" = { "a" = 5003; "b" = 5001; }; };
  "lastAssignments" = { "ports" = 5003; };
  "released" = { "ports" = [ 5002 5000 ]; };
}
`;
  const original =
    '{\n  ids = { "ports" = { "a" = 5003; "b" = 5001; }; };\n  lastAssignments = { "ports" = 5003; };\n}\n';
  for (const text of [before, original]) {
    const files = {
      's.nix': services('a', 'b', 'c'),
      'ids.nix': text,
      'r.nix': '{ ports = { min = 5000; max = 5004; }; }',
    };
    const { exitCode, stderr } = await assign(files, '--ids', 'ids.nix', '-o', 'ids.nix');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: 'kept 2, assigned 1, released 0\n' });
    expect(await readIds()).toMatchObject({ ids: { ports: { a: 5003, b: 5001, c: 5004 } } });
  }
});

describe('ids from before the model', () => {
  const pool = (more: string) => `{ ports = { min = 2000; max = 3000; ${more} }; }`;
  const files = { 's.nix': services('a', 'b'), 'ids.nix': '{ ids.ports.a = 993; }' };

  it('stay outside the range where the pool adopts them, which is told, and come back', async () => {
    const words = ['--ids', 'ids.nix', '-o', 'ids.nix'];
    const run = await assign({ ...files, 'r.nix': pool('keepForeign = true;') }, ...words);
    expect(run).toMatchObject({
      exitCode: 0,
      stderr: 'kept 1, assigned 1, released 0\nkept outside their pools: a ports 993\n',
    });
    expect(await readIds()).toMatchObject({ ids: { ports: { a: 993, b: 2000 } } });
    const data = await assign({ ...files, 'r.nix': pool('keepForeign = true;') }, '--ids', 'ids.nix', '--json');
    expect(JSON.parse(data.stdout)).toMatchObject({ foreign: [{ service: 'a', pool: 'ports', id: 993 }] });
    await assign({ ...files, 'r.nix': pool('keepForeign = true;') }, ...words);
    for (const names of [['b'], ['a', 'b']]) {
      writeFileSync(join(folder.path, 's.nix'), services(...names));
      await runIn(folder.path, ['id-assign', '-s', 's.nix', '--id-resources', 'r.nix', ...words]);
    }
    expect(await readIds()).toMatchObject({ ids: { ports: { a: 993, b: 2000 } } });
  });

  it('are told as changed where it does not; what nothing can have does not stay', async () => {
    const { stderr } = await assign({ ...files, 'r.nix': pool('') }, '--ids', 'ids.nix');
    expect(stderr).toBe('changed: a ports 993 -> 2000\nkept 0, changed 1, assigned 1, released 0\n');
    const none = { ...files, 'ids.nix': '{ ids.ports.a = 70000; }', 'r.nix': pool('keepForeign = true;') };
    expect((await assign(none, '--ids', 'ids.nix')).stderr).toContain('changed: a ports 70000 -> 2000');
    const wrong = await assign({ ...files, 'r.nix': pool('keepForeign = 1;') }, '--ids', 'ids.nix');
    expect(wrong.stderr).toContain('keepForeign must be a Boolean');
  });
});

describe('coupled pools', () => {
  const resources = '{ uids = { min = 400; max = 409; }; gids = { sameAs = "uids"; }; }';
  const model = (wishes: Readonly<Record<string, string>>) =>
    `{ ${Object.entries(wishes)
      .map(([name, pools]) => `${name} = { name = "${name}"; type = "process"; ${pools} };`)
      .join(' ')} }`;
  const both = 'requiresUniqueIdsFor = [ "uids" "gids" ];';

  it('give one number for both, and take the range of the other one', async () => {
    const wishes = { a: both, b: 'requiresUniqueIdsFor = [ "uids" ];', c: both };
    const { stdout } = await assign({ 's.nix': model(wishes), 'r.nix': resources }, '--json');
    expect(JSON.parse(stdout).ids).toEqual({ gids: { a: 400, c: 402 }, uids: { a: 400, b: 401, c: 402 } });
  });

  it('tell first who gets another number as its ids were apart', async () => {
    const files = {
      's.nix': model({ a: both }),
      'r.nix': resources,
      'ids.nix': '{ ids = { uids.a = 402; gids.a = 401; }; lastAssignments = { }; }',
    };
    const { stderr } = await assign(files, '--ids', 'ids.nix', '-o', 'ids.nix');
    expect(stderr).toBe('changed: a gids 401 -> 402\nkept 1, changed 1, assigned 0, released 0\n');
  });

  it('are dry where no number is free in both', async () => {
    const apart = '{ uids = { min = 400; max = 401; }; gids = { sameAs = "uids"; min = 401; max = 402; }; }';
    const { exitCode, stderr } = await assign({ 's.nix': model({ a: both, b: both }), 'r.nix': apart });
    expect(exitCode).toBe(1);
    expect(stderr).toContain('pool "gids" (401 to 402) has no id left that is free in "uids", too: b gets nothing');
    expect(stderr).toContain('pool "uids" (400 to 401) has no id left: b gets nothing');
  });

  it('refuse two pins of one service', async () => {
    const pinned = { a: `${both} pinnedIds = { uids = 400; gids = 401; };` };
    const { exitCode, stderr } = await assign({ 's.nix': model(pinned), 'r.nix': resources });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(
      'service "a" pins 401 of the pool "gids" and 400 of the pool "uids", which are coupled (sameAs): it has one number for both',
    );
  });
});
