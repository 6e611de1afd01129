import { didYouMean } from '../base/suggest.ts';
import { EvaluationError } from './error.ts';
import type { Files, ReadStream, Settings } from './host.ts';
import { realPath, realPathOfEntry } from './real-path.ts';
import type { Disk, EntryKind, Refusal } from './world.ts';

/** The largest file that is read: far above any model, and far below what a JavaScript string can hold. */
const sizeLimit = 256 * 1024 * 1024;

/**
 * The part of the disk that an evaluation may read. With `allowedFolders` (`--restrict-eval`) a path is refused, with
 * an error of kind `forbidden-file`, unless it lies in one of them after all symbolic links are resolved; whether it
 * exists is not told either. Only regular files are read, for a device or a pipe could block or never end, and what
 * `readStream` answers for.
 */
export function createFiles(
  disk: Disk,
  settings: Pick<Settings, 'allowedFolders'> = {},
  readStream?: ReadStream,
): Files {
  return new CheckedFiles(disk, settings.allowedFolders, readStream);
}

class CheckedFiles implements Files {
  readonly #disk: Disk;
  readonly #allowed: readonly string[] | undefined;
  readonly #readStream: ReadStream | undefined;

  constructor(disk: Disk, allowed: readonly string[] | undefined, readStream: ReadStream | undefined) {
    this.#disk = disk;
    this.#allowed = allowed?.map(folder => realPath(disk, folder));
    this.#readStream = readStream;
  }

  read(path: string): string {
    const stream = this.#readStream?.(path);
    if (stream !== undefined) return stream.text;
    this.#check(path, true);
    return this.#attempt('opening file', path, () => {
      const result = this.#disk.read(path, sizeLimit);
      if ('refused' in result) throw refusals[result.refused](path);
      return result.text;
    });
  }

  exists(path: string): boolean {
    this.#check(path, true);
    try {
      return this.#disk.kind(path) !== undefined;
    } catch {
      return false; // Nix, too, takes what it may not look at for missing
    }
  }

  kind(path: string): EntryKind | undefined {
    this.#check(path, false);
    try {
      return this.#disk.kind(path);
    } catch (error) {
      if (errorCode(error) === 'ENOTDIR') return undefined;
      throw systemError('getting status of', path, error);
    }
  }

  list(path: string): readonly (readonly [name: string, kind: EntryKind])[] {
    this.#check(path, true);
    return this.#attempt('opening directory', path, () =>
      this.#disk.list(path).toSorted(([a], [b]) => (a < b ? -1 : 1)),
    );
  }

  /** Refused where the link leads outside, too: that a folder has such a link would be told by its store path. */
  readLink(path: string): string {
    this.#check(path, true);
    return this.#attempt('reading symbolic link', path, () => this.#disk.readLink(path));
  }

  isExecutable(path: string): boolean {
    this.#check(path, true);
    return this.#attempt('getting status of', path, () => this.#disk.isExecutable(path));
  }

  /** Refuses what lies outside the allowed folders. `follow`: whether a link at the end of the path is followed. */
  #check(path: string, follow: boolean): void {
    const allowed = this.#allowed;
    if (allowed === undefined) return;
    const real = follow ? realPath(this.#disk, path) : realPathOfEntry(this.#disk, path);
    if (!allowed.some(folder => real === folder || folder === '/' || real.startsWith(`${folder}/`))) {
      throw forbidden(path, real, allowed);
    }
  }

  /** Runs an operation on the disk; an error of the system becomes one of the evaluation. */
  #attempt<T>(what: string, path: string, operation: () => T): T {
    try {
      return operation();
    } catch (error) {
      if (error instanceof EvaluationError) throw error;
      throw systemError(what, path, error, () => this.#suggest(path));
    }
  }

  /** "did you mean" over the names of the nearest folder that exists and may be read. */
  #suggest(path: string): string | undefined {
    const parts = path.split('/');
    while (parts.length > 1) {
      const name = parts.pop() ?? '';
      const folder = parts.join('/') || '/';
      try {
        this.#check(folder, true);
        return didYouMean(
          name,
          this.#disk.list(folder).map(([entry]) => entry),
        );
      } catch {
        // Not a folder, or not to be read: try the one above.
      }
    }
    return undefined;
  }
}

/** What is not there is told apart from what is there and cannot be read. */
function systemError(
  what: string,
  path: string,
  error: unknown,
  suggest: () => string | undefined = () => undefined,
): EvaluationError {
  const message = `${what} '${path}': ${describeError(error)}`;
  const code = errorCode(error);
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new EvaluationError('missing-file', message, undefined, suggest());
  // No file has a name with a zero in it.
  if (code === 'ERR_INVALID_ARG_VALUE') return new EvaluationError('missing-file', message);
  const hint = code === 'EACCES' || code === 'EPERM' ? 'it is there, but this user may not read it' : undefined;
  return new EvaluationError('cannot-read', message, undefined, hint);
}

const refusals: Readonly<Record<Refusal, (path: string) => EvaluationError>> = {
  folder: path => new EvaluationError('missing-file', `reading file '${path}': it is a folder`),
  special: path => {
    const message = `'${path}' is not a regular file, so it is not read`;
    return new EvaluationError('invalid-argument', message, undefined, 'devices and pipes may never end');
  },
  'too-large': path => {
    const message = `'${path}' is larger than ${sizeLimit / 1024 / 1024} MiB, so it is not read`;
    return new EvaluationError('invalid-argument', message);
  },
};

function forbidden(path: string, real: string, allowed: readonly string[]): EvaluationError {
  const through = real === path ? '' : ` (which is '${real}')`;
  const folders = allowed.map(folder => `'${folder}'`).join(', ');
  const rule = allowed.length === 0 ? 'this evaluation may read no file at all' : `only ${folders} may be read`;
  const message = `access to '${path}'${through} is forbidden: ${rule}`;
  return new EvaluationError('forbidden-file', message, undefined, undefined, { kind: 'readable-folder' });
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
