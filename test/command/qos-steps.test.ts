import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { errorsOf, makeFolder, runIn } from '../harness.ts';
import { textOfWalk } from '../page/read-chapters.ts';

const evil = '<script>alert(1)</script>';
const folder = makeFolder({
  's.nix': `{
  db = { zone = "private"; };
  web = { zone = "public"; pinnedTo = "t3"; dependsOn = { db = { name = "db"; }; }; };
  "${evil}" = { zone = "public"; };
}`,
  'i.nix': `{
  t1 = { zone = "private"; "${evil}" = 1; };
  t2 = { zone = "public"; };
  t3 = { zone = "public"; };
}`,
  'initial.nix': `{ infrastructure }: builtins.mapAttrs (name: zone: with infrastructure; [ t1 t2 t3 ]) {
  db = 1; web = 1; "${evil}" = 1;
} // {
  db = with infrastructure; [ t1 t2 ];
}`,
  'q.nix': `{ services, infrastructure, initialDistribution, filters, ... }:
let
  zoned = filters.mapAttrOnAttr {
    inherit services infrastructure;
    distribution = initialDistribution;
    serviceProperty = "zone";
    targetProperty = "zone";
  };
  failing = builtins.tryEval (filters.divideRoundRobin { distribution = { db = [ ]; }; });
in
assert !failing.success;
assert builtins.functionArgs filters.without == { distribution = false; target = false; };
assert filters.curried 1 2 == 3;
let left = filters.without { distribution = zoned; target = "t9"; };
in left // { "${evil}" = [ "t2" ]; }`,
  'filters.nix': `{ pkgs, referenceFilters }: referenceFilters // {
  without = { distribution, target }: builtins.mapAttrs (name: builtins.filter (t: t != target)) distribution;
  curried = a: b: a + b;
}`,
  'none.nix':
    '{ filters, initialDistribution, ... }: filters.without { distribution = initialDistribution; target = "t1"; }',
  'lazy.nix': `{ filters, initialDistribution, services, infrastructure, ... }:
let
  bad = filters.mapAttrOnAttr {
    inherit services infrastructure;
    distribution = initialDistribution; serviceProperty = "no such property"; targetProperty = "zone";
  };
in builtins.seq bad (initialDistribution // { web = [ "t3" ]; })`,
  'only-t1.nix': '{ db = [ "t1" ]; web = [ "t1" "t3" ]; }',
});
afterAll(() => folder.remove());

const models = ['-s', 's.nix', '-i', 'i.nix'];
const qos = [...models, '-q', 'q.nix', '-F', 'filters.nix'];

describe('explain -q', () => {
  test('names the filter, the line of the distribution, the pin, the model', async () => {
    const run = await runIn(folder.path, ['explain', ...qos, '--candidates', 'initial.nix']);
    expect(run.stderr).toBe('');
    const zoned = 'the filter mapAttrOnAttr serviceProperty = "zone", targetProperty = "zone" at q.nix:4:12';
    expect(run.stdout).toBe(
      [
        `${evil} may go to t2.`,
        `  Not on t1: it is no candidate (taken away by ${zoned}).`,
        '  Not on t3: it is no candidate (left out by the QoS model, not by a filter).',
        '',
        'db may go to t1.',
        `  Not on t2: it is no candidate (taken away by ${zoned}).`,
        '  Not on t3: it is no candidate (the candidates are listed at initial.nix:4:3).',
        '',
        'web may go to t3.',
        `  Not on t1: it is no candidate (taken away by ${zoned}).`,
        '  Not on t2: it is no candidate (the service is pinned to another target at s.nix:3:28).',
        '',
      ].join('\n'),
    );
  });

  test('goes with a plan, says what the plan does wrong, and has it all as JSON', async () => {
    const plan = makeFolder({ 'plan.nix': '{ db = [ "t2" ]; web = [ "t3" ]; }' });
    const words = ['explain', ...qos, '-d', `${plan.path}/plan.nix`];
    const text = (await runIn(folder.path, words)).stdout;
    expect(text).toContain('db is on t2.\n  t2 is no candidate (taken away by the filter mapAttrOnAttr ');
    const { services } = JSON.parse((await runIn(folder.path, [...words, '--json', '--service', 'db'])).stdout);
    expect(services[0].misplaced[0]).toMatchObject({
      target: 't2',
      removedBy: {
        by: 'filter',
        filter: 'mapAttrOnAttr',
        settings: [
          ['serviceProperty', 'zone'],
          ['targetProperty', 'zone'],
        ],
      },
    });
    plan.remove();
  });

  test('goes with --impossible: what the model leaves is what the planner is given', async () => {
    const run = await runIn(folder.path, ['explain', '--impossible', 'graphcol', ...qos]);
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(run.stdout).toMatch(/has a plan/);
  });
});

describe('walk -q', () => {
  test('shows each call, with what it took away, and goes on from what is left', async () => {
    const run = await runIn(folder.path, ['walk', ...qos, '-d', 'initial.nix']);
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    const text = textOfWalk(run.stdout);
    expect(text).toMatch(
      /mapAttrOnAttr serviceProperty = "zone", targetProperty = "zone" \(line 4 of the model\) takes 3 of 8/,
    );
    expect(text).toMatch(
      /divideRoundRobin \(line 9 of the model\) fails: the filter divideRoundRobin finds no candidate/,
    );
    expect(text).toMatch(/without target = "t9" \(line 14 of the model\) takes nothing away\./);
    expect(text).not.toContain('curried');
    expect(run.stdout).not.toContain(evil);
    expect(text).toContain('6. The reliable plan');
  });

  test('asks for no list that the model does not ask for', async () => {
    const run = await runIn(folder.path, ['walk', ...models, '-q', 'lazy.nix']);
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
  });

  test('without a plan the page tells how it came to that', async () => {
    const words = ['-q', 'none.nix', '-F', 'filters.nix', '-d', 'only-t1.nix', '-o', 'none.html'];
    const run = await runIn(folder.path, ['walk', ...models, ...words]);
    expect(run).toMatchObject({ exitCode: 1, stdout: '' });
    expect(errorsOf(run)).toEqual(['service "db" has no candidate targets']);
    const page = textOfWalk(readFileSync(`${folder.path}/none.html`, 'utf8'));
    expect(page).toContain('5. There is no plan');
    expect(page).toContain('db loses t1; web loses t1');
  });

  test('a planner in the model that finds no plan is exit code 1', async () => {
    const q = makeFolder({
      'q.nix': '{ filters, ... }: filters.divideRoundRobin { distribution = { db = [ ]; }; }',
    });
    for (const command of ['walk', 'gendist']) {
      const run = await runIn(folder.path, [command, ...models, '-q', `${q.path}/q.nix`]);
      expect(run).toMatchObject({ exitCode: 1, stdout: '' });
      expect(run.stderr).toContain('[no-plan]');
    }
    q.remove();
  });
});
