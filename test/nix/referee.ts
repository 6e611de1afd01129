import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lane } from '../rounds.ts';

const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

/** Real Nix, the referee; undefined where it is not installed and in the fast lane, and then the tests that need it are skipped. */
export const referee: string | undefined =
  lane !== 'fast' &&
  spawnSync('nix-instantiate', ['--version'], { encoding: 'latin1' }).stdout?.includes('2.8') === true
    ? 'nix-instantiate'
    : undefined;

/** One run of the referee with the given arguments, in the given folder. Output as byte strings. */
export function runReferee(
  args: readonly string[],
  folder = '/',
  input = '',
): { ok: boolean; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync('nix-instantiate', args, {
    cwd: folder,
    input,
    encoding: 'latin1',
    maxBuffer: 1 << 28,
    env: { ...process.env, HOME: '/home/user', NIX_PATH: '' },
  });
  return { ok: status === 0, stdout, stderr };
}

/**
 * What the referee says to many expressions, each a file's whole text: the printed form of `wrap(import file)`, or undefined
 * where it fails. One `nix repl` for all of them: it goes on after an error, which costs a thousandth of a new process.
 * `wrap` must yield a string (on one line), an integer or a boolean.
 */
export function askReferee(sources: readonly string[], wrap: (imported: string) => string): (string | undefined)[] {
  const folder = mkdtempSync(join(tmpdir(), 'referee-'));
  try {
    const lines = sources.map((text, i) => {
      writeFileSync(join(folder, `${i}.nix`), text, 'latin1');
      return `:p ${wrap(`(import ${folder}/${i}.nix)`)}\n:p "end of answer"\n`;
    });
    const { stdout } = spawnSync('nix', ['repl'], {
      cwd: folder,
      input: lines.join(''),
      encoding: 'latin1',
      maxBuffer: 1 << 28,
      env: { ...process.env, HOME: '/home/user', NIX_PATH: '', XDG_DATA_HOME: folder, XDG_CACHE_HOME: folder },
    });
    // Each answer: the prompt with the echoed line, then the value in colours, then an empty line. After an unexpected end of a
    // file the next line is taken as its continuation, and fails: the line between the answers is there to be lost.
    const answers = stdout.split(':p "end of answer"\n').slice(0, -1);
    if (answers.length !== sources.length)
      throw new Error(`the referee answered ${answers.length} of ${sources.length}`);
    return answers.map(answer => {
      const echo = answer.lastIndexOf('nix-repl> :p ');
      const lines = answer.slice(answer.indexOf('\n', echo) + 1).split('\n');
      const value = (lines[0] as string).replace(COLOUR, '');
      return value.trim() === '' ? undefined : value;
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The trees of sources that all parse, as `nix-instantiate --parse` prints them from files in the folder that is named too. */
export function parseByReferee(sources: readonly string[]): { readonly folder: string; readonly printed: string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'referee-'));
  try {
    const files = sources.map((text, i) => {
      writeFileSync(join(folder, `${i}.nix`), text, 'latin1');
      return `./${i}.nix`;
    });
    const { ok, stdout, stderr } = runReferee(['--parse', ...files], folder);
    if (!ok) throw new Error(`the referee refused a source: ${stderr}`);
    return { folder, printed: stdout.split('\n').slice(0, -1) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
