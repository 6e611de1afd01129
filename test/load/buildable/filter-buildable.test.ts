import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { errorCodeOf, type Folder, makeFolder, type Run, runIn } from '../../harness.ts';
import { referee } from '../../nix/referee.ts';

const services = `{ system, distribution, invDistribution, ... }:
let make = name: script: derivation { inherit name system; builder = "/bin/sh"; args = [ "-c" script ]; }; in
rec {
  db = { name = "db"; type = "process"; pkg = make "db" "echo > $out"; };
  web = {
    name = "web"; type = "process"; dependsOn = { inherit db; };
    pkg = { db }: if system == "x86_64-darwin" then throw "not for \${system}" else make "web-\${db.target.properties.hostname}" "echo > $out";
  };
  broken = { name = "broken"; type = "process"; pkg = make "broken" "exit 3"; };
}`;
const machine = (name: string, system: string) =>
  `${name} = { system = "${system}"; properties.hostname = "${name}"; containers.process = { }; };`;
const infrastructure = `{
  ${machine('one', 'x86_64-linux')} ${machine('two', 'x86_64-linux')} ${machine('mac', 'x86_64-darwin')}
}`;

/** Says of each call what it was asked for; cannot have `web` on a mac, and fails to build `broken`. */
const nixInstantiate = `#!/bin/sh
text=$(cat)
if [ -e "$CALLS.down" ]; then echo 'error: cannot connect to socket' >&2; exit 1; fi
case "$text" in *dydisnix-asks*) echo /nix/store/any.drv; exit;; esac
service=$(printf '%s' "$text" | sed -n 's/^ *service = "\\(.*\\)";$/\\1/p')
system=$(printf '%s' "$text" | sed -n 's/.*system = "\\([^"]*\\)"; pkgs = .*/\\1/p' | head -n 1)
echo "$service $system $*" >> "$CALLS"
if [ "$service $system" = "web x86_64-darwin" ]; then echo 'warning: of no use' >&2; echo 'error: not there' >&2; exit 1; fi
echo "/nix/store/$service-$system.drv"`;
const nixStore = `#!/bin/sh
echo "build $*" >> "$CALLS"
case "$*" in *broken*) echo 'error: exit code 3' >&2; exit 1;; esac`;

let folder: Folder;
beforeEach(() => {
  folder = makeFolder({
    's.nix': services,
    'i.nix': infrastructure,
    'd.nix': `{ infrastructure }: {
      db = { targets = [ { target = infrastructure.one; container = "process"; } ]; };
      web = [ infrastructure.two infrastructure.mac ];
    }`,
    'bin/nix-instantiate': nixInstantiate,
    'bin/nix-store': nixStore,
  });
  for (const name of ['nix-instantiate', 'nix-store']) chmodSync(join(folder.path, 'bin', name), 0o755);
});
afterEach(() => folder.remove());

test('a Nix that does not work at all says nothing of any package: there is no plan', async () => {
  folder.write({ 'calls.down': '' });
  const { exitCode, stdout } = await gendist([]);
  expect([exitCode, JSON.parse(stdout).error]).toMatchObject([2, { code: 'nix-fails' }]);
  expect(stdout).toContain('Nix itself does not work, so it is not known what can be built: cannot connect to socket');
});

async function gendist(words: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<Run> {
  const environment = {
    PATH: `${folder.path}/bin:/usr/bin:/bin`,
    CALLS: `${folder.path}/calls`,
    HOME: folder.path,
    ...more,
  };
  const models = ['-s', 's.nix', '-i', 'i.nix', '--json', '--filter-buildable'];
  return await runIn(folder.path, ['gendist', ...models, ...words], { environment });
}

function planOf({ stdout }: Run): Record<string, unknown> {
  return JSON.parse(stdout) as Record<string, unknown>;
}

/** What was asked since the last look, in byte order: several run at a time. */
function calls(): readonly string[] {
  const lines = (folder.read()['calls'] ?? '').split('\n').filter(line => line !== '');
  folder.write({ calls: '' });
  return lines.sort();
}

const pairs = ['broken', 'db', 'web'].flatMap(service =>
  ['x86_64-darwin', 'x86_64-linux'].map(system => `${service} ${system} -`),
);

describe('candidates that cannot be built', () => {
  test('fall out, each pair of service and system being asked for once, and are told', async () => {
    const run = await gendist([]);
    expect(planOf(run)['distribution']).toEqual({
      broken: ['one', 'two', 'mac'].sort(),
      db: ['mac', 'one', 'two'],
      web: ['one', 'two'],
    });
    expect(calls()).toEqual(pairs);
    expect(run.stderr).toContain(
      'service "web" cannot be built for x86_64-darwin, so it does not go to mac: not there',
    );
    expect(run.stderr.match(/cannot be built/g)).toHaveLength(1);
  });

  test('are built where that is asked for, each package once', async () => {
    const run = await gendist(['--build']);
    expect(planOf(run)['distribution']).toEqual({ broken: [], db: ['mac', 'one', 'two'], web: ['one', 'two'] });
    expect(run.stderr).toContain('no target is left for service "broken"');
    expect(calls().filter(line => line.startsWith('build'))).toHaveLength(5);
  });

  test('are asked for again, what can be built is not, until a file of the model is another one', async () => {
    await gendist([]);
    calls();
    const again = await gendist([]);
    expect(calls()).toEqual(['web x86_64-darwin -']);
    expect(again.stderr).toContain('not there');
    folder.write({ 's.nix': `# a comment\n${services}` });
    await gendist([]);
    expect(calls()).toEqual(['web x86_64-darwin -']);
    folder.write({ 's.nix': services.replace('echo >', 'echo 1 >') });
    await gendist([]);
    expect(calls()).toEqual(pairs);
  });

  test('are asked for each time where nobody sees whether the search path is another one', async () => {
    for (const _ of [1, 2]) {
      await gendist(['-I', 'nixpkgs=pkgs']);
      expect(calls()).toHaveLength(6);
    }
    await gendist([], { NIX_PATH: 'nixpkgs=/nix/store/abc-nixpkgs' });
    expect(calls()).toHaveLength(6);
    await gendist([], { NIX_PATH: 'nixpkgs=/nix/store/abc-nixpkgs' });
    expect(calls()).toHaveLength(1);
  });

  test('are those of an initial distribution, whose containers survive', async () => {
    const plan = planOf(await gendist(['-d', 'd.nix']));
    expect(plan).toMatchObject({
      distribution: { db: ['one'], web: ['two'] },
      containers: { db: { one: ['process'] } },
    });
    expect(calls()).toEqual(['db x86_64-linux -', 'web x86_64-darwin -', 'web x86_64-linux -']);
  });

  test('are not what a QoS model gets', async () => {
    folder.write({ 'q.nix': '{ initialDistribution, ... }: { inherit (initialDistribution) web; }' });
    expect(planOf(await gendist(['-q', 'q.nix']))['distribution']).toEqual({ web: ['one', 'two'] });
  });
});

describe('what Nix is not asked', () => {
  test('--build alone builds nothing', async () => {
    const words = ['gendist', '-s', 's.nix', '-i', 'i.nix', '--json', '--build'];
    const run = await runIn(folder.path, words);
    expect([run.exitCode, errorCodeOf(run)]).toEqual([2, 'missing-option']);
  });

  test('packages of a model that is data', async () => {
    folder.write({ 's.nix': '{ "db": { "name": "db", "type": "process" } }' });
    const run = await gendist([]);
    expect([run.exitCode, errorCodeOf(run)]).toEqual([2, 'no-packages']);
    expect(calls()).toEqual([]);
  });

  test('a Nix that is not there', async () => {
    const run = await gendist([], { PATH: '/nowhere' });
    expect([run.exitCode, errorCodeOf(run)]).toEqual([2, 'without-nix']);
  });

  test('more than its time', async () => {
    folder.write({ 'bin/nix-instantiate': '#!/bin/sh\nexec sleep 60' });
    const run = await gendist(['-d', 'd.nix', '--eval-timeout', '0.2']);
    expect(planOf(run)['distribution']).toEqual({ db: [], web: [] });
    expect(run.stderr).toContain('it took too long');
  });
});

test.skipIf(referee === undefined)('a real Nix calls packages with their dependencies as Disnix does', async () => {
  const root = `${folder.path}/nix`;
  folder.write({ 'nix/conf/nix.conf': 'build-users-group =\nsubstituters =\nsandbox = false\n' });
  const environment = {
    PATH: process.env['PATH'] ?? '',
    NIX_STORE_DIR: `${root}/store`,
    NIX_STATE_DIR: `${root}/state`,
    NIX_LOG_DIR: `${root}/log`,
    NIX_CONF_DIR: `${root}/conf`,
  };
  const instantiated = await gendist([], environment);
  expect(planOf(instantiated)['distribution']).toMatchObject({ broken: ['mac', 'one', 'two'], web: ['one', 'two'] });
  expect(instantiated.stderr).toContain('not for x86_64-darwin');
  const built = await gendist(['--build'], environment);
  expect(planOf(built)['distribution']).toEqual({ broken: [], db: ['one', 'two'], web: ['one', 'two'] });
  expect(built.stderr).toContain('failed with exit code 3');
});
