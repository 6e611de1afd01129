import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { InputError } from '../../../src/base/diagnostic.ts';
import { isStream } from '../../../src/ports/disk/disk-path.ts';
import { replaceFile } from '../../../src/ports/disk/replace-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'replace-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('makes a file, then replaces it, byte for byte, and leaves nothing else', () => {
  const file = join(folder, 'ids.nix');
  replaceFile(file, 'one\xff\x00');
  expect(readFileSync(file, 'latin1')).toBe('one\xff\x00');
  replaceFile(file, 'two');
  expect(readFileSync(file, 'latin1')).toBe('two');
  expect(readdirSync(folder)).toEqual(['ids.nix']);
});

it.runIf(existsSync('/dev/shm'))('a file in memory is a file as all are, whatever else is below /dev', () => {
  const inMemory = mkdtempSync('/dev/shm/replace-');
  try {
    const file = join(inMemory, 'ids.nix');
    replaceFile(file, 'one');
    expect([isStream(file), isStream('/dev/null'), isStream('/dev/stdout')]).toEqual([false, true, true]);
  } finally {
    rmSync(inMemory, { recursive: true });
  }
});

it('keeps the mode', () => {
  const file = join(folder, 'ids.nix');
  writeFileSync(file, '');
  chmodSync(file, 0o640);
  replaceFile(file, 'new');
  expect(statSync(file).mode & 0o7777).toBe(0o640);
});

it('lets nobody read what is secret, in no moment', () => {
  const file = join(folder, 'ids.nix');
  writeFileSync(file, '');
  chmodSync(file, 0o600);
  // Whoever looks on sees the mode that the new file is made with.
  const program = `
    import { replaceFile } from ${JSON.stringify(resolve('src/ports/disk/replace-file.ts'))};
    replaceFile('ids.nix', 'secret');`;
  const stdin = { contents: program, resolveDir: resolve('.'), loader: 'ts' as const };
  const built = { stdin, outfile: join(folder, 'p.cjs'), bundle: true, platform: 'node' as const };
  buildSync({ ...built, format: 'cjs', banner: { js: watchModes } });
  const modes = spawnSync(process.execPath, ['p.cjs'], { cwd: folder, encoding: 'utf8' }).stdout;
  expect(modes).toBe('100600 100600 ');
  expect(readFileSync(file, 'latin1')).toBe('secret');
});

/** Prints the mode of the new file as soon as it is there, and before it takes the place of the old one. */
const watchModes = `
  const fs = require('node:fs');
  const { openSync, renameSync } = fs;
  const show = mode => fs.writeSync(1, mode.toString(8) + ' ');
  fs.openSync = (...given) => {
    const descriptor = openSync(...given);
    if (given[1] === 'wx') show(fs.fstatSync(descriptor).mode);
    return descriptor;
  };
  fs.renameSync = (from, to) => {
    show(fs.statSync(from).mode);
    renameSync(from, to);
  };`;

it('replaces the file behind links and leaves the links', () => {
  mkdirSync(join(folder, 'real'));
  writeFileSync(join(folder, 'real/ids.nix'), 'old');
  symlinkSync('real/ids.nix', join(folder, 'first'));
  symlinkSync('first', join(folder, 'second'));
  replaceFile(join(folder, 'second'), 'new');
  expect(lstatSync(join(folder, 'second')).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(folder, 'real/ids.nix'), 'latin1')).toBe('new');
  expect(readdirSync(folder).sort()).toEqual(['first', 'real', 'second']);
  // A link to a file that is not there yet.
  symlinkSync('real/later.nix', join(folder, 'third'));
  replaceFile(join(folder, 'third'), 'new');
  expect(readFileSync(join(folder, 'real/later.nix'), 'latin1')).toBe('new');
});

it('writes to what is not a regular file', () => {
  replaceFile('/dev/null', 'gone');
  const pipe = join(folder, 'pipe');
  expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
  expect(isStream(pipe)).toBe(true);
  expect(isStream(folder)).toBe(false);
  expect(isStream(join(folder, 'missing'))).toBe(false);
  expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
});

it('takes names of any bytes', () => {
  const name = `${folder}/\xc3\xa9 "$(x)\n`;
  replaceFile(name, 'content');
  expect(readFileSync(Buffer.from(name, 'latin1'), 'latin1')).toBe('content');
});

it('says why it cannot write, and leaves the old content', () => {
  mkdirSync(join(folder, 'place'));
  const message = (path: string) => {
    try {
      replaceFile(path, 'x');
      return undefined;
    } catch (error) {
      expect(error).toBeInstanceOf(InputError);
      return (error as InputError).message;
    }
  };
  expect(message(join(folder, 'place'))).toContain('it is a folder');
  expect(message(join(folder, 'missing/ids.nix'))).toContain('its folder does not exist');
  symlinkSync('loop', join(folder, 'loop'));
  expect(message(join(folder, 'loop'))).toContain('circle');
  expect(readdirSync(folder).sort()).toEqual(['loop', 'place']);
});

it('adds to what a descriptor of this process is open for, and empties it not', () => {
  const log = join(folder, 'log');
  writeFileSync(log, 'before\n');
  const descriptor = openSync(log, 'a');
  try {
    symlinkSync(`/dev/fd/${descriptor}`, join(folder, 'link'));
    for (const path of [`/dev/fd/${descriptor}`, `/proc/self/fd/${descriptor}`, join(folder, 'link')]) {
      replaceFile(path, 'more\n');
    }
  } finally {
    closeSync(descriptor);
  }
  expect(readFileSync(log, 'utf8')).toBe('before\nmore\nmore\nmore\n');
});
