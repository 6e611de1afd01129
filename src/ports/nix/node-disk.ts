import * as fs from 'node:fs';
import type { Disk, EntryKind } from '../../nix/index.ts';
import { watchMemory } from '../memory-guard.ts';

/** The number of `/dev/null`, the one device that ends. */
const nullDevice = 0x103;

/** The disk of this machine, as the evaluator reads it. */
export const nodeDisk: Disk = {
  read(path, sizeLimit) {
    const name = diskPath(path);
    const status = fs.statSync(name);
    if (status.isDirectory()) return { refused: 'folder' };
    if (!status.isFile()) {
      return status.isCharacterDevice() && status.rdev === nullDevice ? { text: '' } : { refused: 'special' };
    }
    const text = status.size > sizeLimit ? undefined : readWhole(name, status.size, sizeLimit);
    watchMemory(text?.length);
    return text === undefined ? { refused: 'too-large' } : { text };
  },
  kind(path) {
    const status = fs.lstatSync(diskPath(path), { throwIfNoEntry: false });
    return status && kindOf(status);
  },
  list: path =>
    fs
      .readdirSync(diskPath(path), { encoding: 'latin1', withFileTypes: true })
      .map(entry => [entry.name, kindOf(entry)] as const),
  readLink: path => fs.readlinkSync(diskPath(path), { encoding: 'latin1' }),
  isExecutable: path => (fs.statSync(diskPath(path)).mode & 0o100) !== 0,
  realPath: path => fs.realpathSync.native(diskPath(path), 'latin1'),
};

/**
 * The whole of a file; undefined when there is more than the limit. Opened without blocking: what the name means may
 * have changed since it was looked at. Files such as those in /proc say that they are empty.
 */
function readWhole(name: string | Buffer, size: number, sizeLimit: number): string | undefined {
  const file = fs.openSync(name, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
  try {
    const chunks: string[] = [];
    let total = 0;
    let buffer = Buffer.allocUnsafe(Math.max(4096, size + 1));
    for (;;) {
      const count = fs.readSync(file, buffer, 0, buffer.length, null);
      if (count === 0) break;
      total += count;
      if (total > sizeLimit) return undefined;
      chunks.push(buffer.toString('latin1', 0, count));
      if (count === buffer.length) buffer = Buffer.allocUnsafe(65536);
    }
    return chunks.length === 1 ? (chunks[0] as string) : chunks.join('');
  } finally {
    fs.closeSync(file);
  }
}

function kindOf(entry: { isFile(): boolean; isDirectory(): boolean; isSymbolicLink(): boolean }): EntryKind {
  if (entry.isFile()) return 'regular';
  if (entry.isDirectory()) return 'directory';
  return entry.isSymbolicLink() ? 'symlink' : 'unknown';
}

/** A byte string as the system takes it: its bytes, unchanged. */
function diskPath(path: string): string | Buffer {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the test is for ASCII, control characters included
  return /^[\x00-\x7f]*$/.test(path) ? path : Buffer.from(path, 'latin1');
}
