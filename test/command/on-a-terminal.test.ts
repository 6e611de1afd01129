import { afterAll, describe, expect, test } from 'vitest';
import { makeFolder, runIn } from '../harness.ts';

const folder = makeFolder({
  's.nix':
    '{ ... }: rec { web = { name = "web"; type = "process"; mem = 3; dependsOn = { inherit db; }; }; db = { name = "db"; type = "process"; mem = 2; stateful = true; }; }',
  'i.nix': '{ t1.properties.mem = 3; t2.properties.mem = 4; }',
  'old.json': '{ "web": [ "t1" ], "db": [ "t1" ], "old": [ "t1" ] }',
  'new.json': '{ "web": [ "t2" ], "db": [ "t1" ], "new": [ "t2" ] }',
  'policy.json': '{ "capacities": { "mem": { "need": "mem", "have": "mem" } } }',
  'pools.nix': '{ ports = { min = 80; max = 99; scope = "global"; }; }',
  'wants.nix': '{ ... }: { web = { name = "web"; type = "process"; requiresUniqueIdsFor = [ "ports" ]; }; }',
});
afterAll(() => folder.remove());

const escapes = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');
const terminal = (width: number) => ({
  session: { isTerminal: { stdout: true, stderr: true }, width: () => width },
});
const green = `${String.fromCharCode(27)}[32m`;
const red = `${String.fromCharCode(27)}[31m`;
const yellow = `${String.fromCharCode(27)}[33m`;

describe('colours say what a line is about, and take nothing of it away', () => {
  const models = ['-s', 's.nix', '-i', 'i.nix'];
  test.each([
    ['diff', ['diff', 'old.json', 'new.json'], [`${yellow}moved: web`, `${green}added: new`, `${red}removed: old`]],
    ['a dry run', ['id-assign', '-s', 'wants.nix', '--id-resources', 'pools.nix', '--dry-run'], [`${green}  + web`]],
    ['plan', ['plan', ...models, '--state', 'state'], [`${green}start    db`, `${green}start    web`]],
    ['place', ['place', ...models, '--policy', 'policy.json'], [`${String.fromCharCode(27)}[1mmem`]],
  ] as [string, string[], string[]][])('%s', async (_, words, coloured) => {
    const { stdout, stderr } = await runIn(folder.path, words, terminal(100));
    for (const text of coloured) expect(stdout + stderr).toContain(text);
    const plain = await runIn(folder.path, [...words, '--color', 'never'], terminal(100));
    const withoutTime = (text: string): string => text.replace(/\d+\.\d+ s/g, '');
    expect(withoutTime((stdout + stderr).replace(escapes, ''))).toBe(withoutTime(plain.stdout + plain.stderr));
    const piped = await runIn(folder.path, words);
    expect(piped.stdout + piped.stderr).not.toMatch(escapes);
  });
});

test('help is as wide as the terminal, down to 40 columns, and 80 behind a pipe', async () => {
  const widest = async (given?: ReturnType<typeof terminal>): Promise<number> => {
    const { stdout } = await runIn(folder.path, ['explain', '--help'], given);
    // Examples are commands and stay on their line, and so do words that are wider than the line.
    const lines = stdout.split('\n').filter(line => !/^ {2}\$|^Usage|^ {2}dydisnix|: tell why|^ *\S+$/.test(line));
    return Math.max(...lines.map(line => line.length));
  };
  expect(await widest()).toBeLessThanOrEqual(80);
  const wide = await widest(terminal(140));
  expect([wide > 110, wide <= 140]).toEqual([true, true]);
  // Names of options with their values are not broken.
  expect(await widest(terminal(50))).toBeLessThanOrEqual(55);
});

test('bars of loads are as wide as the terminal allows', async () => {
  const words = ['place', '-s', 's.nix', '-i', 'i.nix', '--policy', 'policy.json', '--color', 'never'];
  const barOf = async (width: number): Promise<number> => {
    const { stdout, stderr } = await runIn(folder.path, words, terminal(width));
    return Math.max(...[...(stdout + stderr).matchAll(/[█▓░]+/g)].map(([bar]) => bar.length));
  };
  expect(await barOf(100)).toBeGreaterThan(await barOf(40));
});
