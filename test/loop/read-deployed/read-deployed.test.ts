import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Folder, makeFolder, runIn } from '../../harness.ts';

const files = {
  'services.nix': `{ ... }: rec {
  db = { name = "db"; type = "process"; pkg = null; stateful = true; };
  web = { name = "web"; type = "process"; pkg = null; version = 1; dependsOn = { inherit db; }; };
}`,
  'infrastructure.nix': `{
  m1 = { properties.hostname = "m1"; containers = { process = { }; wrapper = { }; }; };
  m2 = { properties.hostname = "m2"; containers.process = { }; };
}`,
  deploy: '#!/bin/sh\nexit 0\n',
};

interface Entry {
  readonly name: string;
  readonly target: string;
  readonly container?: string;
  readonly dependsOn?: readonly string[];
  readonly type?: string;
}

/** A manifest as Disnix writes it, with one hash a service. */
function manifest(entries: readonly Entry[]): string {
  const targets = new Set(entries.map(({ target }) => target));
  const on = (name: string): string => entries.find(entry => entry.name === name)?.target ?? '';
  const service = ({ name, type = 'process', dependsOn = [] }: Entry): string =>
    `<service name="hash-${name}"><name>${name}</name><pkg>/nix/store/${name}</pkg><type>${type}</type><dependsOn>${dependsOn
      .map(
        other =>
          `<mapping><container>process</container><service>hash-${other}</service><target>${on(other)}</target></mapping>`,
      )
      .join('')}</dependsOn><connectsTo></connectsTo><providesContainers></providesContainers></service>`;
  const mapping = ({ name, target, container = 'process' }: Entry): string =>
    `<mapping><container>${container}</container><service>hash-${name}</service><target>${target}</target></mapping>`;
  return `<?xml version="1.0"?><manifest version="2"><profiles>${[...targets].map(name => `<profile name="${name}">/nix/store/p</profile>`).join('')}</profiles>
<services>${entries.map(service).join('')}</services>
<infrastructure>${[...targets].map(name => `<target name="${name}"><properties></properties><containers></containers></target>`).join('')}</infrastructure>
<serviceMappings>${entries.map(mapping).join('')}</serviceMappings><snapshotMappings></snapshotMappings></manifest>`;
}

const asPlanned = [
  { name: 'db', target: 'm1' },
  { name: 'web', target: 'm1', dependsOn: ['db'] },
];

let folder: Folder = makeFolder();
beforeEach(() => {
  folder = makeFolder(files);
  chmodSync(join(folder.path, 'deploy'), 0o755);
});
afterEach(() => folder.remove());

const environment = { PATH: process.env['PATH'] ?? '/bin' };
const run = (...words: readonly string[]) =>
  runIn(folder.path, [...words.slice(0, 1), '--state', 'state', ...words.slice(1)], { environment });

/** A program that prints a text. */
function writeProgram(text: string, code = 0): void {
  folder.write({ printed: text, ask: `#!/bin/sh\ncat printed\nexit ${code}\n` });
  chmodSync(join(folder.path, 'ask'), 0o755);
}

describe('the profile of the coordinator', () => {
  const profiles = ['--coordinator-profile-path', 'profiles'];
  const write = (name: string, entries: readonly Entry[]): void => {
    folder.write({ [`store/${name}.xml`]: manifest(entries) });
    mkdirSync(join(folder.path, 'profiles'), { recursive: true });
    symlinkSync(`../store/${name}.xml`, join(folder.path, 'profiles', name));
  };

  test('says what is deployed, by its name, or by that of the environment', async () => {
    write('default', asPlanned);
    write('shop', [{ name: 'db', target: 'm2' }]);
    const { stdout } = await run('plan', ...profiles);
    expect(stdout).toContain('deployed: what the profile profiles/default of Disnix says\n');
    expect(stdout).toContain('2 services stay as they are\n');
    expect((await run('plan', ...profiles, '-p', 'shop')).stdout).toContain('profiles/shop of Disnix');
    const words = ['plan', '--state', 'state', ...profiles];
    const other = await runIn(folder.path, words, { environment: { ...environment, DISNIX_PROFILE: 'shop' } });
    expect(other.stdout).toMatch(/shop of Disnix says\n[\s\S]*start {4}web {2}on m2/);
  });

  test('knows services and machines that are gone from the models, containers, types and what was waited for', async () => {
    write('default', [
      { name: 'db', target: 'm1', container: 'wrapper' },
      { name: 'old', target: 'm1' },
      { name: 'web', target: 'm3', type: 'wrapper', container: 'process' },
    ]);
    const { stdout } = await run('plan', ...profiles);
    expect(stdout).toContain('stop     old  on m1\n');
    expect(stdout).toMatch(
      /move {5}web {2}m3 -> m1\n {11}m3 is gone\n.*dependsOn: nothing -> db.*type: wrapper -> process/,
    );
    // It stays in the container where it is.
    expect(stdout).toContain('1 service stays as it is\n');
  });

  test('without which the plan that was applied last says it', async () => {
    await run('apply', '--yes', '--deploy-command', './deploy');
    expect((await run('plan', ...profiles)).stdout).toMatch(/^deployed: the plan of /);
  });

  test('leaves properties to the plan that was applied last, where that has a service in the same places', async () => {
    await run('apply', '--yes', '--deploy-command', './deploy');
    folder.write({ 'services.nix': files['services.nix'].replace('version = 1', 'version = 2') });
    const { stdout } = await run('plan', '--deployed-command', './ask');
    expect(stdout).toBe('');
    write('default', asPlanned);
    expect((await run('plan', ...profiles)).stdout).toContain('version: 1 -> 2');
    folder.write({
      'store/default.xml': manifest([
        { name: 'web', target: 'm2' },
        { name: 'db', target: 'm1' },
      ]),
    });
    expect((await run('plan', ...profiles)).stdout).not.toContain('version');
  });
});

describe('a program that prints what is deployed', () => {
  test.each([
    ['Nix', '{ infrastructure }: { db = [ infrastructure.m1 ]; web = [ infrastructure.m1 ]; }'],
    ['JSON', '{ "db": ["m1"], "web": ["m1"] }'],
    [
      'lists of targets with containers',
      '{ db = [ { target = "m1"; container = "process"; } ]; web = [ { target = "m1"; } ]; }',
    ],
    ['a manifest', manifest(asPlanned)],
  ])('may print %s', async (_, text) => {
    writeProgram(text);
    const { stdout } = await run('plan', '--deployed-command', './ask');
    expect(stdout).toContain('deployed: what ./ask prints\n');
    expect(stdout).toContain('2 services stay as they are\n');
  });

  test('may say that nothing is', async () => {
    writeProgram('null');
    expect((await run('plan', '--deployed-command', './ask')).stdout).toContain('2 starts, 0 services');
  });

  test('gets its arguments as they are', async () => {
    folder.write({ ask: '#!/bin/sh\nprintf "%s|" "$@" > seen\necho null\n' });
    chmodSync(join(folder.path, 'ask'), 0o755);
    await run('plan', '--deployed-command', './ask', '--deployed-argument', 'a b', '--deployed-argument', '$HOME');
    expect(folder.read()['seen']).toBe('a b|$HOME|');
  });

  test('that fails, is not there, or prints what nobody can read, leaves it unknown: nothing is planned', async () => {
    writeProgram('{ }', 3);
    const failed = await run('plan', '--deployed-command', './ask');
    expect(failed).toMatchObject({ exitCode: 2, stdout: '' });
    expect(failed.stderr).toContain('./ask, which tells what is deployed, ended with exit code 3');
    expect((await run('plan', '--deployed-command', './nobody')).stderr).toContain('could not be started');
    writeProgram('{ web = [ "m1" ');
    const broken = await run('plan', '--deployed-command', './ask');
    expect([broken.exitCode, broken.stderr]).toEqual([2, expect.stringContaining('output of ask:1:')]);
  });

  test('is asked again before a saved plan is applied', async () => {
    writeProgram('null');
    const words = ['--deployed-command', './ask'];
    expect(await run('plan', ...words, '--output', 'plan.json')).toMatchObject({ exitCode: 0 });
    writeProgram('{ web = [ "m1" ]; }');
    const stale = await run('apply', 'plan.json', '--deploy-command', './deploy');
    expect([stale.exitCode, stale.stderr]).toEqual([4, expect.stringContaining('what is deployed changed')]);
    writeProgram('null');
    folder.write({ 'do-deploy': '#!/bin/sh\necho \'{ db = [ "m1" ]; web = [ "m1" ]; }\' > printed\n' });
    chmodSync(join(folder.path, 'do-deploy'), 0o755);
    expect(await run('apply', 'plan.json', '--deploy-command', './do-deploy')).toMatchObject({ exitCode: 0 });
  });

  test('is asked afterwards whether what was deployed runs', async () => {
    writeProgram('null');
    const lied = await run('apply', '--yes', '--deployed-command', './ask', '--deploy-command', './deploy');
    expect([lied.exitCode, lied.stderr]).toEqual([7, expect.stringContaining('said to be done, but')]);
  });

  test('does not go with a plan that is said to be deployed', async () => {
    const { exitCode, stderr } = await run('plan', '--deployed-command', './ask', '--previous', 'old.nix');
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('what is deployed is known from one place')]);
  });
});
