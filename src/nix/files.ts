import * as fs from 'node:fs';
import { didYouMean } from '../base/suggest.ts';
import { EvaluationError } from './error.ts';
import type { Files, ReadStream, Settings } from './host.ts';
import { linkLimit } from './path.ts';

type Kind = 'regular' | 'directory' | 'symlink' | 'unknown';

/** The largest file that is read: far above any model, and far below what a JavaScript string can hold. */
const sizeLimit = 256 * 1024 * 1024;

/** The number of `/dev/null`, the one device that ends. */
const nullDevice = 0x103;

/**
 * The disk, read synchronously. With `allowedFolders` (`--restrict-eval`) a path is refused, with an error of kind
 * `forbidden-file`, unless it lies in one of them after all symbolic links are resolved; whether it exists is not told either.
 * Only regular files are read, for a device or a pipe could block or never end, and what `readStream` answers for.
 */
export function createFiles(settings: Pick<Settings, 'allowedFolders'>, readStream?: ReadStream): Files {
  const allowed = settings.allowedFolders?.map(realPath);

  /** Refuses what lies outside the allowed folders. `follow`: whether a link at the end of the path is followed. */
  const check = (path: string, follow: boolean): void => {
    if (allowed === undefined) return;
    const real = follow ? realPath(path) : realPathOfEntry(path);
    if (!allowed.some(folder => real === folder || folder === '/' || real.startsWith(`${folder}/`))) {
      throw forbidden(path, real, allowed);
    }
  };

  /** "did you mean" over the names of the nearest folder that exists and may be read. */
  const nearest = (path: string): string | undefined => {
    const parts = path.split('/');
    while (parts.length > 1) {
      const name = parts.pop() ?? '';
      const folder = parts.join('/') || '/';
      try {
        check(folder, true);
        return didYouMean(
          name,
          readFolder(folder).map(entry => entry.name),
        );
      } catch {
        // Not a folder, or not to be read: try the one above.
      }
    }
    return undefined;
  };

  /** Runs an operation on the disk; an error of the system becomes one of the evaluation. */
  const attempt = <T>(what: string, path: string, operation: () => T): T => {
    try {
      return operation();
    } catch (error) {
      if (error instanceof EvaluationError) throw error;
      const isMissing = errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR';
      const hint = isMissing ? nearest(path) : undefined;
      throw new EvaluationError('missing-file', `${what} '${path}': ${describeError(error)}`, undefined, hint);
    }
  };

  return {
    read(path) {
      const stream = readStream?.(path);
      if (stream !== undefined) return stream.text;
      check(path, true);
      return attempt('opening file', path, () => readRegularFile(path));
    },
    exists(path) {
      check(path, true);
      try {
        return fs.lstatSync(diskPath(path), { throwIfNoEntry: false }) !== undefined;
      } catch {
        return false; // Nix, too, takes what it may not look at for missing
      }
    },
    kind(path) {
      check(path, false);
      try {
        const status = fs.lstatSync(diskPath(path), { throwIfNoEntry: false });
        return status && kindOf(status);
      } catch (error) {
        if (errorCode(error) === 'ENOTDIR') return undefined;
        throw new EvaluationError('missing-file', `getting status of '${path}': ${describeError(error)}`);
      }
    },
    list(path) {
      check(path, true);
      return attempt('opening directory', path, () =>
        readFolder(path)
          .map(entry => [entry.name, kindOf(entry)] as const)
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      );
    },
    readLink(path) {
      check(path, false);
      return attempt('reading symbolic link', path, () => fs.readlinkSync(diskPath(path), { encoding: 'latin1' }));
    },
    isExecutable(path) {
      check(path, true);
      return attempt('getting status of', path, () => (fs.statSync(diskPath(path)).mode & 0o100) !== 0);
    },
  };
}

function readRegularFile(path: string): string {
  const name = diskPath(path);
  const status = fs.statSync(name);
  if (status.isDirectory()) throw new EvaluationError('missing-file', `reading file '${path}': it is a folder`);
  if (!status.isFile()) {
    if (status.isCharacterDevice() && status.rdev === nullDevice) return '';
    const message = `'${path}' is not a regular file, so it is not read`;
    throw new EvaluationError('invalid-argument', message, undefined, 'devices and pipes may never end');
  }
  if (status.size > sizeLimit) throw tooLarge(path);
  // Without blocking: what the name means may have changed since. Files such as those in /proc say that they are empty.
  const file = fs.openSync(name, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
  try {
    const chunks: string[] = [];
    let total = 0;
    let buffer = Buffer.allocUnsafe(Math.max(4096, status.size + 1));
    for (;;) {
      const count = fs.readSync(file, buffer, 0, buffer.length, null);
      if (count === 0) break;
      total += count;
      if (total > sizeLimit) throw tooLarge(path);
      chunks.push(buffer.toString('latin1', 0, count));
      if (count === buffer.length) buffer = Buffer.allocUnsafe(65536);
    }
    return chunks.length === 1 ? (chunks[0] as string) : chunks.join('');
  } finally {
    fs.closeSync(file);
  }
}

function readFolder(
  path: string,
): { name: string; isFile(): boolean; isDirectory(): boolean; isSymbolicLink(): boolean }[] {
  return fs.readdirSync(diskPath(path), { encoding: 'latin1', withFileTypes: true });
}

function kindOf(entry: { isFile(): boolean; isDirectory(): boolean; isSymbolicLink(): boolean }): Kind {
  if (entry.isFile()) return 'regular';
  if (entry.isDirectory()) return 'directory';
  return entry.isSymbolicLink() ? 'symlink' : 'unknown';
}

/** A byte string as the system takes it: its bytes, unchanged. */
function diskPath(path: string): string | Buffer {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the test is for ASCII, control characters included
  return /^[\x00-\x7f]*$/.test(path) ? path : Buffer.from(path, 'latin1');
}

/** The path with all symbolic links resolved, as far as it exists; what is missing is added as it stands. */
function realPath(path: string): string {
  try {
    return fs.realpathSync.native(diskPath(path), 'latin1');
  } catch {
    return realPathByParts(path);
  }
}

/** As `realPath`, but a link at the end stays what it is. */
function realPathOfEntry(path: string): string {
  const match = /^(.*)\/([^/]+)$/.exec(path);
  const [, folder = '', name = ''] = match ?? [];
  if (!match || name === '.' || name === '..') return realPath(path);
  return join(realPath(folder || '/'), name);
}

function realPathByParts(path: string): string {
  const rest = path.split('/').reverse();
  let real = '/';
  let links = 0;
  while (rest.length > 0) {
    const part = rest.pop();
    if (part === undefined || part === '' || part === '.') continue;
    if (part === '..') {
      real = real.slice(0, real.lastIndexOf('/')) || '/';
      continue;
    }
    const next = join(real, part);
    const target = linkTarget(next);
    if (target === undefined) real = next;
    else {
      if (++links > linkLimit) return next;
      if (target.startsWith('/')) real = '/';
      rest.push(...target.split('/').reverse());
    }
  }
  return real;
}

function linkTarget(path: string): string | undefined {
  try {
    return fs.readlinkSync(diskPath(path), { encoding: 'latin1' });
  } catch {
    return undefined;
  }
}

const join = (folder: string, name: string): string => (folder === '/' ? `/${name}` : `${folder}/${name}`);

function forbidden(path: string, real: string, allowed: readonly string[]): EvaluationError {
  const through = real === path ? '' : ` (which is '${real}')`;
  const folders = allowed.map(folder => `'${folder}'`).join(', ');
  const message = `access to '${path}'${through} is forbidden: only ${folders || 'nothing'} may be read`;
  return new EvaluationError(
    'forbidden-file',
    message,
    undefined,
    'allow one more folder with -I FOLDER, or drop --restrict-eval',
  );
}

function tooLarge(path: string): EvaluationError {
  return new EvaluationError(
    'invalid-argument',
    `'${path}' is larger than ${sizeLimit / 1024 / 1024} MiB, so it is not read`,
  );
}

function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

const descriptions: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'No such file or directory'],
  ['ENOTDIR', 'Not a directory'],
  ['EACCES', 'Permission denied'],
  ['EISDIR', 'Is a directory'],
  ['EINVAL', 'Invalid argument'],
  ['ELOOP', 'Too many levels of symbolic links'],
  ['ENAMETOOLONG', 'File name too long'],
]);

function describeError(error: unknown): string {
  const code = errorCode(error);
  return (code && descriptions.get(code)) ?? (error instanceof Error ? error.message : String(error));
}
