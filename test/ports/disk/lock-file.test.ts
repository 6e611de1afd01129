import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { InputError } from '../../../src/base/diagnostic.ts';
import { withLockedFile } from '../../../src/ports/disk/lock-file.ts';
import { ownIdentity, stateOf } from '../../../src/ports/disk/process-identity.ts';
import { temporaryNames } from '../../../src/ports/disk/replace-file.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
  file = join(folder, 'ids.nix');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The identity of a process of this machine that has ended. */
function deadOwner(): string {
  const pid = spawnSync(process.execPath, ['-e', '']).pid;
  return ownIdentity().replace(/;\d+;\d*$/, `;${pid};1`);
}

it('holds the lock during the action only, and gives its result', () => {
  const during = withLockedFile(file, 1, () => {
    expect(stateOf(readlinkSync(`${file}.lock`))).toBe('alive');
    return readdirSync(folder);
  });
  expect(during).toEqual(['ids.nix.lock']);
  expect(readdirSync(folder)).toEqual([]);
});

it('says what is wrong with a path that leads nowhere', () => {
  symlinkSync('loop', join(folder, 'loop'));
  expect(() => withLockedFile(join(folder, 'loop'), 0, () => undefined)).toThrow('its symbolic links go in a circle');
  writeFileSync(file, '');
  expect(() => withLockedFile(join(file, 'x'), 0, () => undefined)).toThrow('a part of its path is not a folder');
  const long = join(folder, 'x'.repeat(300));
  expect(() => withLockedFile(long, 0, () => undefined)).toThrow('its name is too long');
});

it('lets go of the lock when the action fails', () => {
  expect(() =>
    withLockedFile(file, 1, () => {
      throw new RangeError('stack');
    }),
  ).toThrow('stack');
  expect(readdirSync(folder)).toEqual([]);
});

it('waits for a living owner, then gives up with a message', () => {
  symlinkSync(ownIdentity(), `${file}.lock`);
  expect(() => withLockedFile(file, 0.05, () => 1)).toThrow(InputError);
  expect(() => withLockedFile(file, 0, () => 1)).toThrow(`is locked by process ${process.pid}`);
  expect(readdirSync(folder)).toEqual(['ids.nix.lock']);
});

it('cannot judge an owner on another machine, nor something else of that name', () => {
  symlinkSync(`elsewhere${ownIdentity()}`, `${file}.lock`);
  expect(() => withLockedFile(file, 0, () => 1)).toThrow('is locked by process');
  rmSync(`${file}.lock`);
  writeFileSync(`${file}.lock`, 'mine');
  expect(() => withLockedFile(file, 0, () => 1)).toThrow('something that is not a lock');
});

it('removes the lock of a dead owner, also one that died while removing another', () => {
  const owner = deadOwner();
  expect(stateOf(owner)).toBe('dead');
  symlinkSync(owner, `${file}.lock`);
  expect(withLockedFile(file, 1, () => 1)).toBe(1);
  expect(readdirSync(folder)).toEqual([]);
  symlinkSync(owner, `${file}.lock`);
  const hash = createHash('sha256').update(owner).digest('hex').slice(0, 16);
  symlinkSync(deadOwner(), `${file}.lock.${hash}`);
  expect(withLockedFile(file, 1, () => 2)).toBe(2);
  expect(readdirSync(folder)).toEqual([]);
});

it('tells an owner from a later process with the same number, and from an earlier boot', () => {
  const own = ownIdentity();
  expect(stateOf(own)).toBe('alive');
  expect(stateOf(own.replace(/;\d+$/, ';1'))).toBe('dead');
  const [host, space, , ...rest] = own.split(';');
  expect(stateOf([host, space, 'another-boot', ...rest].join(';'))).toBe('dead');
});

it('clears away what killed processes left, and nothing else', () => {
  const dead = deadOwner();
  const pid = dead.split(';')[3];
  const { prefix, suffix } = temporaryNames(file);
  writeFileSync(join(folder, `${prefix}${pid}-1-0${suffix}`), 'half a f');
  writeFileSync(join(folder, `${prefix}${process.pid}--0${suffix}`), 'a living one');
  writeFileSync(join(folder, '.ids.nix.tmp'), 'not ours');
  symlinkSync(dead, `${file}.lock.0123456789abcdef`);
  symlinkSync(ownIdentity(), `${file}.lock.fedcba9876543210`);
  withLockedFile(file, 1, () => 1);
  expect(readdirSync(folder).sort()).toEqual(
    ['.ids.nix.tmp', `${prefix}${process.pid}--0${suffix}`, 'ids.nix.lock.fedcba9876543210'].sort(),
  );
});
