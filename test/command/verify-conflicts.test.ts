import { expect, test } from 'vitest';
import { makeFolder, runIn } from '../harness.ts';

const files = {
  's.nix':
    '{ web = { name = "web"; memory = 3; dependsOn = [ "api" ]; }; api = { name = "api"; memory = 4; }; auth = { name = "auth"; memory = 2; }; db = { name = "db"; memory = 5; pinnedTo = "t1"; }; }',
  'i.nix':
    '{ t1.properties = { mem = 6; zone = "x"; }; t2.properties = { mem = 7; zone = "x"; }; t3.properties = { mem = 8; zone = "y"; }; }',
};
const policies = {
  room: '{ capacities.memory = { need = "memory"; have = "mem"; }; rules = [ { together = [ "web" "db" ]; } ]; }',
  apart: '{ rules = [ { apart = [ "web" "api" "auth" ]; by = "zone"; name = "far"; } ]; }',
  pin: '{ rules = [ { avoid = [ "db" ]; on = [ "t1" ]; name = "not there"; } { only = [ "web" ]; on = [ "t2" ]; } ]; }',
} as const;

interface Reason {
  readonly demands: readonly object[];
}

/** What place says under a policy, changed by somebody, as verify sees it. */
async function judge(policy: string, change: (reason: Reason) => object) {
  const folder = makeFolder({ ...files, 'p.nix': policy });
  const models = ['-s', 's.nix', '-i', 'i.nix', '--policy', 'p.nix'];
  try {
    const { stdout, exitCode } = await runIn(folder.path, ['place', ...models, '--json']);
    expect(exitCode).toBe(1);
    const said = JSON.parse(stdout);
    folder.write({ 'a.json': JSON.stringify({ ...said, reason: change(said.reason) }) });
    return await runIn(folder.path, ['verify', 'a.json', ...models, '--planner', 'place']);
  } finally {
    folder.remove();
  }
}

test.each(Object.entries(policies))('that there is no plan is shown by the conflict: %s', async (name, policy) => {
  const run = await judge(policy, reason => reason);
  expect(run.exitCode, run.stderr).toBe(0);
  expect(run.stdout).toBe(name === 'pin' ? 'there is no plan: counted again\n' : 'there is no plan: by the conflict\n');
});

test.each(['room', 'apart'] as const)('a conflict without one of its demands is refused: %s', async name => {
  const run = await judge(policies[name], reason => ({
    ...reason,
    demands: reason.demands.slice(1),
  }));
  expect(run.exitCode, run.stdout).toBe(1);
  expect(run.stderr).toMatch(/demands in conflict have a plan|nobody asks|does not show that there is no plan/);
});

test('a demand that is not needed, and one that nobody asks for, is refused', async () => {
  const more = (demand: object) => (reason: Reason) => ({
    ...reason,
    demands: [...reason.demands, demand],
  });
  const needless = await judge(policies.room, more({ kind: 'capacity', name: 'memory', target: 't3' }));
  expect(needless.stderr).toContain('said to be minimal, and is one without capacity "memory"');
  const unknown = await judge(policies.apart, more({ kind: 'rule', name: 'near' }));
  expect(unknown.stderr).toContain('nobody asks for the demand rule "near"');
});
