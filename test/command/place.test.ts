import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runCommand } from '../harness.ts';
import { lane } from '../rounds.ts';

const services =
  '{ }: rec { db = { name = "db"; memory = 3; }; web = { name = "web"; memory = 2; dependsOn = { inherit db; }; }; }';
const infrastructure = '{ a.properties.memory = 4; b.properties.memory = 4; c.properties.memory = 1; }';

async function place(files: Readonly<Record<string, string>>, ...words: readonly string[]) {
  const given = ['-s', 'services.nix', '-i', 'infrastructure.nix', ...words];
  return runCommand('place', { 'services.nix': services, 'infrastructure.nix': infrastructure, ...files }, given);
}

test('without a policy it is multiwaycut: the same plan, the same report', async () => {
  const placed = await place({}, '-d', 'd.nix');
  expect(placed.exitCode).toBe(2);
  const files = { 'd.nix': '{ infrastructure }: { db = [ "a" "b" ]; web = [ "b" "c" ]; }' };
  const plan = await place(files, '-d', 'd.nix', '--json');
  const cut = await runCommand(
    'multiwaycut',
    { 'services.nix': services, 'infrastructure.nix': infrastructure, ...files },
    ['-s', 'services.nix', '-i', 'infrastructure.nix', '-d', 'd.nix', '--json'],
  );
  const withoutTime = (text: string) => ({ ...JSON.parse(text), seconds: 0, findings: [] });
  expect(withoutTime(plan.stdout)).toEqual(withoutTime(cut.stdout));
});

test('room is kept, and what it costs in links is proved', async () => {
  const policy = { 'placement.nix': '{ capacities.memory = { }; }' };
  const { exitCode, stdout, stderr } = await place(policy, '--policy', 'placement.nix', '--json', '--time-limit', '5');
  expect(exitCode).toBe(0);
  const plan = JSON.parse(stdout);
  expect(plan).toMatchObject({ links: 1, targets: 2, moves: 0, lowerBound: 1, optimal: true });
  expect(new Set([plan.distribution.db[0], plan.distribution.web[0]])).toEqual(new Set(['a', 'b']));
  expect(stderr).toContain('links:   1; optimal: no plan has less');
});

test('replicas stand on as many targets', async () => {
  const policy = { 'placement.nix': '{ replicas.web = 2; }' };
  const { stdout } = await place(policy, '--policy', 'placement.nix', '--json', '--time-limit', '2');
  expect(new Set(JSON.parse(stdout).distribution.web).size).toBe(2);
});

test('a policy that is wrong is told with its place, and nothing is printed', async () => {
  const policy = { 'placement.nix': '{ capacitis.memory = { }; }' };
  const { exitCode, stdout, stderr } = await place(policy, '--policy', 'placement.nix');
  expect(exitCode).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain('placement.nix:1:3');
  expect(stderr).toContain('capacities');
});

test('what leaves a service no target is no plan', async () => {
  const policy = { 'placement.nix': '{ rules = [ { avoid = "db"; on = [ "a" "b" "c" ]; } ]; }' };
  const { exitCode, stdout, stderr } = await place(policy, '--policy', 'placement.nix');
  expect(exitCode).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toBe(
    [
      'error: there is no plan: service "db" may go to no target [no-plan]',
      '  at placement.nix:1:15',
      '    |',
      `  1 | ${policy['placement.nix']}`,
      '    |               ^',
      '  this demand cannot be kept; without it there is a plan',
      '  rule "avoid db on a, b, c" (placement.nix:1:15)',
      '  shown by ruling out targets one after the other, and confirmed by a second search of all plans',
      '  hint: give up any one of these demands, or make room for what they ask',
      '',
    ].join('\n'),
  );
});

test.skipIf(lane === 'fast')(
  'the system of forty-three services has 38 links, and no machine has less memory than is used',
  async () => {
    const read = (name: string): string => readFileSync(`examples/newcomer/${name}.nix`, 'latin1');
    const files = {
      'services.nix': read('services'),
      'infrastructure.nix': read('infrastructure'),
      'placement.nix': read('placement'),
    };
    const { exitCode, stdout } = await place(files, '--policy', 'placement.nix', '--json', '--time-limit', '10');
    expect(exitCode).toBe(0);
    const { links, distribution } = JSON.parse(stdout);
    expect(links).toBe(38);
    const amounts = (text: string, pattern: RegExp) =>
      new Map([...text.matchAll(pattern)].map(([, name = '', amount]) => [name, Number(amount)]));
    const needs = amounts(files['services.nix'], /^ {2}(\w+) = \{.*?memory = (\d+);/gm);
    const haves = amounts(files['infrastructure.nix'], /^ {2}(\w+) = \{.*?memory = (\d+);/gm);
    const used = new Map<string, number>();
    for (const [service, targets] of Object.entries(distribution as Record<string, string[]>)) {
      for (const target of targets) used.set(target, (used.get(target) ?? 0) + (needs.get(service) ?? Number.NaN));
    }
    expect(used.size).toBeGreaterThan(0);
    for (const [target, amount] of used) expect(amount).toBeLessThanOrEqual(haves.get(target) ?? 0);
  },
);

test('its pictures have its name, and what services need and targets have and cost, in the words of the models', async () => {
  const policy = {
    'placement.nix':
      '{ capacities.memory = { overcommit = 1.5; }; replicas.db = 2; cost = "memory"; minimise = [ "cost" "links" ]; }',
  };
  for (const [option, title] of [
    ['--output-graph', 'place problem'],
    ['--output-resolved-graph', 'place, resolved'],
  ] as const) {
    const { stdout } = await place(policy, '--policy', 'placement.nix', '--time-limit', '2', option);
    expect(stdout).toContain(`graph "${title}"`);
    expect(stdout).toContain('label="app:db#1\\nmemory 3"');
    expect(stdout).toContain('label="host:a\\nmemory 6\\ncost 4"');
  }
  const files = { 'services.nix': '{ db.replicas = 2; }', 'infrastructure.nix': infrastructure };
  const words = ['-s', 'services.nix', '-i', 'infrastructure.nix', '-d', 'd.nix', '--output-graph'];
  const cut = await runCommand(
    'multiwaycut',
    { ...files, 'd.nix': '{ infrastructure }: { db = [ "a" "b" ]; }' },
    words,
  );
  expect(cut.stdout).toContain('graph "place problem"');
  expect((await place({}, '--output-graph')).stdout).toContain('graph "multiway cut problem"');
});

test('an instance in numbers that has no plan is said to have none, however small or large', async () => {
  const target = { zone: 0, cap: [3] };
  const instance = (units: number) => ({
    'in.json': JSON.stringify({
      levels: [1, 4],
      targets: [target, target],
      units: Array.from({ length: units }, () => ({ need: [2], cand: [0, 1] })),
      links: [],
    }),
  });
  for (const units of [3, 40]) {
    const { exitCode, stderr } = await runCommand('place', instance(units), [
      '--instance',
      'in.json',
      '--time-limit',
      '2',
    ]);
    expect(exitCode).toBe(1);
    expect(stderr).toBe(
      'error: there is no plan: room and rules cannot all be kept, as all plans, or bounds on them, show [no-plan]\n  at in.json\n',
    );
  }
  expect((await runCommand('place', instance(2), ['--instance', 'in.json'])).exitCode).toBe(0);
});
