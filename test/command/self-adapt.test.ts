import { chmodSync, existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ownIdentity } from '../../src/ports/disk/process-identity.ts';
import { type Folder, makeFolder, type Run, runIn } from '../harness.ts';

const machine = (name: string, more = '') =>
  `{ "properties": { "hostname": "${name}"${more} }, "containers": { "process": { } } }`;

/** The machines that answer, as a discovery prints them. */
const answer = (...names: readonly string[]) => `{ ${names.map(name => `"${name}": ${machine(name)}`).join(', ')} }\n`;

const files = {
  'services.nix': `{ ... }: rec {
    db = { name = "db"; type = "process"; stateful = true; pkg = import ./db.nix; };
    web = { name = "web"; type = "process"; pkg = null; version = 1; dependsOn = { inherit db; }; };
    api = { name = "api"; type = "process"; pkg = null; };
  }`,
  'db.nix': '{ }',
  answer: answer('m1', 'm2'),
  discover: '#!/bin/sh\ncat answer\nexit $(cat discover-code 2>/dev/null || echo 0)\n',
  deploy: `#!/bin/sh
cat > seen.json
cp "$DYDISNIX_DISTRIBUTION" running.nix
cp "$DYDISNIX_INFRASTRUCTURE" seen-infrastructure.nix
echo deployed >> deployments
exit $(cat code 2>/dev/null || echo 0)
`,
  notify: '#!/bin/sh\ncat >> events\n',
};

let folder: Folder = makeFolder();
beforeEach(() => {
  folder = makeFolder(files);
  for (const name of ['discover', 'deploy', 'notify']) chmodSync(join(folder.path, name), 0o755);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 5, 12) });
});
afterEach(() => {
  folder.remove();
  vi.useRealTimers();
});

const programs = ['--discover-command', './discover', '--deploy-command', './deploy'];
/** A machine is gone, or back, at once. */
const atOnce = ['--misses', '1', '--gone-after', '0', '--answers', '1'];

/** One round, half a minute after the one before. */
async function round(...words: readonly string[]): Promise<Run> {
  vi.setSystemTime(Date.now() + 30_000);
  const environment = { PATH: process.env['PATH'] ?? '/bin' };
  return runIn(folder.path, ['self-adapt', '--state', 'state', ...programs, '--once', ...words], { environment });
}

function read(file: string): string {
  return folder.read()[file] ?? '';
}

function deployments(): number {
  return read('deployments').split('\n').length - 1;
}

function write(texts: Readonly<Record<string, string>>): void {
  folder.write(texts);
}

/** Where services run, as the deployer was told last. */
function running(): Readonly<Record<string, string>> {
  const found = [...read('running.nix').matchAll(/^ {2}(\w+) = \[ infrastructure\.(\w+) \];/gm)];
  return Object.fromEntries(found.map(([, service = '', target = '']) => [service, target]));
}

describe('a round', () => {
  test('deploys what is missing, and the next one has nothing to do', async () => {
    const first = await round();
    expect([first.exitCode, first.stderr]).toEqual([
      0,
      expect.stringMatching(/applying plan \w+: 3 steps\n.* applied/),
    ]);
    expect(running()).toEqual({ api: 'm1', db: 'm1', web: 'm1' });
    const second = await round();
    expect([second.exitCode, second.stderr]).toEqual([0, expect.stringContaining('nothing to do')]);
    expect(deployments()).toBe(1);
  });

  test('changes nothing for a comment, another order or a line break, and for another package it does', async () => {
    await round();
    write({
      'services.nix': `# ${read('services.nix')}`.replace('# {', '{').replace('rec {', 'rec {\n\n# why\n'),
      answer: answer('m2', 'm1'),
    });
    expect((await round()).stderr).toContain('nothing to do');
    write({ 'db.nix': '{ version = 2; }' });
    // Nothing says which service it is of: all is deployed again, once.
    expect((await round()).stderr).toContain('0 steps');
    expect((await round()).stderr).toContain('nothing to do');
    expect(deployments()).toBe(2);
    write({ 'services.nix': read('services.nix').replace('version = 1', 'version = 2') });
    expect((await round()).stderr).toContain('1 step');
    // A recipe may stand in the model itself, too.
    write({ 'services.nix': read('services.nix').replace('pkg = null', 'pkg = { other = true; }') });
    expect((await round()).stderr).toContain('0 steps');
    expect((await round()).stderr).toContain('nothing to do');
    expect(deployments()).toBe(4);
  });

  test('moves what was on a machine that is gone, but for data, which waits, and is told each round', async () => {
    await round();
    write({ answer: answer('m2') });
    const moved = await round(...atOnce, '--notify-command', './notify');
    expect([moved.exitCode, moved.stderr]).toEqual([0, expect.stringMatching(/gone: m1\n[\s\S]*2 steps/)]);
    expect(running()).toEqual({ api: 'm2', web: 'm2' });
    expect(read('seen-infrastructure.nix')).not.toContain('m1');
    const waits = await round(...atOnce, '--notify-command', './notify');
    expect(waits.stderr).toContain('waiting for a machine with their data: db (m1)');
    write({ answer: answer('m1', 'm2') });
    await round(...atOnce, '--notify-command', './notify');
    expect(running()).toEqual({ api: 'm2', db: 'm1', web: 'm2' });
    const events = read('events')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(events.map(({ event }) => event)).toEqual([
      'machines gone',
      'applying',
      'applied',
      'data waits',
      'machines come',
      'applying',
      'applied',
    ]);
    expect(events[3]).toMatchObject({ version: 1, profile: 'default', waiting: [{ service: 'db', target: 'm1' }] });
  });

  test('does nothing about a machine that is missing for a while, and moves nothing when it is back', async () => {
    await round();
    write({ answer: answer('m2') });
    for (let i = 0; i < 5; i++) expect((await round()).stderr).toContain('nothing to do');
    write({ answer: answer('m1', 'm2') });
    expect((await round()).stderr).toContain('nothing to do');
    expect(deployments()).toBe(1);
  });

  test('believes that it is gone after five minutes, also where the clock jumps on, but not where it is set back', async () => {
    await round();
    write({ answer: answer('m2') });
    for (let i = 0; i < 3; i++) await round();
    vi.setSystemTime(Date.now() - 86_400_000);
    expect((await round()).stderr).toContain('nothing to do');
    vi.setSystemTime(Date.now() + 2 * 86_400_000);
    expect((await round()).stderr).toContain('gone: m1');
  });
});

describe('what cannot be read changes nothing', () => {
  test.each([
    [
      'a discovery that fails',
      { 'discover-code': '2' },
      'machines cannot be discovered: ./discover ended with exit code 2',
    ],
    ['one that prints nothing', { answer: '' }, 'it printed nothing'],
    ['one that breaks off', { answer: '{ "m1": { "prop', 'discover-code': '1' }, 'machines cannot be discovered'],
  ])('%s', async (_, texts, message) => {
    await round();
    write(texts);
    for (let i = 0; i < 3; i++) expect((await round(...atOnce)).exitCode).toBe(0);
    expect(deployments()).toBe(1);
    rmSync(join(folder.path, 'state/loop.json'));
    expect((await round(...atOnce)).stderr).toContain(message);
    expect(deployments()).toBe(1);
  });

  test('models that are wrong: told in each round, and planned once they are right', async () => {
    await round();
    write({ 'services.nix': '{ ... }: { web = ; }' });
    const wrong = await round();
    expect([wrong.exitCode, wrong.stderr]).toEqual([2, expect.stringContaining('the models cannot be read: ')]);
    write({ 'services.nix': files['services.nix'] });
    expect((await round()).stderr).toContain('nothing to do');
  });

  test('a partial answer is merged with what was known', async () => {
    await round();
    write({ answer: `{ "m2": { } }`, 'discover-code': '1' });
    expect((await round()).exitCode).toBe(0);
    const machines = JSON.parse(read('state/machines.json'));
    expect(machines).toMatchObject({ m1: JSON.parse(machine('m1')), m2: JSON.parse(machine('m2')) });
  });
});

describe('gates', () => {
  test('hold a plan, are told, and let it pass when they open', async () => {
    write({ freeze: 'Christmas\n' });
    const held = await round('--freeze-file', 'freeze');
    expect([held.exitCode, held.stderr]).toEqual([5, expect.stringContaining('is held: frozen: Christmas')]);
    expect(existsSync(join(folder.path, 'running.nix'))).toBe(false);
    const status = JSON.parse(read('state/status.json'));
    expect(status).toMatchObject({
      state: 'held',
      plan: { steps: 3, gates: { check: 'open', freeze: 'frozen: Christmas' } },
    });
    expect(read('state/next-plan.txt')).toContain('3 start');
    rmSync(join(folder.path, 'freeze'));
    expect((await round('--freeze-file', 'freeze')).exitCode).toBe(0);
    expect(deployments()).toBe(1);
  });

  test.each([
    ['no service is stopped that the models still have', ['--most-stops', '0'], 'it stops what the models still have'],
    ['a window', ['--window', 'daily 02:00-04:00 utc'], 'no window is open before 2026-01-06T02:00:00.000Z'],
    ['a machine too many', ['--most-gone', '0', ...atOnce], 'machines that are gone: m1 (1, and 0 allowed)'],
    ['approval', ['--approval', 'file', ...atOnce], 'it waits for approval'],
  ])('%s', async (name, words, message) => {
    await round();
    if (name.startsWith('no service')) {
      write({ 'placement.nix': '{ rules = [ { only = "api"; on = [ ]; } ]; }' });
      write({
        'distribution.nix':
          '{ infrastructure }: { api = [ ]; db = [ infrastructure.m1 ]; web = [ infrastructure.m1 ]; }',
      });
      const run = await round(...words, '-d', 'distribution.nix');
      expect([run.exitCode, run.stderr]).toEqual([5, expect.stringContaining(message)]);
      return;
    }
    write({ answer: answer('m2') });
    const run = await round(...atOnce, ...words);
    expect([run.exitCode, run.stderr]).toEqual([5, expect.stringContaining(message)]);
    expect(deployments()).toBe(1);
  });

  test('a plan is agreed to by the beginning of its digest, and another one is not', async () => {
    const held = await round('--approval', 'file');
    const digest = /plan (\w+) is held: it waits for approval/.exec(held.stderr)?.[1] ?? '';
    const say = (...words: readonly string[]) => runIn(folder.path, ['loop', '--state', 'state', ...words]);
    await say('--approve', 'aaaaaa');
    expect((await round('--approval', 'file')).exitCode).toBe(5);
    await say('--refuse', digest);
    expect((await round('--approval', 'file')).stderr).toContain('it was refused');
    expect(await say('--approve', digest.slice(0, 8))).toMatchObject({ exitCode: 0 });
    expect((await round('--approval', 'file')).exitCode).toBe(0);
    expect(deployments()).toBe(1);
  });

  test.each([
    ['0', 0],
    ['1', 5],
    ['2', 5],
  ])('a program agrees with %s', async (code, exitCode) => {
    write({ agree: `#!/bin/sh\ncat > asked.json\nexit ${code}\n` });
    chmodSync(join(folder.path, 'agree'), 0o755);
    expect((await round('--approval', 'command', '--approve-command', './agree')).exitCode).toBe(exitCode);
    expect(JSON.parse(read('asked.json'))).toMatchObject({ distribution: { db: [{ target: 'm1' }] } });
  });

  test('the terminal is asked with the whole plan', async () => {
    const questions: string[] = [];
    const session = { confirm: (question: string) => questions.push(question) > 1 };
    const words = ['self-adapt', '--state', 'state', ...programs, '--once', '--approval', 'terminal'];
    const environment = { PATH: process.env['PATH'] ?? '/bin' };
    const refused = await runIn(folder.path, words, { session, environment });
    expect([refused.exitCode, refused.stderr]).toEqual([5, expect.stringContaining('it was refused')]);
    expect((await runIn(folder.path, words, { session, environment })).exitCode).toBe(0);
    expect(questions[0]).toMatch(/start .*db[\s\S]*apply plan \w+\?/);
  });

  test.each([
    ['--most-moves', '3 %%'],
    ['--window', 'sometimes'],
    ['--round-property', 'memory'],
    ['--approval', 'command'],
  ])('%s %s is refused', async (option, value) => {
    expect(await round(option, value)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('hint: ') });
  });
});

describe('a deployer', () => {
  test('that fails is tried again later, and after two failures only for a change or a release', async () => {
    write({ code: '1' });
    const failed = await round();
    expect([failed.exitCode, failed.stderr]).toEqual([6, expect.stringContaining('failed, and what ran before runs')]);
    // Half a minute later it is tried again at the earliest where no jitter makes it sooner.
    vi.setSystemTime(Date.now() + 60_000);
    expect((await round()).stderr).toContain('it failed 2 times: it waits for a change');
    vi.setSystemTime(Date.now() + 3_600_000);
    const given = await round();
    expect([given.exitCode, given.stderr]).toEqual([1, expect.stringContaining('it failed too often')]);
    expect(deployments()).toBe(2);
    write({ code: '0' });
    await runIn(folder.path, ['loop', '--state', 'state', '--release']);
    expect((await round()).exitCode).toBe(0);
    expect(existsSync(join(folder.path, 'state/release'))).toBe(false);
  });

  test('that leaves machines in different states stops everything until somebody has looked', async () => {
    write({ code: '2' });
    expect((await round()).exitCode).toBe(7);
    write({ code: '0' });
    vi.setSystemTime(Date.now() + 3_600_000);
    expect(await round()).toMatchObject({ exitCode: 7, stderr: expect.stringContaining('have to be looked at') });
    await runIn(folder.path, ['loop', '--state', 'state', '--release']);
    expect((await round()).exitCode).toBe(0);
    expect(deployments()).toBe(2);
  });

  test('that hangs is ended, and all is deployed again', async () => {
    write({ deploy: '#!/bin/sh\nsleep 60\n' });
    const hung = await round('--deploy-timeout', '1');
    expect([hung.exitCode, hung.stderr]).toEqual([7, expect.stringContaining('took too long and was ended')]);
    write({ deploy: files.deploy });
    vi.setSystemTime(Date.now() + 3_600_000);
    expect((await round()).exitCode).toBe(0);
    expect(running()).toEqual({ api: 'm1', db: 'm1', web: 'm1' });
  });

  test('that lies is found out by the health command, and the plan before is deployed again', async () => {
    write({ health: '#!/bin/sh\ncat > health.json\nexit $(cat sick 2>/dev/null || echo 0)\n' });
    chmodSync(join(folder.path, 'health'), 0o755);
    const health = ['--health-command', './health', '--health-timeout', '1'];
    expect((await round(...health)).exitCode).toBe(0);
    write({ sick: '1', 'services.nix': read('services.nix').replace('version = 1', 'version = 2') });
    const back = await round(...health, '--rollback-unhealthy');
    expect([back.exitCode, back.stderr]).toEqual([6, expect.stringContaining('the plan before it was deployed again')]);
    expect(deployments()).toBe(3);
    expect(JSON.parse(read('state/current.json')).deployment.web.properties.version).toBe('1');
    vi.setSystemTime(Date.now() + 3_600_000);
    const sick = await round(...health);
    expect([sick.exitCode, sick.stderr]).toEqual([7, expect.stringContaining('not healthy in time')]);
    expect(existsSync(join(folder.path, 'state/pending.json'))).toBe(true);
  });
});

test('what cannot be remembered is not begun: a state that cannot be written', async () => {
  await round();
  write({ 'services.nix': read('services.nix').replace('version = 1', 'version = 2') });
  // A folder is in the way of the file.
  rmSync(join(folder.path, 'state/loop.json'));
  write({ 'state/loop.json/inner': '' });
  expect(await round()).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('loop.json') });
  expect(deployments()).toBe(1);
  rmSync(join(folder.path, 'state/loop.json'), { recursive: true });
  expect((await round()).exitCode).toBe(0);
  expect(deployments()).toBe(2);
});

test('two loops for one profile: the second one is told who has it', async () => {
  await round();
  // The lock of a process that runs: this one.
  symlinkSync(ownIdentity(), join(folder.path, 'state/loop.lock'));
  const other = await round('--lock-timeout', '0');
  expect([other.exitCode, other.stderr]).toEqual([2, expect.stringContaining('is locked by process')]);
});

test('a state that no loop wrote is refused, with all that is wrong in it', async () => {
  await round();
  write({ 'state/loop.json': '{ "version": 1 }' });
  expect(await round()).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('put the file aside') });
});

test('figures are written for Prometheus, and the log as JSON', async () => {
  const { stderr } = await round('--metrics-file', 'loop.prom', '--log', 'json');
  const lines = stderr.split('\n').filter(line => line.startsWith('{'));
  // A slow machine is told that its clock, which stands still here, was set back.
  const events = lines.map(line => JSON.parse(line)).filter(({ event }) => event !== 'note');
  expect(events).toMatchObject([
    { event: 'applying', steps: 3, time: '2026-01-05T12:00:30.000Z' },
    { event: 'applied', message: expect.stringContaining('applied plan') },
  ]);
  const text = readFileSync(join(folder.path, 'loop.prom'), 'utf8');
  expect(text).toContain('dydisnix_loop_applies_total{profile="default",outcome="done"} 1\n');
  expect(text).toContain('dydisnix_loop_machines{profile="default",state="there"} 2\n');
  for (const line of text.trim().split('\n')) {
    expect(line).toMatch(/^# (HELP|TYPE) dydisnix_loop_\w+ .+$|^dydisnix_loop_\w+\{[^}]*\} [\d.]+$/);
  }
});

test('machines of a model that somebody edits hold at once', async () => {
  write({ 'infrastructure.nix': `{ m1 = { properties.hostname = "m1"; containers.process = { }; }; }` });
  const run = (...words: readonly string[]) =>
    runIn(
      folder.path,
      ['loop', '--state', 'state', '--deploy-command', './deploy', '--once', '--move-stateful', ...words],
      {
        environment: { PATH: process.env['PATH'] ?? '/bin' },
      },
    );
  expect((await run()).exitCode).toBe(0);
  write({ 'infrastructure.nix': `{ m2 = { properties.hostname = "m2"; containers.process = { }; }; }` });
  const moved = await run();
  expect(moved.stderr).toContain('gone: m1');
  expect(running()).toEqual({ api: 'm2', web: 'm2' });
});

test('a word to a loop looks for no models, and for a loop that there never was it is refused', async () => {
  const say = (...words: readonly string[]) => runIn(folder.path, ['loop', '--state', 'state', ...words]);
  const early = await say('--approve', 'abcdef');
  expect([early.exitCode, early.stdout]).toEqual([2, '']);
  expect(early.stderr).toMatch(/^error: no loop has run with the state .*\n.*--state/);
  await round();
  expect(await say('--approve', 'abcdef')).toEqual({ exitCode: 0, stdout: '', stderr: 'agreed: abcdef\n' });
});
