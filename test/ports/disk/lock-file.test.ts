import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { InputError } from '../../../src/base/diagnostic.ts';
import { withLockedFile } from '../../../src/ports/disk/lock-file.ts';
import { ownIdentity, ownToken, stateOf, stateOfToken } from '../../../src/ports/disk/process-identity.ts';
import { replaceFile } from '../../../src/ports/disk/replace-file.ts';
import { printMessages } from '../../../src/ports/print-messages.ts';
import { onFailingDisk } from './failing-disk.ts';

vi.mock('../../../src/ports/print-messages.ts', () => ({ printMessages: vi.fn() }));

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
  file = join(folder, 'ids.nix');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  vi.mocked(printMessages).mockReset();
});

/** The identity of a process of this machine that has ended. */
function deadOwner(): string {
  const pid = spawnSync(process.execPath, ['-e', '']).pid;
  return ownIdentity().replace(/;\d+;\d*(;[^;]*)$/, `;${pid};1$1`);
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

it('warns of a lock that cannot be removed, and gives the result all the same', async () => {
  // The first run in a folder looks for what killed ones left there.
  withLockedFile(file, 1, () => 'done');
  const { names } = await onFailingDisk(folder, undefined, async () => withLockedFile(file, 1, () => 'done'));
  const call = names.lastIndexOf('unlinkSync') + 1;
  const run = (action: () => string) =>
    onFailingDisk(folder, { call, fault: 'EIO' }, async () => withLockedFile(file, 1, action));
  expect((await run(() => 'done')).result).toBe('done');
  expect(readdirSync(folder)).toEqual(['ids.nix.lock']);
  const said = 'warning: what was to be done is done, but the lock "ids.nix.lock" cannot be removed (EIO) [lock-left]';
  expect(vi.mocked(printMessages).mock.calls).toEqual([[expect.stringContaining(said)]]);
  rmSync(`${file}.lock`);
  // Of what failed it is not said that it is done.
  const failing = () => {
    throw new RangeError('stack');
  };
  await expect(run(failing)).rejects.toThrow('stack');
  expect(vi.mocked(printMessages).mock.lastCall?.[0]).toMatch(/^warning: the lock "ids.nix.lock" cannot be removed/);
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
  expect(stateOf(own.replace(/;\d+(;[^;]*)$/, ';1$1'))).toBe('dead');
  const [machine, space, , ...rest] = own.split(';');
  expect(stateOf([machine, space, 'another-boot', ...rest].join(';'))).toBe(machine === '' ? 'unknown' : 'dead');
});

it('does not take a process of another machine that has the same name for one of its own', () => {
  const [, space, , pid, start, host] = ownIdentity().split(';');
  // Started at other times, so that no process here could be taken for it.
  expect(stateOf(['0123456789abcdef', space, 'another-boot', pid, '1', host].join(';'))).toBe('unknown');
  expect(stateOf(['', space, 'another-boot', pid, '1', host].join(';'))).toBe('unknown');
  // As earlier versions wrote it.
  expect(stateOf([host, space, 'another-boot', pid, start].join(';'))).toBe('unknown');
  expect(stateOf([host, ...ownIdentity().split(';').slice(1, 5)].join(';'))).toBe('alive');
  expect(stateOfToken(ownToken())).toBe('alive');
  expect(stateOfToken(ownToken().replace(/-\d*$/, '-1'))).toBe('dead');
  expect(stateOfToken(ownToken().replace(/^.{8}/, '01234567').replace(/-\d*$/, '-1'))).toBe('unknown');
  symlinkSync(['0123456789abcdef', space, 'another-boot', pid, '1', host].join(';'), `${file}.lock`);
  expect(() => withLockedFile(file, 0, () => 1)).toThrow(`is locked by process ${pid} on ${host}`);
  expect(readdirSync(folder)).toEqual(['ids.nix.lock']);
});

it('lets go of its own lock only, and writes nothing where another may have written', () => {
  const other = `elsewhere${ownIdentity()}`;
  expect(() =>
    withLockedFile(file, 0, lock => {
      lock.requireHeld();
      rmSync(`${file}.lock`);
      symlinkSync(other, `${file}.lock`);
      lock.requireHeld();
    }),
  ).toThrow('was removed by somebody while this run had it');
  expect(readlinkSync(`${file}.lock`)).toBe(other);
});

it('clears away what killed processes left, and nothing else', () => {
  const dead = deadOwner();
  const pid = dead.split(';')[3];
  const token = ownToken().replace(/-\d+-\d*$/, `-${pid}-1`);
  const living = `.ids.nix.dydisnix-${ownToken()}-0.tmp`;
  const elsewhere = `.ids.nix.dydisnix-${token.replace(/^.{8}/, '01234567')}-0.tmp`;
  writeFileSync(join(folder, `.ids.nix.dydisnix-${token}-0.tmp`), 'half a f');
  writeFileSync(join(folder, `.other.dydisnix-${token}-7.tmp`), 'half a p');
  for (const kept of [living, elsewhere, '.ids.nix.tmp']) writeFileSync(join(folder, kept), 'of somebody else');
  symlinkSync(dead, `${file}.lock.0123456789abcdef`);
  symlinkSync(ownIdentity(), `${file}.lock.fedcba9876543210`);
  withLockedFile(file, 1, () => 1);
  const left = [living, elsewhere, '.ids.nix.tmp', 'ids.nix.lock.fedcba9876543210'].sort();
  expect(readdirSync(folder).sort()).toEqual(left);
});

it('clears away what killed processes left of a file that needs no lock', () => {
  const token = ownToken().replace(/-\d+-\d*$/, `-${deadOwner().split(';')[3]}-1`);
  writeFileSync(join(folder, `.page.html.dydisnix-${token}-0.tmp`), '<htm');
  replaceFile(join(folder, 'page.html'), '<html>');
  expect(readdirSync(folder)).toEqual(['page.html']);
});
