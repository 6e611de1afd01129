import { describe, expect, test } from 'vitest';
import { runCommand } from '../harness.ts';

const files = {
  's.nix': `{ ... }: {
  mongo = { name = "mongo"; type = "process"; providesContainer = "mongo-database"; };
  users = { name = "users"; type = "mongo-database"; };
  zips = { name = "zips"; type = "mongo-database"; };
}`,
  'i.nix':
    '{ t1.properties = { hostname = "t1"; cost = 1; mem = 4; }; t2.properties = { hostname = "t2"; cost = 1; mem = 4; }; }',
  'd.nix': '{ infrastructure }: with infrastructure; { mongo = [ t1 t2 ]; users = [ t1 ]; zips = [ t2 ]; }',
};
const models = ['-s', 's.nix', '-i', 'i.nix', '-d', 'd.nix'];
const planners = {
  multiwaycut: [],
  graphcol: [],
  divide: ['--strategy', 'greedy', '--service-property', 'need', '--target-property', 'mem'],
  minsetcover: ['--target-property', 'cost'],
  place: [],
};

describe.each(Object.entries(planners))('%s', (planner, words) => {
  const needy = { ...files, 's.nix': files['s.nix'].replace('"process";', '"process"; need = 1;') };

  test('puts services on all targets of their lists with --replicas keep, and the plan passes check', async () => {
    const outcome = await runCommand(planner, needy, [...models, ...words, '--replicas', 'keep']);
    expect(outcome.exitCode).toBe(0);
    expect(outcome.stderr).not.toContain('several targets');
    expect(outcome.stdout.replaceAll(/\s+/g, ' ')).toContain('"mongo" = [ "t1" "t2" ];');
    const plan = { ...needy, 'd.nix': outcome.stdout };
    expect((await runCommand('check', plan, models)).exitCode).toBe(0);
  });

  test('says that it puts them on one of them otherwise, and has no plan where one does not do', async () => {
    const outcome = await runCommand(planner, needy, [...models, ...words]);
    expect(outcome.exitCode).toBe(1);
    expect(outcome.stderr).toContain(
      'service "mongo" lists several targets: it goes to one of them; with --replicas keep to all of them\n',
    );
    expect(outcome.stderr).toContain('service "users" goes where its container is');
  });
});
