import { describe, expect, test } from 'vitest';
import { runCommand } from '../harness.ts';

/** One plan in every form that the tools print or read: web on t1, db on t1 and t2. */
const forms = {
  'names.nix': '{ db = [ "t1" "t2" ]; web = [ "t1" ]; }',
  'function.nix':
    '{ infrastructure }: with builtins; { db = [ infrastructure.t1 infrastructure.t2 ]; web = [ infrastructure."t1" ]; }',
  'lazy.nix':
    '{ infrastructure }: let on = t: [ t ]; in { db = on infrastructure.t1 ++ on infrastructure.t2; web = on infrastructure.t1; }',
  'set.json': '{ "db": ["t1", "t2"], "web": ["t1"] }',
  'report.json': '\n { "links": 1, "distribution": { "db": ["t1", "t2"], "web": ["t1"] }, "version": 1 }',
  'plan.xml':
    '<?xml version="1.0"?>\n<distribution><service name="db"><mapping><target>t1</target></mapping><mapping><target>t2</target></mapping></service><service name="web"><mapping><target>t1</target></mapping></service></distribution>',
};
const files = { ...forms, 'i.nix': '{ t1 = { }; t2 = { }; t3 = { }; }', 's.nix': '{ db = { }; web = { }; }' };
const same = 'kept 2, moved 0, added 0, removed 0\n';

describe.each(Object.keys(forms))('a plan as %s', form => {
  test('is the same plan as any other form', async () => {
    for (const other of Object.keys(forms)) {
      const run = await runCommand('diff', files, ['-i', 'i.nix', form, other, '--exit-code']);
      expect(run, other).toMatchObject({ exitCode: 0, stdout: same, stderr: '' });
    }
  });

  test('may come from standard input', async () => {
    const given = { input: files[form as keyof typeof forms] };
    const run = await runCommand('diff', files, ['-i', 'i.nix', '-', 'names.nix', '--exit-code'], given);
    expect(run).toMatchObject({ exitCode: 0, stdout: same, stderr: '' });
  });

  test('is a previous plan', async () => {
    const plan = {
      ...files,
      'd.nix': '{ infrastructure }: { db = [ infrastructure.t3 ]; web = [ infrastructure.t1 ]; }',
    };
    const words = ['-s', 's.nix', '-i', 'i.nix', '-d', 'd.nix', '--json'];
    const alone = JSON.parse((await runCommand('multiwaycut', plan, words)).stdout);
    const { stdout, stderr } = await runCommand('multiwaycut', plan, [...words, '--previous', form]);
    expect(stderr).not.toContain('error');
    expect([alone.moves, JSON.parse(stdout).moves]).toEqual([0, 1]);
  });
});

test('ids are told from a plan, in Nix, JSON and XML', async () => {
  const ids = {
    'ids.nix': '{ ids.p = { a = 1; b = 2; }; lastAssignments.p = 2; }',
    'ids.json':
      '{ "version": 1, "ids": { "p": { "a": 1, "b": 2 } }, "lastAssignments": { "p": 2 }, "changes": { "kept": 0 } }',
  };
  const run = await runCommand('diff', ids, ['ids.nix', 'ids.json', '--exit-code']);
  expect(run).toMatchObject({ exitCode: 0, stdout: 'kept 2, assigned 0, released 0\n' });
});

test('services and targets of a previous plan that are gone are left out', async () => {
  const models = {
    's.nix': '{ a = { }; b = { }; }',
    'i.nix': '{ t1 = { }; t2 = { }; }',
    'd.nix': '{ infrastructure }: { a = [ infrastructure.t1 infrastructure.t2 ]; b = [ infrastructure.t2 ]; }',
    'old.nix': '{ a = [ "t9" ]; b = [ "t2" ]; gone = [ "t1" ]; }',
  };
  const words = ['-s', 's.nix', '-i', 'i.nix', '-d', 'd.nix', '--previous', 'old.nix', '--json'];
  const { exitCode, stdout } = await runCommand('multiwaycut', models, words);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ moves: 0, distribution: { b: ['t2'] } });
});
