import { describe, expect, test } from 'vitest';
import { runCommand } from '../harness.ts';

const files = {
  'services.nix': `{ ... }: rec {
  db = { name = "db"; memory = 4; stateful = true; };
  cache = { name = "cache"; memory = 2.5; };
  web = { name = "web"; memory = 2; dependsOn = { inherit db cache; }; };
  agent = { name = "agent"; replicas = "all"; pinnedTo = "t1"; };
}
`,
  'infrastructure.nix': `{
  t1.properties = { zone = "a"; memory = 8; price = 10; };
  t2.properties = { zone = "a"; memory = 8; price = 5; };
  t3.properties = { zone = "b"; memory = 4; price = 2.5; };
}
`,
  'placement.nix': `{
  capacities.memory = { comfortable = 0.75; };
  replicas.web = 2;
  links = { by = [ "zone" ]; cost = [ 1 4 ]; };
  cost = "price";
  moves.atMost = 1;
  minimise = [ "links" "cost" "load" ];
  rules = [
    { apart = [ "db" "cache" ]; name = "data apart"; }
    { apart = [ "web" ]; by = "zone"; }
    { spread = [ "db" "cache" "web" ]; by = "zone"; least = 2; name = "two zones"; }
    { near = "web"; to = "cache"; by = "zone"; name = "cache at hand"; }
    { avoid = "cache"; where.zone = "b"; soft = 2; name = "cache in a"; }
    { together = [ "db" "web" ]; by = "zone"; soft = 1; name = "db with web"; }
  ];
}
`,
};
const models = ['-s', 'services.nix', '-i', 'infrastructure.nix'];

/** The findings about the policy: code, sentence and hint. */
async function check(plan: string, more: Readonly<Record<string, string>> = {}) {
  const words = [...models, '-d', 'plan.nix', '--policy', 'placement.nix', '--json'];
  const run = await runCommand('check', { ...files, 'plan.nix': plan, ...more }, words);
  const { findings } = JSON.parse(run.stdout) as {
    findings: { severity: string; code: string; message: string; line?: number; hint?: string }[];
  };
  const told = findings.map(({ severity, code, message, hint }) => `${severity} ${code}: ${message} (${hint})`);
  return { ...run, told, findings };
}

describe('check --policy', () => {
  test('finds nothing in a plan that keeps everything', async () => {
    const { exitCode, told } = await check(
      '{ db = [ "t1" ]; cache = [ "t2" ]; web = [ "t2" "t3" ]; agent = [ "t1" ]; }',
      {
        'placement.nix': files['placement.nix'].replace('near = "web"', 'near = "db"').replace(/^ +. together.*$/m, ''),
      },
    );
    expect(told).toEqual([]);
    expect(exitCode).toBe(0);
  });

  test('tells each demand that is not kept, with who is concerned', async () => {
    const { exitCode, told, findings } = await check(
      '{ db = [ "t3" ]; cache = [ "t3" ]; web = [ "t2" "t1" "t3" ]; agent = [ "t2" ]; }',
    );
    expect(exitCode).toBe(1);
    expect(told).toEqual([
      'error wrong-replicas: service "web" is on 3 targets, but is to run 2 times (give it more targets or fewer, or change its replicas)',
      'error overload: target "t3" has 4 of memory, but 8.5 is used (on it: db (4), cache (2.5), web (2))',
      'error broken-pin: service "agent" is pinned to "t1", but is on "t2" (it may be on t1)',
      'warning unmet-wish: the wish "cache in a" is not met: "cache" is on "t3" (undefined)',
      'error broken-rule: the rule "data apart" is broken: "cache", "db" on "t3" (each must have a place of its own)',
      'error broken-rule: the rule "apart web by zone" is broken: "web", "web" in zone "a" (each must have a place of its own)',
      'error broken-rule: the rule "cache at hand" is broken: "web" in zone "a"; "web" in zone "a" (none of those is there that it must be near to)',
      'warning unmet-wish: the wish "db with web" is not met: "db", "web" in zone "b"; "web", "web" in zone "a" (all must be in one place)',
    ]);
    expect(findings.find(({ message }) => message.includes('data apart'))?.line).toBe(9);
  });

  test('tells what is beyond the comfortable share, and spread that is too narrow', async () => {
    const { told } = await check('{ db = [ "t1" ]; cache = [ "t1" ]; web = [ "t2" ]; agent = [ "t1" ]; }');
    expect(told).toContain(
      'warning uncomfortable: target "t1" uses 6.5 of memory, and 6 is comfortable (on it: db (4), cache (2.5))',
    );
    expect(told).toContain(
      'error broken-rule: the rule "two zones" is broken: "cache", "db", "web" in zone "a" (at least 2 places are wanted: 1 too few)',
    );
  });

  test('a policy that is wrong, or that does not fit the models, is told, and tests nothing', async () => {
    const plan = '{ db = [ "t1" ]; cache = [ "t1" ]; web = [ "t1" ]; agent = [ "t1" ]; }';
    const wrong = await check(plan, { 'placement.nix': '{ capacitis.memory = { }; }' });
    expect([wrong.exitCode, wrong.findings.map(({ code }) => code)]).toEqual([1, ['policy-key']]);
    const without = await check(plan, {
      'placement.nix': '{ capacities.memory = { }; }',
      'infrastructure.nix': '{ t1.properties.memory = 99; t2 = { }; }',
    });
    expect(without.findings.map(({ code }) => code)).toEqual(['missing-property']);
  });

  test('needs a plan', async () => {
    const { exitCode, stderr } = await runCommand('check', files, [...models, '--policy', 'placement.nix']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('give the plan with -d');
  });
});

describe('diff --policy', () => {
  const plans = {
    'old.nix': '{ db = [ "t1" ]; cache = [ "t2" ]; web = [ "t1" "t3" ]; agent = [ "t1" ]; }',
    'new.nix': '{ db = [ "t3" ]; cache = [ "t2" ]; web = [ "t1" "t2" ]; agent = [ "t1" ]; }',
  };
  const words = [...models, '--policy', 'placement.nix', 'old.nix', 'new.nix'];

  test('tells moves of stateful services first, what is broken now and what no longer, measures and loads', async () => {
    const { exitCode, stdout } = await runCommand('diff', { ...files, ...plans }, words);
    expect(exitCode).toBe(0);
    expect(stdout).toBe(`kept 2, moved 2, added 0, removed 0; 1 become network links, 1 local
danger: the stateful service "db" leaves t1, where its data is, and is then on t3
moved: db from t1 to t3
moved: web from t3 to t2, stays on t1
now a network link: db - web
now local: cache - web
new: warning: target "t3" uses 4 of memory, and 3 is comfortable
new: error: the rule "apart web by zone" is broken: "web", "web" in zone "a"
new: warning: the wish "db with web" is not met: "db" in zone "b"; "web", "web" in zone "a"
new: error: the stateful service "db" moves from "t1" to "t3"
new: error: 2 replicas move, but at most 1 may
no longer: error: the rule "cache at hand" is broken: "web" in zone "b"
no longer: warning: the wish "db with web" is not met: "db", "web" in zone "a"; "web" in zone "b"
                   before  after
links                   9      9
  on one target         1      1
  in one zone           1      1
  beyond one zone       2      2
targets                 3      3
cost                 17.5   17.5
load                    0      1
wishes                  1      1
moves                          2
memory
  t1    6    2  of 8
  t2  2.5  4.5  of 8
  t3    2    4  of 4
moves: 2, 1 of stateful services
  db   t1 -> t3  stateful
  web  t3 -> t2
`);
  });

  test('has the same as data', async () => {
    const { stdout } = await runCommand('diff', { ...files, ...plans }, [...words, '--json']);
    const { policy } = JSON.parse(stdout);
    expect(policy.before.measures).toMatchObject({ links: 9, cost: 17.5, moves: 0 });
    expect(policy.after.moves[0]).toEqual({ service: 'db', from: 't1', to: 't3', stateful: true, weight: 1 });
    expect(policy.after.findings.map(({ code }: { code: string }) => code)).toContain('stateful-move');
  });

  test('needs the models', async () => {
    const alone = { 'placement.nix': files['placement.nix'], ...plans };
    const run = await runCommand('diff', alone, ['--policy', 'placement.nix', 'old.nix', 'new.nix']);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain('give the models with -s and -i');
  });
});
