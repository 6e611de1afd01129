import { describe, expect, test } from 'vitest';
import { flakeOutputText } from '../../src/load/nix-arguments.ts';
import { createNodeHost } from '../../src/ports/nix/create-node-host.ts';
import { runCommand } from '../harness.ts';
import { referee } from '../nix/referee.ts';

const services = '{ web = { name = "web"; type = "t"; dependsOn = { }; }; }';
const flake = `{ outputs = { self }: { services = ${services}; }; }`;

describe('a model that is an output of a flake in a folder', () => {
  test('is read by eval and by commands that read models', async () => {
    const files = { 'sub/flake.nix': flake };
    const shown = await runCommand('eval', files, ['sub#services', '-A', 'web.name']);
    expect([shown.stdout, shown.stderr]).toEqual(['"web"\n', '']);
    const drawn = await runCommand('visualize-services', files, ['-s', 'sub#services', '--restrict-eval']);
    expect([drawn.exitCode, drawn.stderr]).toEqual([0, '']);
    expect(drawn.stdout).toContain('"web"');
  });

  test('that it has not is told, with the nearest one', async () => {
    const { exitCode, stderr } = await runCommand('eval', { 'flake.nix': flake }, ['.#servces']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('did you mean "services"?');
  });

  test('may be named as a reference of its kind', async () => {
    const { stdout } = await runCommand('eval', { 'sub/flake.nix': flake }, ['path:sub#services.web.type']);
    expect(stdout).toBe('"t"\n');
  });

  test('of a folder without flake.nix is told so', async () => {
    const { exitCode, stderr } = await runCommand('eval', { 'sub/other.nix': '1' }, ['./sub#services']);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/the folder '.*sub' has no flake\.nix/);
  });

  test('of a flake that is elsewhere is not fetched', async () => {
    const { exitCode, stderr } = await runCommand('order', {}, ['-s', 'github:some/body#services']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("the flake 'github:some/body#services' would have to be fetched");
  });

  test.skipIf(referee === undefined)('is the same to an installed Nix', async () => {
    const files = { 'sub/flake.nix': `{ outputs = { self }: { "a b" = [ 0 { x = ${services}; } ]; }; }` };
    const words = ['-s', 'sub#"a b".1.x'];
    const ours = await runCommand('visualize-services', files, words);
    for (const more of [[], ['--restrict-eval']]) {
      const theirs = await runCommand('visualize-services', files, [...words, '--evaluator', 'nix', ...more]);
      expect(theirs).toMatchObject({ exitCode: 0, stdout: ours.stdout });
    }
  });

  test('is told to need flakes where an installed Nix has none', () => {
    const text = flakeOutputText({ flake: '/a b', attribute: 'x.0' }, 'no flakes here');
    const evaluate = () => createNodeHost({ nixVersion: '2.8' }).evaluateText('case.nix', text, '/');
    expect(evaluate).toThrow('no flakes here');
    expect(text).toContain('"path:/a%20b"');
  });

  test('a file of that very name is itself', async () => {
    const { stdout } = await runCommand('eval', { 'flake.nix': flake, 'x#services': '1' }, ['x#services']);
    expect(stdout).toBe('1\n');
  });
});

test('--nix-version says which language models speak', async () => {
  const words = ['-E', 'builtins.nixVersion'];
  expect((await runCommand('eval', {}, words)).stdout).toBe('"2.35.0"\n');
  expect((await runCommand('eval', {}, [...words, '--nix-version', '2.8'])).stdout).toBe('"2.8.0"\n');
  const { exitCode, stderr } = await runCommand('eval', {}, [...words, '--nix-version', '2.4']);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('2.35');
});
