import { expect, test } from 'vitest';
import { runCommand } from '../harness.ts';

// Not in the fast lane: it searches systems of many plans.

/** Repeatable numbers below one. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Services with links and needs, machines with room and cost, candidates, a policy. */
function systemOf(count: number, machines: number, seed: number): Readonly<Record<string, string>> {
  const roll = dice(seed);
  const pick = (most: number): number => Math.floor(roll() * most);
  const names = Array.from({ length: count }, (_, i) => `s${i}`);
  const targets = Array.from({ length: machines }, (_, i) => `t${i}`);
  const services = names.map((name, i) => {
    const others = [...new Set([pick(count), pick(count), pick(count)])].filter(other => other < i);
    return `${name} = { name = "${name}"; dependsOn = [ ${others.map(other => `"s${other}"`).join(' ')} ]; memory = ${1 + pick(3)}; };`;
  });
  const infrastructure = targets.map(
    name => `${name}.properties = { mem = ${Math.ceil((3 * count) / machines)}; cost = ${1 + pick(9)}; };`,
  );
  const lists = names.map(
    name =>
      `${name} = [ ${
        targets
          .filter(() => roll() < 0.6)
          .map(target => `"${target}"`)
          .join(' ') || '"t0"'
      } ];`,
  );
  return {
    's.nix': `{ ${services.join(' ')} }`,
    'i.nix': `{ ${infrastructure.join(' ')} }`,
    'd.nix': `{ ${lists.join(' ')} }`,
    'p.nix':
      '{ capacities.memory = { need = "memory"; have = "mem"; }; cost = "cost"; minimise = [ "cost" "links" ]; }',
  };
}

const planners: readonly (readonly string[])[] = [
  ['multiwaycut'],
  ['place', '--policy', 'p.nix'],
  ['graphcol'],
  ['minsetcover', '--target-property', 'cost'],
  ['divide', '--strategy', 'exact', '--service-property', 'memory', '--target-property', 'mem'],
];

const systems = [
  ...[1, 2, 3].map(seed => systemOf(7, 3, seed)),
  // With more plans than can be tried.
  systemOf(130, 6, 4),
];

/** Members of a name, wherever they stand. */
function collect(data: unknown, name: string): readonly unknown[] {
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) => [...(key === name ? [value] : []), ...collect(value, name)]);
}

test.each(planners)('%s: what no certificate carries is called by its weaker name', async (...words) => {
  const [planner = ''] = words;
  for (const files of systems) {
    const given = [...words.slice(1), '-s', 's.nix', '-i', 'i.nix', '-d', 'd.nix', '--json', '--time-limit', '3'];
    const { stdout, stderr } = await runCommand(planner, files, given);
    const data: unknown = JSON.parse(stdout);
    const says = collect(data, 'certified').flatMap(one =>
      typeof one === 'object' && one !== null ? Object.values(one) : [one],
    );
    // Who says that something is the best, or cannot be, says whether that is certified.
    const claims = [...collect(data, 'optimal'), ...collect(data, 'proved'), ...collect(data, 'because')];
    expect(says.length > 0 || claims.length === 0, stdout).toBe(true);
    for (const one of says) expect(one).toBeTypeOf('boolean');
    if (says.length === 0) continue;
    if (/not certified/.test(stderr)) expect(says).toContain(false);
    const isClaimed = /optimal|as few as possible|no cover costs less|no such d/.test(stderr);
    if (isClaimed && !says.includes(true)) expect(stderr).toContain('not certified');
  }
});

test('more plans than can be tried: what is said of all of them is said to be by search', async () => {
  const [files = {}] = systems.slice(-1);
  const given = ['-s', 's.nix', '-i', 'i.nix', '-d', 'd.nix', '--json', '--time-limit', '3'];
  const { stdout, stderr } = await runCommand('multiwaycut', files, given);
  const { proved, certified } = JSON.parse(stdout);
  expect(stderr).not.toMatch(/as few as possible with so few links$/m);
  expect([proved.targets, certified.targets]).not.toEqual([true, true]);
});
