import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixture } from '../exchange/disnix/manifests.ts';
import { makeFolder, runIn } from '../harness.ts';

/** What is deployed, in containers that are not those of the types, in every form that it comes in. */
let folder = makeFolder();
beforeAll(async () => {
  const manifest = Buffer.from(fixture('named-containers'), 'latin1').toString('utf8');
  folder = makeFolder({
    'manifest.xml': manifest,
    'folder/manifest.xml': manifest,
    'plain.json':
      '{ "ledger": [ { "target": "node1", "container": "mysql-primary" } ], "reports": [ { "target": "node1", "container": "mysql-replica" }, { "target": "node2", "container": "mysql-replica" } ], "site": [ "node1", "node2" ] }',
    // As the original prints it.
    'original.xml':
      '<distribution><service name="ledger"><target><target>node1</target><container>mysql-primary</container></target></service><service name="site"><target><target>node2</target><container>nginx</container></target><target><target>node1</target><container>nginx</container></target></service><service name="reports"><target><target>node1</target><container>mysql-replica</container></target><target><target>node2</target><container>mysql-replica</container></target></service></distribution>',
    's.nix': `{
      ledger = { name = "ledger"; type = "mysql-database"; stateful = true; ports = [ "p" ]; };
      reports = { name = "reports"; type = "mysql-database"; replicas = 2; };
      site = { name = "site"; type = "nginx"; replicas = 2; dependsOn = [ "ledger" ]; connectsTo = [ "reports" ]; };
    }`,
    'i.nix': `{
      node1 = { properties.hostname = "node1"; containers = { mysql-primary = { }; mysql-replica = { }; nginx = { }; }; };
      node2 = { properties.hostname = "node2"; containers = { mysql-primary = { }; mysql-replica = { }; nginx = { }; }; };
      node3 = { properties.hostname = "node3"; containers = { mysql-primary = { }; mysql-replica = { }; nginx = { }; }; };
    }`,
    'keep.nix': `{ services, initialDistribution, previousDistribution, filters, ... }:
      filters.mapBoundServicesToPrevious { inherit services previousDistribution; distribution = initialDistribution; }`,
    'ids.nix': '{ p = { min = 1; max = 9; scope = "global"; }; }',
  });
  mkdirSync(join(folder.path, 'profiles'));
  symlinkSync('../manifest.xml', join(folder.path, 'profiles/default-1-link'));
  symlinkSync('default-1-link', join(folder.path, 'profiles/default'));
  for (const [name, more] of [
    ['list.nix', []],
    ['plan.xml', ['--output-xml']],
    ['report.json', ['--json']],
  ] as const) {
    await runIn(folder.path, ['previous-distribution', 'manifest.xml', ...more, '-o', name]);
  }
});
afterAll(() => folder.remove());

const forms = [
  'manifest.xml',
  'folder',
  'profiles/default',
  'list.nix',
  'plan.xml',
  'report.json',
  'plain.json',
  'original.xml',
];
const models = ['-s', 's.nix', '-i', 'i.nix'];
const run = (words: readonly string[]) => runIn(folder.path, words);

describe.each(forms)('what is deployed, as %s', form => {
  test('is the same plan as any other form, with its containers', async () => {
    expect((await run(['diff', ...models, 'manifest.xml', form, '--exit-code'])).stdout).toBe(
      'kept 3, moved 0, added 0, removed 0\n',
    );
    const { stdout, stderr } = await run(['gendist', ...models, '-d', form, '--json']);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({
      distribution: {
        ledger: ['node1'],
        reports: ['node1', 'node2'],
        site: expect.arrayContaining(['node1', 'node2']),
      },
      containers: {
        ledger: { node1: ['mysql-primary'] },
        reports: { node1: ['mysql-replica'], node2: ['mysql-replica'] },
      },
    });
  });

  test('is checked, explained, drawn, walked through, ordered, and gets ids', async () => {
    expect(await run(['check', ...models, '-d', form])).toMatchObject({ exitCode: 0 });
    expect((await run(['explain', ...models, '-d', form])).stdout).toContain('ledger is on node1');
    const drawn = await run(['visualize-distribution', ...models, '-d', form]);
    expect([drawn.exitCode, drawn.stdout]).toEqual([0, expect.stringContaining('node2')]);
    expect(await run(['order', ...models, '-d', form])).toMatchObject({ exitCode: 0 });
    const ids = await run([
      'id-assign',
      ...models,
      '-d',
      form,
      '--id-resources',
      'ids.nix',
      '--service-property',
      'ports',
    ]);
    expect([ids.exitCode, ids.stdout]).toEqual([0, expect.stringContaining('"ledger" = 1;')]);
  });

  test('is the plan before for every planner that asks for one', async () => {
    const place = JSON.parse((await run(['place', ...models, '--previous', form, '--json'])).stdout);
    expect(place).toMatchObject({
      distribution: { ledger: ['node1'] },
      containers: { ledger: { node1: ['mysql-primary'] } },
    });
    const { stdout } = await run(['gendist', ...models, '--previous', form, '-q', 'keep.nix', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      distribution: {
        ledger: ['node1'],
        reports: ['node1', 'node2'],
        site: expect.arrayContaining(['node1', 'node2']),
      },
      containers: {
        ledger: { node1: ['mysql-primary'] },
        reports: { node1: ['mysql-replica'], node2: ['mysql-replica'] },
      },
    });
  });

  test('is checked, explained, drawn, walked through, ordered, and gets ids', async () => {
    expect(await run(['check', ...models, '-d', form])).toMatchObject({ exitCode: 0 });
    expect((await run(['explain', ...models, '-d', form])).stdout).toContain('ledger is on node1');
    const drawn = await run(['visualize-distribution', ...models, '-d', form]);
    expect([drawn.exitCode, drawn.stdout]).toEqual([0, expect.stringContaining('node2')]);
    expect(await run(['order', ...models, '-d', form])).toMatchObject({ exitCode: 0 });
    const ids = await run([
      'id-assign',
      ...models,
      '-d',
      form,
      '--id-resources',
      'ids.nix',
      '--service-property',
      'ports',
    ]);
    expect([ids.exitCode, ids.stdout]).toEqual([0, expect.stringContaining('"ledger" = 1;')]);
  });

  test('is the plan before for every planner that asks for one', async () => {
    const place = JSON.parse((await run(['place', ...models, '--previous', form, '--json'])).stdout);
    expect(place).toMatchObject({
      distribution: { ledger: ['node1'] },
      containers: { ledger: { node1: ['mysql-primary'] } },
    });
    const { stdout } = await run(['gendist', ...models, '--previous', form, '-q', 'keep.nix', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      distribution: { ledger: ['node1'], reports: ['node1', 'node2'] },
      containers: {
        ledger: { node1: ['mysql-primary'] },
        reports: { node1: ['mysql-replica'], node2: ['mysql-replica'] },
      },
    });
  });
});
