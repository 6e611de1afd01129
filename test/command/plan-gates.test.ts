import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { gateNames } from '../../src/loop/control/gates/gate.ts';
import { type Folder, makeFolder, runIn } from '../harness.ts';

const files = {
  'services.nix': `{ ... }: {
    db = { name = "db"; type = "process"; pkg = null; stateful = true; };
    web = { name = "web"; type = "process"; pkg = null; };
  }`,
  'infrastructure.nix': `{
    m1 = { properties.hostname = "m1"; containers.process = { }; };
    m2 = { properties.hostname = "m2"; containers.process = { }; };
  }`,
  'deployed.json': '{ "db": ["m1"], "web": ["m1"] }',
};

let folder: Folder = makeFolder();
beforeEach(() => {
  folder = makeFolder(files);
});
afterEach(() => folder.remove());

const plan = (...words: readonly string[]) =>
  runIn(folder.path, ['plan', '--state', 'state', '--previous', 'deployed.json', ...words]);
/** The last lines of a plan, about gates; empty where none would hold it. */
const heldIn = ({ stdout }: { readonly stdout: string }) => stdout.split('a loop would hold this plan\n')[1] ?? '';

describe('a plan says what would hold it in a loop', () => {
  test.each([
    ['nothing', [], ''],
    [
      'data that leaves',
      ['--without', 'm1', '--move-stateful'],
      '  moves: services would leave machines that are there: db, web (2, and 1 allowed)\n',
    ],
    [
      'a service that stops',
      ['--without-service', 'web'],
      '  services: it stops what the models still have: web (1, and 0 allowed)\n',
    ],
    ['what is allowed', ['--without-service', 'web', '--most-stops', '1'], ''],
    [
      'an empty plan',
      ['--without-service', 'web', '--without-service', 'db', '--most-stops', '9', '--allow-errors', '--move-stateful'],
      '  empty: it deploys nothing, and deployed now: 2 services\n',
    ],
  ])('%s', async (_, words, held) => {
    const run = await plan(...words);
    expect([run.exitCode, heldIn(run)]).toEqual([0, held]);
  });

  test('windows, and a freeze file', async () => {
    folder.write({ 'state/freeze': 'Christmas\n', freeze: '' });
    expect(heldIn(await plan())).toBe('  freeze: frozen: Christmas\n');
    expect(heldIn(await plan('--freeze-file', 'freeze'))).toMatch(/^ {2}freeze: frozen: .*\/freeze\n$/);
    expect(heldIn(await plan('--freeze-file', 'none'))).toBe('');
    const later = new Date(Date.now() + 7_200_000).toISOString().slice(11, 14);
    expect(heldIn(await plan('--freeze-file', 'none', '--window', `daily ${later}00-${later}01 utc`))).toMatch(
      /^ {2}window: no window is open before /,
    );
  });

  test('machines that are gone', async () => {
    folder.write({ 'infrastructure.nix': files['infrastructure.nix'].replace(/ {4}m1.*\n/, '') });
    expect(heldIn(await plan())).toBe('');
    expect(heldIn(await plan('--most-gone', '0'))).toBe('  machines: machines that are gone: m1 (1, and 0 allowed)\n');
  });

  test('as data, printed and saved: each gate, and whether it would hold the plan', async () => {
    const words = [
      '--without',
      'm1',
      '--move-stateful',
      '--window',
      'mon 00:00-00:01 +00:00',
      '--window',
      'tue 23:00-23:01 utc',
    ];
    const { stdout } = await plan(...words, '--json', '--output', 'plan.json');
    const { gates } = JSON.parse(stdout);
    expect(gates.map(({ gate }: { readonly gate: string }) => gate)).toEqual([...gateNames]);
    expect(gates.find(({ gate }: { readonly gate: string }) => gate === 'moves')).toEqual({
      gate: 'moves',
      isHeld: true,
      reason: 'services would leave machines that are there: db, web (2, and 1 allowed)',
      names: ['db', 'web'],
      allowed: 1,
    });
    expect(gates.find(({ gate }: { readonly gate: string }) => gate === 'check')).toEqual({
      gate: 'check',
      isHeld: false,
    });
    const saved = JSON.parse(folder.read()['plan.json'] ?? '');
    expect(saved.gates).toEqual(gates);
    expect(
      (await runIn(folder.path, ['apply', 'plan.json', '--state', 'state', '--deploy-command', '/bin/true'])).exitCode,
    ).toBe(0);
    expect(JSON.parse(folder.read()['state/current.json'] ?? '').gates).toEqual(gates);
  });

  test('when a window opens is data, too', async () => {
    const later = new Date(Date.now() + 7_200_000).toISOString().slice(11, 14);
    const { stdout } = await plan('--json', '--window', `daily ${later}00-${later}01 utc`);
    const { gates } = JSON.parse(stdout);
    const { until } = gates.find(({ gate }: { readonly gate: string }) => gate === 'window');
    expect(until).toMatch(/^\d{4}-\d\d-\d\dT\d\d:00:00.000Z$/);
    expect(until.slice(11, 14)).toBe(later);
  });

  test('of a saved plan that are none are told with their places', async () => {
    await plan('--output', 'plan.json');
    folder.write({ 'plan.json': (folder.read()['plan.json'] ?? '').replace('"gate": "moves"', '"gate": "mvoes"') });
    const run = await runIn(folder.path, ['apply', 'plan.json', '--state', 'state', '--deploy-command', '/bin/true']);
    expect([run.exitCode, run.stderr]).toEqual([
      2,
      expect.stringMatching(/gates\[3\]\.gate is "mvoes", but must be [\s\S]*at plan\.json:\d+:\d+/),
    ]);
  });

  test('before apply asks', async () => {
    const questions: string[] = [];
    const session = { confirm: (question: string) => questions.push(question) < 0 };
    const words = ['apply', '--state', 'state', '--previous', 'deployed.json', '--without-service', 'web'];
    const run = await runIn(folder.path, [...words, '--deploy-command', '/bin/true'], { session });
    expect([run.exitCode, questions[0]]).toEqual([0, expect.stringContaining('  services: it stops')]);
  });
});
