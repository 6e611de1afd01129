import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { makeFolder, type Run } from '../built.ts';

const folder = makeFolder({ 's.nix': '{ a = { }; }', 'none.nix': '{ }', file: '' });
afterAll(() => folder.remove());

/** Runs a shell command line in which `$D` is the program. */
function shell(line: string): Run {
  const environment = { ...process.env, D: `${process.execPath} ${resolve('dist/dydisnix.cjs')}` };
  const { status, stdout, stderr } = spawnSync('sh', ['-c', line], {
    cwd: folder.path,
    env: environment,
    encoding: 'utf8',
    timeout: 20_000,
  });
  return { status, stdout, stderr };
}

describe('what is wrong around the program is told in a sentence and is exit code 2', () => {
  test.runIf(existsSync('/dev/full'))('a full disk behind stdout', () => {
    const run = shell('$D visualize-services -s s.nix > /dev/full');
    expect(run).toMatchObject({ status: 2, stderr: expect.stringContaining('the disk is full [cannot-write]') });
  });

  test.runIf(existsSync('/dev/full'))('a full disk behind stderr', () => {
    expect(shell('$D visualize-services -s gone.nix 2> /dev/full')).toEqual({ status: 2, stdout: '', stderr: '' });
    const traced = shell(`$D eval --expr 'builtins.trace "x" 1' 2> /dev/full`);
    expect(traced).toEqual({ status: 0, stdout: '1\n', stderr: '' });
  });

  test('names that would steer the terminal', () => {
    const run = shell(
      `printf '{ "\\033[2J" = { dependsOn = { x = { }; }; }; }' > e.nix; $D visualize-services -s e.nix`,
    );
    expect(run.stderr).toContain('service "␛[2J" depends on "x"');
    const traced = shell(`printf 'builtins.trace "\\033[31mred\\007" 1' > t.nix; $D eval t.nix`);
    expect(traced.stderr).toBe('trace: red␇\n');
  });

  test('a folder as standard input', () => {
    const run = shell('$D visualize-services -s - < .');
    expect(run.stderr).toBe('error: cannot read standard input: it is a folder [cannot-read]\n');
    expect(run).toMatchObject({ status: 2, stdout: '' });
  });

  test('a current folder that was removed', () => {
    const run = shell('mkdir gone && cd gone && rmdir ../gone && $D visualize-services -s s.nix');
    expect(run.stderr).toContain('the current folder does not exist any more [cannot-read]');
    expect(run).toMatchObject({ status: 2, stdout: '' });
  });

  test.each([
    ['where a file is in the way', 'file'],
    ['inside a file', 'file/out'],
    ['where no folder can be made', '/proc/out'],
  ])('an output folder %s', (_, output) => {
    const run = shell(`$D tour -s none.nix -i none.nix -d none.nix --id-resources none.nix --output-dir ${output}`);
    expect(run.stderr).toMatch(/error: cannot write ".*(file|out)": .* \[cannot-write\]/);
    expect(run).toMatchObject({ status: 2, stdout: '' });
  });

  test('a result that no string can hold', () => {
    const run = shell(`$D eval --nix --expr 'let nest = n: if n == 0 then [ ] else [ (nest (n - 1)) ]; in nest 30000'`);
    expect(run.stderr).toMatch(/^error: a text grows longer than 536870888 bytes.* \[out-of-memory\]\n$/);
    expect(run).toMatchObject({ status: 2, stdout: '' });
  });

  test('help for a command that there is not', () => {
    const run = shell('$D help graphcl');
    expect(run.stderr).toMatch(/unknown command "graphcl"[\s\S]*did you mean "graphcol"/);
    expect(run).toMatchObject({ status: 2, stdout: '' });
  });
});

test('a reader that goes away early is no error', () => {
  const run = shell(`{ $D eval --strict --expr 'builtins.genList (x: x) 100000'; echo $? >&2; } | head -c 5`);
  expect(run).toMatchObject({ stdout: '[ 0 1', stderr: '0\n' });
});

test('folders that are missing are made', () => {
  const run = shell(
    '$D tour -s none.nix -i none.nix -d none.nix --id-resources none.nix --output-dir x/y/z > /dev/null && ls x/y/z',
  );
  expect(run.stdout).toContain('services.svg\n');
});
