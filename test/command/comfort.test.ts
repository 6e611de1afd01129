import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { plainLook } from '../../src/base/look.ts';
import { terminalPaint } from '../../src/base/paint.ts';
import { choosePaint } from '../../src/cli/choose-paint.ts';
import { worldOf } from '../../src/cli/session.ts';
import { commands } from '../../src/command/commands.ts';
import { installLinks, makeFolder, runDydisnix } from '../built.ts';

const files = {
  's.nix': '{ distribution, invDistribution, pkgs, system }: rec { db = {}; web = { dependsOn = { inherit db; }; }; }',
  'i.nix': '{ t1 = {}; t2 = {}; }',
  'd.nix': '{ infrastructure }: { db = [ infrastructure.t1 ]; web = [ infrastructure.t1 infrastructure.t2 ]; }',
  'id.nix': '{ ports = { min = 1; max = 9; scope = "global"; }; }',
  'broken.nix': '{ web = ',
};
const folder = makeFolder(files);
const path = `${installLinks(join(folder.path, 'bin'))}:${process.env['PATH']}`;
afterAll(() => folder.remove());
const run = (words: readonly string[], input = '') => runDydisnix(folder.path, words, input);
const models = ['-s', 's.nix', '-i', 'i.nix'];

describe('colours of messages', () => {
  const isColoured = (words: string[], environment: Record<string, string>, isTerminal: boolean): boolean =>
    choosePaint(words, environment, isTerminal) === terminalPaint;

  test('auto asks the terminal, NO_COLOR and TERM; always and never do not', () => {
    expect(isColoured([], {}, true)).toBe(true);
    expect(isColoured([], {}, false)).toBe(false);
    expect(isColoured([], { NO_COLOR: '1' }, true)).toBe(false);
    expect(isColoured([], { NO_COLOR: '' }, true)).toBe(true);
    expect(isColoured([], { TERM: 'dumb' }, true)).toBe(false);
    expect(isColoured(['--color', 'always'], { NO_COLOR: '1' }, false)).toBe(true);
    expect(isColoured(['--color=never'], {}, true)).toBe(false);
    expect(isColoured(['--color=never', '--color', 'auto'], {}, true)).toBe(true);
    expect(isColoured(['--', '--color=always'], {}, false)).toBe(false);
  });

  test('FORCE_COLOR says so where there is no terminal, too', () => {
    expect(isColoured([], { FORCE_COLOR: '1' }, false)).toBe(true);
    expect(isColoured([], { FORCE_COLOR: 'true', NO_COLOR: '1', TERM: 'dumb' }, false)).toBe(true);
    expect(isColoured([], { FORCE_COLOR: '0' }, true)).toBe(false);
    expect(isColoured([], { FORCE_COLOR: 'false' }, true)).toBe(false);
    expect(isColoured([], { FORCE_COLOR: '' }, true)).toBe(true);
    expect(isColoured(['--color', 'never'], { FORCE_COLOR: '1' }, true)).toBe(false);
  });

  test('a wrong model, and words that cannot be parsed', () => {
    const mark = '\x1b';
    const wrong = run(['graphcol', '-s', 'broken.nix', '-i', 'i.nix', '--color=always']).stderr;
    expect(wrong).toContain(`${mark}[1;31merror:${mark}[0m `);
    expect(wrong).toContain(`at ${mark}[1mbroken.nix:1:`);
    expect(run(['graphcol', '--sevices', 'x', '--color', 'always']).stderr).toContain(
      `${mark}[36mhint:${mark}[0m did you mean "--services"?`,
    );
    for (const words of [
      ['graphcol', '--sevices', 'x'],
      ['graphcol', '-s', 'broken.nix', '-i', 'i.nix'],
    ]) {
      expect(run(words).stderr).not.toContain(mark);
    }
  });

  test('findings of check on stdout, but not as JSON', () => {
    const broken = ['check', '-s', 'broken.nix'];
    const coloured = run([...broken, '--color', 'always']).stdout;
    expect(coloured).toContain('\x1b[1;31merror:\x1b[0m ');
    expect(run(broken).stdout).toBe(stripVTControlCharacters(coloured));
    expect(run([...broken, '--color', 'always', '--json']).stdout).not.toContain('\x1b');
    const onTerminal = (environment: Record<string, string>) => {
      const command = `${process.execPath} ${resolve('dist/dydisnix.cjs')} ${broken.join(' ')}`;
      const env = { ...process.env, TERM: 'xterm', NO_COLOR: '', ...environment };
      return spawnSync('script', ['-qec', command, '/dev/null'], { cwd: folder.path, env, encoding: 'latin1' }).stdout;
    };
    expect(onTerminal({})).toContain('\x1b[1;31merror:\x1b[0m ');
    expect(onTerminal({ NO_COLOR: '1' })).not.toContain('\x1b');
  });

  test('options of every command stand before the command, too', () => {
    const mark = '\x1b[1;31m';
    expect(run(['--color', 'always', 'graphcol', '-s', 'broken.nix', '-i', 'i.nix']).stderr).toContain(mark);
    expect(run(['--color=always', 'graphcol', '-s', 'broken.nix', '-i', 'i.nix']).stderr).toContain(mark);
    const help = run(['graphcol', '--help']).stdout;
    for (const words of [
      ['--help', 'graphcol'],
      ['-h', 'graphcol'],
      ['help', 'graphcol'],
      ['--color', 'never', 'graphcol', '-h'],
    ]) {
      expect(run(words)).toMatchObject({ status: 0, stdout: help });
    }
    expect(run(['--color', 'never', '--version']).stdout).toBe(run(['--version']).stdout);
    expect(run(['--version', 'graphcol']).stdout).toBe(run(['--version']).stdout);
    const wrong = run(['--color', 'nver', 'graphcol', ...models]);
    expect(wrong.stderr).toContain('option "--color" is "nver", but must be one of auto, always, never');
    expect(wrong.stderr).toContain('did you mean "never"?');
    expect(run(['--color', 'never', 'graphcl']).stderr).toContain('did you mean "graphcol"?');
    // The assigner is called without a name of a command, and stays so.
    expect(run(['--color', 'never', '-s', 's.nix', '--id-resources', 'id.nix'])).toMatchObject({ status: 0 });
  });

  test('what is printed on stdout never has any, but for findings', () => {
    const plain = run(['multiwaycut', ...models, '-d', 'd.nix']);
    expect(plain.status).toBe(0);
    expect(run(['multiwaycut', ...models, '-d', 'd.nix', '--color', 'always']).stdout).toBe(plain.stdout);
  });

  test('another choice is refused', () => {
    expect(run(['graphcol', ...models, '--color', 'alwais'])).toMatchObject({ status: 2, stdout: '' });
  });
});

describe('wrong flags are answered by the nearest right one', () => {
  test.each([
    [['graphcol', '--sevices', 's.nix'], '"--sevices"', 'did you mean "--services"?'],
    [['graphcol', '--sevices=s.nix'], '"--sevices"', 'did you mean "--services"?'],
    [['graphcol', '--services', 's.nix', '--services', 's.nix', '--jsn'], '"--jsn"', 'did you mean "--json"?'],
    [['graphcol', '--json=yes'], '"--json" takes no value', ''],
    [['grpahcol'], 'unknown command "grpahcol"', 'did you mean "graphcol"?'],
    [['explian', '-s', 'x'], 'unknown command "explian"', 'did you mean "explain"?'],
    [['graphcol', '-Z'], 'unknown option "-Z"', 'dydisnix graphcol --help lists the options'],
    [['graphcol', '--algorithm', 'dsature'], 'must be one of auto, dsatur, exact', 'did you mean "dsatur"?'],
    [['hlep'], 'unknown command "hlep"', 'did you mean "help"?'],
  ])('%j', (words, message, hint) => {
    const { status, stdout, stderr } = run(words);
    expect(status).toBe(2);
    // Who asks for JSON, however wrongly, gets the mistake as JSON, too.
    if (words.some(word => word.startsWith('--json'))) expect(JSON.parse(stdout).error.message).toContain(message);
    else expect(stdout).toBe('');
    expect(stderr).toContain(message);
    expect(stderr).toContain(hint);
  });

  test('a single dash before a long name is told as such', () => {
    expect(run(['graphcol', '-json']).stderr).toContain('did you mean "--json"?');
    expect(run(['graphcol', '-services', 's.nix', '-i', 'i.nix']).stderr).toContain('did you mean "--services"?');
  });
});

describe('- is standard input', () => {
  const cases: readonly (readonly [string[], keyof typeof files])[] = [
    [['graphcol', '-s', '-', '-i', 'i.nix'], 's.nix'],
    [['graphcol', '-s', 's.nix', '-i', '-'], 'i.nix'],
    [['multiwaycut', ...models, '-d', '-'], 'd.nix'],
    [['multiwaycut', ...models, '-d', 'd.nix', '--previous', '-'], 'd.nix'],
    [['gendist', ...models, '-d', '-'], 'd.nix'],
    [['explain', ...models, '-d', '-'], 'd.nix'],
    [['explain', ...models, '-d', 'd.nix', '--candidates', '-'], 'd.nix'],
    [['diff', '-i', 'i.nix', 'd.nix', '-'], 'd.nix'],
    [['visualize-services', '-s', '-'], 's.nix'],
    [['visualize-infra', '-i', '-'], 'i.nix'],
    [['id-assign', '-s', 's.nix', '--id-resources', '-'], 'id.nix'],
    [['check', '-s', '-'], 's.nix'],
    [['eval', '-'], 'i.nix'],
  ];
  test.each(cases)('%j', (words, file) => {
    const named = run(words.map(word => (word === '-' ? file : word)));
    expect(named.status).toBe(0);
    const { stdout, status } = run(words, files[file]);
    const place = new RegExp(`(${folder.path}/)?\\b${file}(?=:\\d)`);
    expect({ stdout, status }).toEqual({ stdout: named.stdout.replace(place, '<stdin>'), status: 0 });
  });

  test('but only one thing', () => {
    const { status, stderr } = run(['graphcol', '-s', '-', '-i', '-'], files['s.nix']);
    expect(status).toBe(2);
    expect(stderr).toContain('standard input can be only one of them: --services, --infrastructure');
    expect(run(['diff', '-i', 'i.nix', '-', '-'], files['d.nix']).status).toBe(2);
    expect(run(['graphcol', '-s', '-', '-i', 'i.nix', '-o', '-'], files['s.nix']).status).toBe(0);
  });

  test('the rule knows the options of every command', async () => {
    const isTerminal = { stdout: false, stderr: false };
    const startProgress = () => ({ say: () => {}, end: () => {} });
    const interruption = { isRequested: () => false, signal: () => undefined, end: () => {} };
    const process = { environment: {}, standardInput: () => '', isTerminal, startProgress, interruption };
    const session = { folder: folder.path, ...process };
    const world = worldOf(
      session,
      { progress: () => {}, note: () => {}, say: () => {}, read: () => {}, end: () => {} },
      () => undefined,
      plainLook,
    );
    for (const load of commands.values()) {
      const command = await load();
      const readers = Object.entries(command.options).filter(([, { kind }]) => kind === 'file');
      if (readers.length < 2) continue;
      const words = readers.flatMap(([name]) => [`--${name}`, '-']);
      expect(() => command.run(words, world), command.name).toThrow(/standard input/);
    }
  });
});

const hasTerminal = spawnSync('script', ['-qec', 'true', '/dev/null']).status === 0;

describe.skipIf(!hasTerminal)('on a terminal', () => {
  const onTerminal = (command: string, environment: Record<string, string> = {}): string =>
    spawnSync('script', ['-qec', command, '/dev/null'], {
      cwd: folder.path,
      env: { PATH: path, TERM: 'xterm', ...environment },
      encoding: 'latin1',
    }).stdout;

  test('messages have colours, unless the user wants none', () => {
    expect(onTerminal('dydisnix graphcol --jsn')).toContain('\x1b[1;31merror:');
    expect(onTerminal('dydisnix graphcol --jsn', { NO_COLOR: '1' })).not.toContain('\x1b');
    expect(onTerminal('dydisnix graphcol --jsn', { TERM: 'dumb' })).not.toContain('\x1b');
  });

  test('what takes long says so in one line, which is gone at the end', { timeout: 60_000 }, () => {
    const shown = onTerminal('(sleep 4; echo 4000) | dydisnix eval - > result');
    expect(shown).toContain('\r\x1b[Kdydisnix eval: at work (1 s)');
    expect(shown.endsWith('\r\x1b[K')).toBe(true);
    expect(readFileSync(join(folder.path, 'result'), 'latin1')).toBe('4000\n');
    expect(onTerminal('(sleep 4; echo 4000) | dydisnix eval - > result', { TERM: 'dumb' })).toBe('');
  });

  test('what is quick says nothing', () => {
    expect(onTerminal('dydisnix visualize-infra -i i.nix > result')).toBe('');
  });
});
