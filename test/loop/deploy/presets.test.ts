import { chmodSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Folder, makeFolder, runIn } from '../../harness.ts';
import { files, presets } from './stand-ins.ts';

let folder: Folder = makeFolder();
beforeEach(() => {
  folder = makeFolder(files);
  const text = files.tool;
  for (const name of ['docker', 'kubectl', 'nomad', 'colmena']) {
    folder.write({ [`bin/${name}`]: text });
    chmodSync(join(folder.path, 'bin', name), 0o755);
  }
});
afterEach(() => folder.remove());

const run = (...words: readonly string[]) =>
  runIn(folder.path, [...words, '--state', 'state', '-p', 'shop'], {
    environment: { PATH: `${join(folder.path, 'bin')}${delimiter}${process.env['PATH'] ?? '/bin'}` },
  });

/** What the tools were given, with the folder left out. */
function calls(): readonly (readonly string[])[] {
  const lines = (folder.read()['seen'] ?? '').replaceAll(`${folder.path}/`, '').split('\n');
  return lines.filter(line => line !== '').map(line => line.split('\t'));
}

describe.each(Object.entries(presets))('%s', (name, preset) => {
  test('runs exactly what plan shows, with files that say the plan', async () => {
    const shown = await run('plan', ...preset.words, '--output', 'plan.json');
    expect(shown.exitCode).toBe(0);
    for (const [program, ...words] of preset.calls)
      expect(shown.stdout).toContain(`  ${[program, ...words].join(' ')}`);
    // Who deploys is known from the plan.
    expect(await run('apply', 'plan.json')).toMatchObject({ exitCode: 0 });
    expect(calls()).toEqual(preset.calls);
    const [file, text] = preset.file;
    expect(folder.read()[`state/deploy/${file}`]).toContain(text);
    const saved = JSON.parse(folder.read()['state/current.json'] ?? '');
    expect(saved.deploy.by).toMatchObject({ name });
    expect(saved.deploy.commands).toHaveLength(preset.calls.length);
  });

  test('that is refused beforehand changes nothing: exit code 6', async () => {
    folder.write({ act: '3\n' });
    const { exitCode, stderr } = await run('apply', '--yes', ...preset.words);
    expect([exitCode, stderr]).toEqual([6, expect.stringContaining('what runs is what ran before')]);
    expect(calls()).toHaveLength(1);
    expect(folder.read()['state/pending.json']).toBeUndefined();
  });

  test('that fails on the way leaves it unknown what runs, whatever its exit code: exit code 7', async () => {
    const { looks } = preset;
    folder.write({ act: `${'ok\n'.repeat(looks)}1\n` });
    const { exitCode, stderr } = await run('apply', '--yes', ...preset.words);
    expect([exitCode, stderr]).toEqual([7, expect.stringContaining('it is not known what runs')]);
    expect(calls()).toHaveLength(looks + 1);
    expect(folder.read()['state/pending.json']).toBeDefined();
  });

  test('that hangs is ended', async () => {
    folder.write({ act: `${'ok\n'.repeat(preset.calls.length - 1)}hang\n` });
    const { exitCode, stderr } = await run('apply', '--yes', '--deploy-timeout', '1', ...preset.words);
    expect([exitCode, stderr]).toEqual([7, expect.stringContaining('took too long and was ended')]);
  });

  test('that lies is found out by who is asked what runs', async () => {
    folder.write({ 'bin/running': '#!/bin/sh\necho null\n' });
    chmodSync(join(folder.path, 'bin/running'), 0o755);
    const asked = ['--deployed-command', 'running'];
    const { exitCode, stderr } = await run('apply', '--yes', ...preset.words, ...asked);
    expect([exitCode, stderr]).toEqual([7, expect.stringContaining('db does not run on m1')]);
    expect((await run('plan', ...preset.words, ...asked)).stdout).toContain('2 starts');
  });

  test('that is not installed changes nothing', async () => {
    const words = ['apply', '--yes', '--state', 'state', ...preset.words];
    const { exitCode, stderr } = await runIn(folder.path, words, { environment: { PATH: '/nowhere' } });
    expect([exitCode, stderr]).toEqual([6, expect.stringContaining('could not be started')]);
  });
});

/** How the last run of a tool went: its calls since then. */
function callsAgain(): ReturnType<typeof calls> {
  const found = calls();
  folder.write({ seen: '' });
  return found;
}

describe('what tools are not told by themselves', () => {
  const gone = (): void => folder.write({ 'services.nix': files['services.nix'].replace(/ {2}web = .*\n/, '') });

  test.each([
    ['compose', '"web":\n    deploy:\n      replicas: 0\n'],
    ['kubernetes', 'name: "web"\nspec:\n  replicas: 0\n'],
    ['nomad', '"Count": 0'],
  ] as const)('%s: services that stop run nowhere', async (name, text) => {
    await run('apply', '--yes', '--without-service', 'web', ...presets[name].words);
    const written = folder.read();
    expect(`${written['state/deploy/plan.yaml']}${written['state/deploy/job-2.json']}`).toContain(text);
  });

  const compose = ['--compose-file', 'compose.yaml', '--compose-file', 'state/deploy/plan.yaml'];
  const stopped = ['--compose-file', 'state/deploy/stopped.yaml'];
  const apply = ['kubectl', 'apply', '--server-side', '--force-conflicts', '--field-manager=dydisnix'];
  const remove = ['kubectl', 'delete', '--ignore-not-found'];
  const context = '--context=prod';
  const withoutWeb = {
    compose: {
      file: ['stopped.yaml', 'services:\n  "web":\n    deploy:\n      replicas: 0\n'],
      calls: [
        ['docker', 'stack', 'config', ...compose, ...stopped],
        [
          'docker',
          'stack',
          'deploy',
          ...compose,
          ...stopped,
          '--prune',
          '--detach=false',
          '--with-registry-auth',
          'shop',
        ],
      ],
    },
    kubernetes: {
      file: ['stopped.yaml', '---\napiVersion: "apps/v1"\nkind: "Deployment"\nmetadata:\n  name: "web"\n'],
      calls: [
        [...remove, '--dry-run=server', '--filename', 'state/deploy/stopped.yaml', context],
        [...apply, '--dry-run=server', '--filename', 'state/deploy/plan.yaml', context],
        [...remove, '--filename', 'state/deploy/stopped.yaml', context],
        [...apply, '--filename', 'state/deploy/plan.yaml', context],
        ['kubectl', 'rollout', 'status', '--filename', 'state/deploy/rollouts.yaml', context],
      ],
    },
    nomad: {
      file: ['stopped-1.json', '"Name": "web",\n        "Count": 0'],
      calls: ['validate', 'run'].flatMap(verb =>
        ['stopped-1.json', 'job-1.json'].map(job => ['nomad', 'job', verb, '-json', `state/deploy/${job}`]),
      ),
    },
  } as const;

  describe.each(Object.entries(withoutWeb))('%s: a service that is gone from the models', (name, expected) => {
    const { words } = presets[name as keyof typeof withoutWeb];

    test('is stopped, by what the last plan knows of it', async () => {
      await run('apply', '--yes', ...words);
      callsAgain();
      gone();
      expect((await run('plan', ...words)).stdout).not.toContain('not done');
      expect(await run('apply', '--yes', ...words)).toMatchObject({ exitCode: 0 });
      expect(callsAgain()).toEqual(expected.calls);
      const [file, text] = expected.file;
      expect(folder.read()[`state/deploy/${file}`]).toContain(text);
    });

    test('is stopped when it came since a plan that is deployed again', async () => {
      gone();
      const [first, ...others] = words.filter(
        (word, i) => !`${words[i - 1]} ${word} ${words[i + 1]}`.includes('web.json'),
      );
      await run('apply', '--yes', first ?? '', ...others);
      folder.write({ 'services.nix': files['services.nix'] });
      expect(await run('apply', '--yes', ...words)).toMatchObject({ exitCode: 0 });
      callsAgain();
      expect(await run('apply', '--yes', '--rollback')).toMatchObject({ exitCode: 0 });
      expect(callsAgain()).toEqual(expected.calls);
    });

    test("stays stopped where files of one's own still have it, and comes back with the models", async () => {
      await run('apply', '--yes', ...words);
      gone();
      await run('apply', '--yes', ...words);
      folder.write({
        'services.nix': files['services.nix'].replace(/ {2}web = .*\n/, '').replace('"m1"', '"m2"'),
        act: '',
      });
      callsAgain();
      expect(await run('apply', '--yes', ...words)).toMatchObject({ exitCode: 0 });
      const again = name === 'kubernetes' ? presets.kubernetes.calls : expected.calls;
      expect(callsAgain()).toEqual(again);
      folder.write({ 'services.nix': files['services.nix'] });
      expect(await run('apply', '--yes', ...words)).toMatchObject({ exitCode: 0 });
      expect(callsAgain()).toEqual(presets[name as keyof typeof withoutWeb].calls);
    });
  });

  test('Compose: what is gone from its files, too, is removed by the tool itself', async () => {
    await run('apply', '--yes', ...presets.compose.words);
    gone();
    folder.write({ 'compose.yaml': 'services: { db: { image: db } }\n' });
    callsAgain();
    expect(await run('apply', '--yes', ...presets.compose.words)).toMatchObject({ exitCode: 0 });
    expect(callsAgain()).toEqual(presets.compose.calls);
  });

  test('Nomad: a job whose file is gone is stopped as it was deployed last', async () => {
    await run('apply', '--yes', ...presets.nomad.words);
    gone();
    callsAgain();
    const words = ['--deployer', 'nomad', '--deploy-file', 'db.json'];
    expect(await run('apply', '--yes', ...words)).toMatchObject({ exitCode: 0 });
    expect(callsAgain()).toEqual(withoutWeb.nomad.calls);
    expect(JSON.parse(folder.read()['state/deploy/stopped-1.json'] ?? '')).toMatchObject({
      Job: { ID: 'web', TaskGroups: [{ Name: 'web', Count: 0 }] },
    });
  });

  test('Kubernetes: an object with another name is another object', async () => {
    await run('apply', '--yes', ...presets.kubernetes.words);
    folder.write({
      'services.nix': files['services.nix'].replace('"m2";', '"m2"; kubernetes.name = "web-new";'),
    });
    expect(await run('apply', '--yes', ...presets.kubernetes.words)).toMatchObject({ exitCode: 0 });
    expect(folder.read()['state/deploy/stopped.yaml']).toContain('name: "web"\n');
    expect(folder.read()['state/deploy/plan.yaml']).toContain('name: "web-new"\n');
  });

  test.each(['kubernetes', 'nomad'] as const)(
    '%s: what no plan knows of a service that is gone goes on, which is told',
    async name => {
      folder.write({ 'deployed.json': '{ "db": ["m1"], "old": ["m2"] }' });
      expect((await run('plan', ...presets[name].words, '--previous', 'deployed.json')).stdout).toMatch(
        /not done: the (?:job|object) of service "old"/,
      );
    },
  );

  test('what runs once on every node is stopped by a constraint, since it has no number of replicas', async () => {
    folder.write({
      'services.nix': files['services.nix']
        .replace('pinnedTo = "m1";', 'replicas = "all";')
        .replace('"StatefulSet"', '"DaemonSet"'),
      'db.json': JSON.stringify({ ID: 'db', Type: 'system', TaskGroups: [{ Name: 'db' }] }),
    });
    const written = async (name: 'compose' | 'kubernetes' | 'nomad', file: string) => {
      const { stdout } = await run('plan', '--json', '--without-service', 'db', ...presets[name].words);
      return JSON.parse(stdout).deploy.files[file];
    };
    expect(await written('compose', 'plan.yaml')).toContain('mode: global\n      placement:\n        constraints:');
    expect(await written('kubernetes', 'plan.yaml')).toContain('{ key: dydisnix/nowhere, operator: Exists }');
    expect(await written('nomad', 'job-1.json')).toContain('"RTarget": "no node at all"');
  });
});

describe('Kubernetes: objects that nobody can change', () => {
  const service = (name: string, kind: string): string =>
    `${name} = { name = "${name}"; type = "process"; pkg = null; pinnedTo = "m1"; kubernetes.kind = "${kind}"; };`;
  const words = ['--yes', '--deployer', 'kubernetes'];

  test('pods and jobs are left alone, and told: no patch of them is taken', async () => {
    folder.write({
      'services.nix': `{ ... }: { ${service('api', 'Deployment')} ${service('once', 'Job')} ${service('pod', 'Pod')} }`,
    });
    const { exitCode, stdout, stderr } = await run('apply', ...words);
    expect(exitCode, stderr).toBe(0);
    const text = stdout + stderr;
    expect(text).toContain('not done: service "once" is a Job, which Kubernetes moves no more once it is there: where');
    expect(text).toContain('where it is not on m1, delete it and create it anew');
    const patches = folder.read()['state/deploy/plan.yaml'] ?? '';
    expect(patches.match(/^kind: .*$/gm)).toEqual(['kind: "Deployment"']);
    expect(JSON.parse(folder.read()['state/current.json'] ?? '').deploy.omissions).toHaveLength(2);
  });

  test('what is replaced by hand is patched, told, and not waited for', async () => {
    const byHand = service('db', 'StatefulSet').replace('};', 'kubernetes.updateStrategy = "OnDelete"; };');
    folder.write({ 'services.nix': `{ ... }: { ${byHand} }` });
    const { exitCode, stdout, stderr } = await run('apply', ...words);
    expect(exitCode, stderr).toBe(0);
    expect(stdout + stderr).toContain(
      'not done: service "db" is a StatefulSet whose pods move only when somebody deletes them (updateStrategy OnDelete): where it is not on m1, delete its pods',
    );
    expect(calls().filter(call => call.includes('rollout'))).toEqual([]);
    expect(folder.read()['state/deploy/plan.yaml']).toContain('kind: "StatefulSet"');
  });

  test('where there are no others nothing is applied', async () => {
    folder.write({ 'services.nix': `{ ... }: { ${service('pod', 'Pod')} }` });
    expect((await run('apply', ...words)).exitCode).toBe(0);
    expect(calls()).toEqual([]);
  });

  test('a cron job that goes nowhere is suspended', async () => {
    folder.write({ 'services.nix': `{ ... }: { ${service('tick', 'CronJob')} ${service('api', 'Deployment')} }` });
    expect((await run('apply', ...words)).exitCode).toBe(0);
    expect(folder.read()['state/deploy/plan.yaml']).not.toContain('suspend');
    expect((await run('apply', ...words, '--without-service', 'tick')).exitCode).toBe(0);
    expect(folder.read()['state/deploy/plan.yaml']).toContain('name: "tick"\nspec:\n  suspend: true\n');
  });
});

describe('jobs of Nomad', () => {
  test('keep what the plan does not say', async () => {
    await run('apply', '--yes', ...presets.nomad.words);
    const { Job } = JSON.parse(folder.read()['state/deploy/job-1.json'] ?? '');
    expect(Job.Update).toEqual({ Stagger: 30000000000 });
    expect(Job.TaskGroups).toEqual([
      {
        Name: 'db',
        Count: 1,
        Constraints: [
          { LTarget: '${attr.kernel.name}', Operand: '=', RTarget: 'linux' },
          { LTarget: '${node.unique.name}', Operand: '=', RTarget: 'm1' },
        ],
      },
    ]);
  });

  test('that are missing, or none, are told, all of them', async () => {
    folder.write({ 'web.json': 'job "web" {}' });
    const { exitCode, stderr } = await run('plan', ...presets.nomad.words);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('no job of Nomad as JSON')]);
    expect(stderr).toContain('service "web" is the group "web" of the job "web"');
    folder.write({ 'web.json': '{ "ID": "web", "TaskGroups": [], "Big": 9007199254740993 }' });
    expect((await run('plan', ...presets.nomad.words)).stderr).toContain('too large');
  });
});

describe('who deploys', () => {
  test.each([
    [['--deployer', 'compose'], 'laid over Compose files'],
    [['--deployer', 'colmena', '--deploy-file', 'a', '--deploy-file', 'hive.nix'], 'one file'],
    [['--deployer', 'kubernetes', '--deploy-file', 'compose.yaml'], 'the objects are in the cluster'],
    [['--deployer', 'command'], 'no command is named'],
    [['--deployer', 'nomad', '--deploy-command', 'x'], 'which of them is meant'],
    [['--deploy-argument', 'x'], 'arguments are those of what deploys'],
    [['--deploy-file', 'compose.yaml'], 'for one of the tools'],
  ])('has to fit: %j', async (words, message) => {
    folder.write({ a: '' });
    const { exitCode, stderr } = await run('plan', ...words);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  test('is nobody where Disnix is not installed: a plan shows no commands, and nothing is applied', async () => {
    expect((await run('plan')).stdout).not.toContain('apply runs');
    const { exitCode, stderr } = await run('apply', '--yes');
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('disnix-env is not installed')]);
  });

  test('may be another one than the plan was made for', async () => {
    await run('plan', ...presets.compose.words, '--output', 'plan.json');
    expect(await run('apply', 'plan.json', ...presets.colmena.words)).toMatchObject({ exitCode: 0 });
    expect(calls()[0]?.[0]).toBe('colmena');
  });

  test('goes back to an earlier plan as it was deployed then', async () => {
    await run('apply', '--yes', ...presets.compose.words);
    await run('apply', '--yes', ...presets.compose.words, '--without-service', 'web');
    expect(await run('apply', '--rollback', '--yes')).toMatchObject({ exitCode: 0 });
    expect(folder.read()['state/deploy/plan.yaml']).toContain('node.hostname == m2');
  });
});

test('a hive of Colmena keeps its machines, with the modules of the plan', async () => {
  await run('apply', '--yes', ...presets.colmena.words);
  const tags = '(builtins.elemAt value.imports 1).deployment.tags';
  folder.write({
    'look.nix': `builtins.mapAttrs (_: value: if value ? imports then ${tags} else "as it was") (import ./state/deploy/hive.nix)`,
  });
  const { stdout } = await runIn(folder.path, ['eval', 'look.nix', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ m1: ['db'], m2: ['web'], meta: 'as it was', other: 'as it was' });
});

describe('ports that services get as ids with the plan', () => {
  const web = `ids = if builtins.pathExists ./ids.nix then (import ./ids.nix).ids else { };
in rec {`;
  const services = files['services.nix']
    .replace('rec {', `let ${web}`)
    .replace('"m2";', '"m2"; requiresUniqueIdsFor = [ "ports" "ports:metrics" ]; ports = [ $PORT ];')
    .replace('$PORT', '{ container = 80; host = ids.ports.web or 0; protocol = "tcp"; }');
  const pools = ['--id-resources', 'pools.nix', '--ids', 'ids.nix'];
  const job = JSON.stringify({
    ID: 'web',
    TaskGroups: [
      {
        Name: 'web',
        Networks: [
          {
            Mode: 'bridge',
            ReservedPorts: [
              { Label: 'ports', Value: 4999 },
              { Label: 'own', Value: 5001 },
              { Label: 'ssh', Value: 22 },
            ],
          },
        ],
      },
    ],
  });
  const plannedPorts = '_module.args.plannedPorts = { web = { ports = { port = 5000; protocols = [ "tcp" ]; };';
  test.each([
    [
      'compose',
      'plan.yaml',
      `    ports:
      - { target: 80, published: 5000, protocol: tcp, mode: host } # "ports"
      - { target: 5001, published: 5001, protocol: tcp, mode: host } # "metrics"
`,
    ],
    ['kubernetes', 'plan.yaml', '            - { name: "ports", containerPort: 80, hostPort: 5000, protocol: TCP }\n'],
    ['nomad', 'job-2.json', '"Label": "ports",\n                "Value": 5000,\n                "To": 80\n'],
    ['colmena', 'plan.nix', plannedPorts],
  ] as const)('%s: as they are once the ids are written', async (name, file, text) => {
    const { words } = presets[name];
    const pool = '{ ports = { min = 5000; max = 5009; protocol = "tcp"; }; }';
    folder.write({ 'services.nix': services, 'pools.nix': pool, 'web.json': job });
    const saved = await run('plan', '--json', ...pools, ...words);
    expect(JSON.parse(saved.stdout).deploy.files[file]).toContain(text);
    // A plan that names nobody who deploys gets its files when it is applied.
    expect(await run('plan', ...pools, '--output', 'plan.json')).toMatchObject({ exitCode: 0 });
    expect(await run('apply', 'plan.json', ...words)).toMatchObject({ exitCode: 0 });
    expect(folder.read()[`state/deploy/${file}`]).toContain(text);
    expect(folder.read()['ids.nix']).toContain('"web" = 5000;');
  });

  test('nomad: labels of before are replaced, and numbers that the group has stay its own', async () => {
    folder.write({
      'services.nix': services,
      'web.json': job,
      'pools.nix': '{ ports = { min = 5000; max = 5009; }; }',
    });
    const models = ['-s', 'services.nix', '-i', 'infrastructure.nix'];
    expect(await run('apply', '--yes', ...models, ...pools, ...presets.nomad.words)).toMatchObject({ exitCode: 0 });
    const { Job } = JSON.parse(folder.read()['state/deploy/job-2.json'] ?? '');
    expect(Job.TaskGroups[0].Networks).toEqual([
      {
        Mode: 'bridge',
        ReservedPorts: [
          { Label: 'own', Value: 5001 },
          { Label: 'ssh', Value: 22 },
          { Label: 'ports', Value: 5000, To: 80 },
        ],
      },
    ]);
  });

  test('what a form cannot say of them is told', async () => {
    const bound = services.replace(/ports = \[.*?\];/, 'port = "127.0.0.1:${toString (ids.ports.web or 0)}";');
    folder.write({ 'services.nix': bound, 'pools.nix': '{ ports = { min = 5000; max = 5009; }; }' });
    const { stdout } = await run('plan', ...pools, ...presets.compose.words);
    const untold = 'not done: ports are opened on all addresses, not on 127.0.0.1 alone: 5000 of web';
    expect(stdout).toContain(untold);
    // Also of a plan that is deployed again, whose files are as they were.
    expect(await run('apply', '--yes', ...pools, ...presets.compose.words)).toMatchObject({ exitCode: 0 });
    folder.write({ 'services.nix': bound.replace('web = {', 'late = { name = "late"; type = "process"; }; web = {') });
    expect(await run('apply', '--yes', ...pools, ...presets.compose.words)).toMatchObject({ exitCode: 0 });
    const back = await run('apply', '--rollback', '--yes');
    expect(back.exitCode).toBe(0);
    expect(back.stderr).toContain(untold);
  });
});
