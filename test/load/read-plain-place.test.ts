import { describe, expect, test } from 'vitest';
import { runCommand } from '../harness.ts';

async function place(instance: unknown, ...words: readonly string[]) {
  const text = typeof instance === 'string' ? instance : JSON.stringify(instance);
  return runCommand('place', { 'instance.json': text }, ['--instance', 'instance.json', ...words]);
}

/** Two units that are apart, one that is with the first, on three targets in two zones. */
const small = {
  name: 'small',
  levels: [1, 4],
  zones: 2,
  targets: [
    { zone: 0, cap: [4, 4], cost: 1 },
    { zone: 0, cap: [4, 4], cost: 1, max: 1 },
    { zone: 1, cap: [9, 9], cost: 1 },
  ],
  units: [
    { service: 0, need: [2, 1], cand: [0, 1, 2], move: 1 },
    { service: 0, need: [2, 1], cand: [2, 0, 1, 0], move: 5, prev: 2 },
    { service: 1, need: [1, 1], cand: [0, 2], move: 1, prev: 1 },
  ],
  links: [
    [0, 2, 3],
    [2, 1, 1],
    [1, 2, 1],
    [1, 1, 7],
  ],
  apart: [{ units: [1, 0], by: 'zone' }],
  together: [{ units: [0, 2], by: 'target' }],
  spread: [{ units: [0, 1, 2], zones: 2 }],
  planted: [0, 2, 0],
};

describe('a problem in numbers', () => {
  test('is placed: what is apart, together, linked twice and linked to itself counts as it should', async () => {
    const { exitCode, stdout, stderr } = await place(small, '--json', '--time-limit', '5');
    expect(exitCode).toBe(0);
    const answer = JSON.parse(stdout);
    expect(answer).toMatchObject({
      plan: [0, 2, 0],
      links: 8,
      targets: 2,
      moves: 1,
      lowerBound: 8,
      optimal: true,
      proved: { links: true, targets: true, moves: true },
    });
    expect(answer.seconds).toBeGreaterThanOrEqual(0);
    expect(stderr).toMatch(/^links: {3}8; optimal/);
  });

  test('is printed as a distribution by numbers, too', async () => {
    const { stdout } = await place(small, '--time-limit', '5');
    expect(stdout).toContain('"1" = [\n    2\n  ];');
  });

  test('has at most so many units where a target says so', async () => {
    const crowded = {
      levels: [1, 1],
      targets: [
        { zone: 'a', cap: [], max: 1 },
        { zone: 'b', cap: [] },
      ],
      units: [0, 1].map(() => ({ need: [], cand: [0, 1], prev: 0 })),
      links: [[0, 1, 1]],
    };
    const { stdout } = await place(crowded, '--json', '--time-limit', '5');
    expect(JSON.parse(stdout)).toMatchObject({ plan: [1, 1], links: 0, moves: 2 });
  });

  test('may have nothing to place', async () => {
    const { exitCode, stdout } = await place({ levels: [1, 1], targets: [], units: [], links: [] }, '--json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ plan: [], links: 0, optimal: true });
  });

  test('has no plan where a unit has no candidates', async () => {
    const run = await place({ ...small, units: small.units.map(unit => ({ ...unit, cand: [] })) });
    expect(run).toMatchObject({ exitCode: 1, stdout: '' });
    expect(run.stderr).toContain('unit 1 has no candidate targets');
  });

  test('comes from a pipe as well, with a byte order mark', async () => {
    const input = `\ufeff${JSON.stringify(small)}`;
    const { stdout } = await runCommand('place', {}, ['--instance', '-', '--json', '--time-limit', '5'], { input });
    expect(JSON.parse(stdout).plan).toEqual([0, 2, 0]);
  });
});

describe('what is wrong in it', () => {
  test('is told at once, each with its place', async () => {
    const text = `{ "levels": [4, 1], "targets": [ { "zone": 0, "cap": [5] }, { "zone": 1, "cap": [5, 2], "maxx": 3 } ],
  "units": [ { "need": [1], "cand": [0, 9] }, { "need": [-1, 1.5], "cands": [] } ],
  "links": [ [0, 1], [0, 7, 0] ],
  "apart": [ { "units": [0, 0], "by": "rack" } ], "together": 5, "spreed": [] }`;
    const { exitCode, stdout, stderr } = await place(text);
    expect([exitCode, stdout]).toEqual([2, '']);
    const told = [...stderr.matchAll(/^error: (.*) \[instance\]\n {2}at instance.json:(\d+:\d+)/gm)];
    expect(told.map(([, message, at]) => `${at} ${message}`)).toEqual([
      '4:66 the instance has the unknown member "spreed"',
      '1:89 targets[1] has the unknown member "maxx"',
      '1:81 targets 1 cap has 2 numbers, but target 0 has 1',
      '1:13 levels do not ascend: what is farther away costs at least as much',
      '2:41 units[0].cand[1] is 9, but targets are numbered from 0 to 1',
      '2:68 units[1] has the unknown member "cands"',
      '2:47 units[1] has no member "cand"',
      '2:58 units[1].need[0] is -1, but must be a whole number of at least 0',
      '2:62 units[1].need[1] is 1.5, but must be a whole number of at least 0',
      '2:57 units 1 need has 2 numbers, but each target has 1',
      '3:14 a link has 2 numbers, but must have three: unit, unit, weight',
      '3:26 links[1][1] is 7, but units are numbered from 0 to 1',
      '3:29 links[1][2] is 0, but must be a whole number of at least 1',
      '4:39 by must be "target" or "zone"',
      '4:29 unit 0 is in its group twice',
      '4:63 together is 5, but must be a list',
    ]);
    expect(stderr).toContain('did you mean "spread"?');
  });

  test('is told of a text that is no JSON, and of one that is no instance', async () => {
    const broken = await place('{ "units": [ 1, }');
    expect(broken.exitCode).toBe(2);
    expect(broken.stderr).toContain('instance.json:1:17');
    const list = await place('[ 1 ]');
    expect(list.stderr).toContain('the instance is a list, but must be an object');
  });

  test('is told of sums that would not be exact', async () => {
    const units = small.units.map(unit => ({ ...unit, need: [2 ** 52, 1] }));
    const { exitCode, stderr } = await place({ ...small, units });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('needs of resource 0 can add up to more than');
  });

  test('is not told without end', async () => {
    const many = { ...small, links: Array.from({ length: 100 }, () => [9, 9, 9]) };
    expect((await place(many, '--all')).stderr.match(/^error:/gm)).toHaveLength(20);
    expect((await place(many)).stderr.match(/^error:/gm)).toHaveLength(3);
  });

  test('models and an instance do not go together', async () => {
    const { exitCode, stderr } = await place(small, '-s', 'services.nix');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('--instance');
  });
});
