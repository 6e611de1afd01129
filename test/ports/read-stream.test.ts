import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { makeFolder } from '../built.ts';
import { referee } from '../nix/referee.ts';

const folder = makeFolder({
  's.nix':
    '{ distribution, invDistribution, system, pkgs }: { web = { name = "web"; type = import ./type.nix; dependsOn = { }; }; }',
  'functor.nix':
    '{ __functor = self: { system, ... }: { web = { name = "web"; type = self.type; dependsOn = { }; }; }; type = "t"; }',
  'type.nix': '"t"',
  'sub/type.nix': '"from sub"',
  'i.nix': '{ __functor = self: { }: { host1 = { properties.hostname = "host1"; }; }; }',
  'i.xml':
    '<infrastructure><target name="host1"><properties><hostname>host1</hostname></properties></target></infrastructure>',
  'd.nix': '{ infrastructure }: { web = [ infrastructure.host1 ]; }',
  'deep.nix': 'let f = n: if n == 0 then 0 else 1 + f (n - 1); in f 50000',
});
afterAll(() => folder.remove());

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
}

/** What a command prints when bash runs it, `dydisnix` being the program built. */
function shell(command: string): { status: number | null; stdout: string; stderr: string } {
  const program = resolve('dist/dydisnix.cjs');
  const { status, stdout, stderr } = spawnSync('bash', ['-c', `dydisnix() { node '${program}' "$@"; }; ${command}`], {
    cwd: folder.path,
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { status, stdout, stderr };
}

/** Without the messages, which tell times. */
const result = ({ status, stdout }: Outcome): Outcome => ({ status, stdout });

describe('models from pipes are read as those from files', () => {
  const usual = shell('dydisnix multiwaycut -s s.nix -i i.nix -d d.nix');
  test.each([
    'dydisnix multiwaycut -s <(cat s.nix) -i <(cat i.nix) -d <(cat d.nix)',
    'cat s.nix | dydisnix multiwaycut -s /dev/stdin -i i.nix -d <(cat d.nix)',
    'cat s.nix | cat | dydisnix multiwaycut -s - -i i.nix -d d.nix',
    'dydisnix multiwaycut -s /dev/stdin -i i.nix -d d.nix < s.nix',
    'dydisnix multiwaycut -s /proc/self/fd/3 -i i.nix -d d.nix 3< <(cat s.nix)',
    'dydisnix multiwaycut --restrict-eval -s <(sed s/import.*nix/\'"t"\'/ s.nix) -i i.nix -d d.nix',
    'mkfifo pipe; cat s.nix > pipe & dydisnix multiwaycut -s pipe -i i.nix -d d.nix; rm pipe',
    'dydisnix multiwaycut -s s.nix -i i.nix -d d.nix --previous <(dydisnix multiwaycut -s s.nix -i i.nix -d d.nix)',
    'dydisnix multiwaycut -s functor.nix -i i.nix -d d.nix',
  ])('%s', command => {
    expect(usual.status, usual.stderr).toBe(0);
    const { status, stdout, stderr } = shell(command);
    expect({ status, stdout }, stderr).toEqual(result(usual));
  });

  test('relative paths start in the current folder, and in that of a named pipe', () => {
    expect(shell('dydisnix eval <(echo "import ./type.nix")').stdout).toBe('"t"\n');
    const named = 'mkfifo sub/pipe; echo "import ./type.nix" > sub/pipe & dydisnix eval sub/pipe';
    expect(shell(named).stdout).toBe('"from sub"\n');
  });

  test('what was read is there again when the run is repeated with a larger stack', () => {
    const printed = { status: 0, stdout: '50000\n', stderr: '' };
    expect(shell('cat deep.nix | dydisnix eval -')).toEqual(printed);
    expect(shell('cat deep.nix | dydisnix eval /dev/stdin')).toEqual(printed);
    expect(shell('dydisnix eval <(cat deep.nix)')).toEqual(printed);
  });

  test('a model does not read from pipes that nobody named', () => {
    const { status, stderr } = shell('dydisnix eval -E "builtins.readFile /dev/fd/3" 3< <(echo secret)');
    expect(status).toBe(2);
    expect(stderr).not.toContain('secret');
    expect(shell('dydisnix eval /dev/fd/77').stderr).toContain("'/dev/fd/77'");
    expect(shell('dydisnix eval --restrict-eval <(echo "import ./type.nix")').stderr).toContain('forbidden');
  });
});

test.skipIf(referee === undefined)('an installed Nix gets models from pipes and calls sets with __functor, too', () => {
  const nix = `NIX_PATH=nixpkgs=${join(folder.path, 'i.nix')} dydisnix multiwaycut --evaluator nix`;
  const { status, stdout, stderr } = shell(`${nix} -s <(cat s.nix) -i i.nix -d d.nix`);
  expect({ status, stdout }, stderr).toEqual(result(shell('dydisnix multiwaycut -s s.nix -i i.nix -d d.nix')));
});
