import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { toBytes } from '../base/bytes.ts';
import { InputError } from '../base/diagnostic.ts';
import { watchMemory } from './memory-guard.ts';

/** The text of something that can be read only once, and where relative paths in it start. */
export interface Stream {
  readonly text: string;
  readonly folder: string;
}

/**
 * What was read, by name. A run that is repeated in a thread with a larger stack gets it from the first one: see
 * `run-deep.ts`.
 */
export function alreadyRead(): Map<string, string> {
  read ??= (workerData as { alreadyRead?: Map<string, string> } | null)?.alreadyRead ?? new Map();
  return read;
}

let read: Map<string, string> | undefined;

/** All of standard input (byte string). */
export function readStandardInput(): string {
  return readOnce('standard input', 0);
}

/**
 * What a path means that leads to a pipe: `<(command)` in a shell, `/dev/stdin`, a named pipe. Undefined for anything
 * else. A named pipe lies in a folder; for a descriptor of the process relative paths start in `currentFolder`.
 */
export function readStream(path: string, currentFolder: string): Stream | undefined {
  const descriptor = descriptorOf(path);
  try {
    if (descriptor === undefined && !statSync(Buffer.from(path, 'latin1')).isFIFO()) return undefined;
    if (descriptor !== undefined && fstatSync(descriptor).isFile()) return undefined;
  } catch {
    return undefined; // It does not exist: whoever reads it as a file says so.
  }
  if (descriptor === 0) return { text: readStandardInput(), folder: currentFolder };
  if (descriptor !== undefined) return { text: readOnce(path, descriptor), folder: currentFolder };
  return { text: readOnce(path, Buffer.from(path, 'latin1')), folder: path.slice(0, path.lastIndexOf('/')) || '/' };
}

/** The open file of this process that a path names. */
export function descriptorOf(path: string): number | undefined {
  const standard = ['/dev/stdin', '/dev/stdout', '/dev/stderr'].indexOf(path);
  if (standard >= 0) return standard;
  const number = /^\/(?:dev|proc\/self)\/fd\/(\d{1,9})$/.exec(path)?.[1];
  return number === undefined ? undefined : Number(number);
}

function readOnce(name: string, from: number | Buffer): string {
  const known = alreadyRead().get(name);
  if (known !== undefined) return known;
  try {
    const text = readPieces(from);
    alreadyRead().set(name, text);
    watchMemory(text.length);
    return text;
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    const reasons = new Map([
      ['EISDIR', 'it is a folder'],
      ['ERR_STRING_TOO_LONG', 'it is too large'],
      ['ERR_FS_FILE_TOO_LARGE', 'it is too large'],
      ['Invalid string length', 'it is too large'],
    ]);
    const reason = reasons.get(code === '' ? message : code) ?? toBytes(message);
    throw new InputError([{ severity: 'error', code: 'cannot-read', message: `cannot read ${name}: ${reason}` }]);
  }
}

/** What a pipe gives at once. */
const pieceSize = 1 << 16;

/** All that comes until the end (byte string). Piece by piece, which copies each byte once less than `readFileSync`. */
function readPieces(from: number | Buffer): string {
  const descriptor = typeof from === 'number' ? from : openSync(from, 'r');
  try {
    const bytes = Buffer.allocUnsafe(pieceSize);
    const pieces: string[] = [];
    for (let read = readSync(descriptor, bytes); read > 0; read = readSync(descriptor, bytes)) {
      pieces.push(bytes.toString('latin1', 0, read));
    }
    return pieces.join('');
  } finally {
    if (descriptor !== from) closeSync(descriptor);
  }
}
