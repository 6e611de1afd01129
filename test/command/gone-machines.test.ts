import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { fixture } from '../exchange/disnix/manifests.ts';
import { errorCodeOf, makeFolder, type Run, runIn } from '../harness.ts';

/** What was deployed, on machines of which some are gone, and the filters and planners that keep services there. */
const files = {
  'manifest.xml': Buffer.from(fixture('named-containers'), 'latin1').toString('utf8'),
  's.nix': `{
    ledger = { name = "ledger"; type = "mysql-database"; stateful = true; };
    reports = { name = "reports"; type = "mysql-database"; };
    site = { name = "site"; type = "nginx"; dependsOn = [ "ledger" ]; };
    new = { name = "new"; type = "nginx"; };
  }`,
  'i.nix': '{ node1.properties = { }; node2.properties = { }; node3.properties = { }; }',
  'gone.nix': '{ node2.properties = { }; node3.properties = { }; }',
  'bound.nix': `{ services, initialDistribution, previousDistribution, filters, ... }:
    filters.mapBoundServicesToPrevious { inherit services previousDistribution; distribution = initialDistribution; }`,
  'stateful.nix': `{ services, initialDistribution, previousDistribution, filters, ... }:
    filters.mapStatefulToPrevious { inherit services previousDistribution; distribution = initialDistribution; }`,
};

let folder = makeFolder();
afterEach(() => folder.remove());

async function generate(words: readonly string[], changed: Readonly<Record<string, string>> = {}): Promise<Run> {
  folder.remove();
  folder = makeFolder({ ...files, ...changed });
  mkdirSync(join(folder.path, 'profiles'));
  symlinkSync('../manifest.xml', join(folder.path, 'profiles/default-3-link'));
  symlinkSync('default-3-link', join(folder.path, 'profiles/default'));
  return runIn(folder.path, ['gendist', '-s', 's.nix', '--json', ...words]);
}

const planOf = ({ stdout, stderr }: Run): unknown => {
  expect(stdout, stderr).not.toBe('');
  return (JSON.parse(stdout) as { distribution: unknown }).distribution;
};
const all = ['node1', 'node2', 'node3'];

describe('a plan before that lists { target, container }, as the original prints deployments in containers', () => {
  const lists = `{
    "ledger" = [ { "target" = "node1"; "container" = "mysql-primary"; } ];
    "reports" = [ { "target" = "node1"; "container" = "mysql-replica"; } { "target" = "node2"; "container" = "mysql-replica"; } ];
    "site" = [ { "target" = "node1"; "container" = "nginx"; } ];
  }`;

  test.each([
    ['bound.nix', { ledger: ['node1'], new: all, reports: ['node1', 'node2'], site: ['node1'] }],
    ['stateful.nix', { ledger: ['node1'], new: all, reports: all, site: all }],
  ])('%s keeps services where they are', async (qos, expected) => {
    const ran = await generate(['-i', 'i.nix', '-q', qos, '--previous', 'old.nix'], { 'old.nix': lists });
    expect(planOf(ran)).toEqual(expected);
    expect(ran.stderr).toBe('');
    // The same where the model itself has the lists.
    const inside = {
      [qos]: files[qos as keyof typeof files].replace(
        'inherit services previousDistribution;',
        `inherit services; previousDistribution = ${lists};`,
      ),
    };
    expect(planOf(await generate(['-i', 'i.nix', '-q', qos], inside))).toEqual(expected);
  });
});

describe('machines that are gone', () => {
  test('bind nobody: that is said of each service, and no list is empty', async () => {
    const ran = await generate(['-i', 'gone.nix', '-q', 'bound.nix', '--previous', 'manifest.xml']);
    expect(ran.exitCode).toBe(0);
    expect(planOf(ran)).toEqual({
      ledger: ['node2', 'node3'],
      new: ['node2', 'node3'],
      reports: ['node2'],
      site: ['node2'],
    });
    expect(ran.stderr).toContain(
      'target "node1" is gone from the infrastructure model; there was ledger, reports, site',
    );
    expect(ran.stderr).toContain(
      'the filter mapBoundServicesToPrevious warns: service "ledger" was on "node1", which is gone: it may go to any of its candidates',
    );
    expect(ran.stderr).not.toContain('service "reports" was');
  });

  test('that have data on them are told of apart', async () => {
    const ran = await generate(['-i', 'gone.nix', '-q', 'stateful.nix', '--previous', 'manifest.xml']);
    expect(planOf(ran)).toMatchObject({ ledger: ['node2', 'node3'] });
    expect(ran.stderr).toContain(
      'the filter mapStatefulToPrevious warns: service "ledger" was on "node1", which is gone, and its data with it: it may go to any of its candidates',
    );
    // Without data nothing binds the others.
    expect(ran.stderr.match(/mapStatefulToPrevious warns/g)).toHaveLength(1);
  });

  test('are found in a plan that the model writes itself, too', async () => {
    const model = files['bound.nix'].replace(
      'inherit services previousDistribution;',
      'inherit services; previousDistribution.site = [ "node9" "node8" ];',
    );
    const ran = await generate(['-i', 'i.nix', '-q', 'bound.nix'], { 'bound.nix': model });
    expect(planOf(ran)).toMatchObject({ site: all });
    expect(ran.stderr).toContain('service "site" was on "node8" and "node9", which are gone');
  });

  test('are left out of a plan that is a function of the infrastructure', async () => {
    const old = '{ infrastructure }: { ledger = [ infrastructure.node1 ]; site = [ infrastructure.node2 ]; }';
    const ran = await generate(['-i', 'gone.nix', '-q', 'bound.nix', '--previous', 'old.nix'], { 'old.nix': old });
    expect(planOf(ran)).toMatchObject({ ledger: ['node2', 'node3'], site: ['node2'] });
    expect(ran.stderr).toContain('old.nix:1:23');
  });

  test('are told by planners, which are free as well', async () => {
    await generate(['-i', 'gone.nix']);
    for (const command of ['place', 'multiwaycut']) {
      const d = command === 'place' ? [] : ['-d', 'd.nix'];
      folder.write({
        'd.nix': '{ infrastructure }: { ledger = [ infrastructure.node2 ]; site = [ infrastructure.node3 ]; }',
      });
      const words = [command, '-s', 's.nix', '-i', 'gone.nix', ...d, '--previous', 'manifest.xml'];
      const { exitCode, stderr } = await runIn(folder.path, words);
      expect([exitCode, stderr]).toEqual([0, expect.stringContaining('target "node1" is gone')]);
    }
  });

  test('and data on a machine that is no candidate leave a service none, which is said', async () => {
    const model = files['stateful.nix'].replace(
      'distribution = initialDistribution',
      'distribution.ledger = [ "node3" ]',
    );
    const ran = await generate(['-i', 'i.nix', '-q', 'stateful.nix', '--previous', 'manifest.xml'], {
      'stateful.nix': model,
    });
    expect(planOf(ran)).toEqual({ ledger: [] });
    expect(ran.stderr).toContain('service "ledger" has its data on "node1", which is no candidate of it');
    expect(ran.stderr).toContain('no target is left for service "ledger"');
  });
});

describe('the plan before of a QoS model', () => {
  const kept = { ledger: ['node1'], reports: ['node1', 'node2'], site: ['node1', 'node2'] };
  const path = ['--coordinator-profile-path', 'profiles'];

  test('comes from the profile of the coordinator where no other is given', async () => {
    const ran = await generate(['-i', 'i.nix', '-q', 'bound.nix', ...path]);
    expect(planOf(ran)).toMatchObject(kept);
    expect(ran.stderr).toBe('');
    expect(planOf(await generate(['-i', 'i.nix', '-q', 'bound.nix', ...path, '-p', 'default']))).toMatchObject(kept);
  });

  test('has its containers put back, which QoS models do not see', async () => {
    const ran = await generate(['-i', 'i.nix', '-q', 'bound.nix', ...path]);
    expect(JSON.parse(ran.stdout)).toMatchObject({
      containers: {
        ledger: { node1: ['mysql-primary'] },
        reports: { node1: ['mysql-replica'], node2: ['mysql-replica'] },
      },
    });
    // Unless nobody has them any more.
    const without =
      '{ node1 = { properties = { }; containers = { mysql-database = { }; }; }; node2.properties = { }; }';
    const later = await generate(['-i', 'i.nix', '-q', 'bound.nix', ...path], { 'i.nix': without });
    expect(JSON.parse(later.stdout).containers).toEqual({ reports: { node2: ['mysql-replica'] } });
    expect(later.stderr).toContain(
      'service "ledger" was in the container "mysql-primary" of "node1", which nobody has any more',
    );
  });

  test('is null where nothing is deployed, and where it says so', async () => {
    const model =
      '{ previousDistribution, initialDistribution, ... }: assert previousDistribution == null; initialDistribution';
    const first = await generate(['-i', 'i.nix', '-q', 'q.nix', ...path, '-p', 'first'], { 'q.nix': model });
    expect([first.exitCode, first.stderr]).toEqual([0, expect.stringContaining('there is no profile "first"')]);
    for (const [name, text] of [
      ['none.nix', 'null\n'],
      ['none.json', '{ "version": 1, "distribution": null }'],
    ] as const) {
      const ran = await generate(['-i', 'i.nix', '-q', 'q.nix', '--previous', name], { 'q.nix': model, [name]: text });
      expect(ran, name).toMatchObject({ exitCode: 0, stderr: '' });
    }
  });

  test('comes from one place', async () => {
    const { exitCode, stderr } = await generate(['-i', 'i.nix', '--previous', 'manifest.xml', '-p', 'default']);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('--profile does not go with --previous')]);
  });

  test('is the same where the model is explained and walked through', async () => {
    await generate(['-i', 'i.nix']);
    const words = ['-s', 's.nix', '-i', 'i.nix', '-q', 'bound.nix', ...path];
    const told = await runIn(folder.path, ['explain', ...words, '--service', 'ledger']);
    expect([told.exitCode, told.stdout]).toEqual([0, expect.stringContaining('mapBoundServicesToPrevious')]);
    expect(await runIn(folder.path, ['walk', ...words])).toMatchObject({ exitCode: 0 });
  });

  test('that cannot be read is told with its place, and nothing is planned without it', async () => {
    const broken = { 'manifest.xml': files['manifest.xml'].replace('version="2"', 'version="3"') };
    const failed = await generate(['-i', 'i.nix', '-q', 'bound.nix', ...path], broken);
    expect([failed.exitCode, errorCodeOf(failed)]).toEqual([2, 'manifest-version']);
    const { stderr } = failed;
    expect(stderr).toContain('the manifest has version "3", but only version "2" is read');
    expect(stderr).toContain('at profiles/default:2:1');
  });
});

describe('the container of a service that stays where it was', () => {
  const candidates = `{ infrastructure }: {
    ledger.targets = [
      { target = infrastructure.node1; container = "a"; }
      { target = infrastructure.node1; container = "mysql-primary"; }
    ];
    site = [ infrastructure.node1 ];
  }`;

  test.each(['place', 'multiwaycut'])('survives in %s where it is a candidate still', async command => {
    await generate(['-i', 'i.nix'], { 'd.nix': candidates });
    const words = [command, '-s', 's.nix', '-i', 'i.nix', '-d', 'd.nix', '--json'];
    const alone = JSON.parse((await runIn(folder.path, words)).stdout);
    expect(alone.containers).toEqual({ ledger: { node1: ['a'] } });
    const { stdout } = await runIn(folder.path, [...words, '--previous', 'manifest.xml']);
    expect(JSON.parse(stdout).containers).toEqual({ ledger: { node1: ['mysql-primary'] } });
  });

  test('is that of the candidates where these do not have it any more', async () => {
    await generate(['-i', 'i.nix'], { 'd.nix': candidates.replaceAll('mysql-primary', 'b') });
    const words = ['multiwaycut', '-s', 's.nix', '-i', 'i.nix', '-d', 'd.nix', '--json', '--previous', 'manifest.xml'];
    expect(JSON.parse((await runIn(folder.path, words)).stdout).containers).toEqual({ ledger: { node1: ['a'] } });
  });
});
