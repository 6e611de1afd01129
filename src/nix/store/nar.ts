import { EvaluationError } from '../error.ts';
import type { Files, PathFilter } from '../host.ts';
import type { RunningHash } from './hash.ts';

/** Hashes the NAR archive of a file or folder without holding the archive: the digest (byte string). */
export function hashNar(hash: RunningHash, files: Files, path: string, filter?: PathFilter): string {
  const sink = new DigestSink(hash);
  writeNar(files, path, chunk => sink.write(chunk), filter);
  return sink.finish();
}

/**
 * Writes the NAR (Nix archive) of a file, folder or link: names in byte order, the executable bit, link targets,
 * nothing else. Links are not followed. Each string is preceded by its length (64 bits, little endian) and padded to 8
 * bytes.
 */
function writeNar(files: Files, path: string, write: (chunk: string) => void, filter?: PathFilter): void {
  write(frame('nix-archive-1'));
  writeNode(files, path, write, filter);
}

function writeNode(files: Files, path: string, write: (chunk: string) => void, filter?: PathFilter): void {
  const kind = files.kind(path);
  switch (kind) {
    case 'regular': {
      const executable = files.isExecutable(path) ? frames.executable : '';
      const contents = files.read(path);
      write(`${frames.regular}${executable}${frames.contents}${littleEndian(contents.length)}`);
      write(contents);
      write(padding(contents.length) + frames.close);
      return;
    }
    case 'symlink':
      write(frames.symlink + frame(files.readLink(path)) + frames.close);
      return;
    case 'directory':
      write(frames.directory);
      for (const [name, entryKind] of files.list(path)) {
        const entry = path === '/' ? `/${name}` : `${path}/${name}`;
        if (filter && !filter(entry, entryKind)) continue;
        write(frames.entry + frame(name) + frames.node);
        writeNode(files, entry, write, filter);
        write(frames.close);
      }
      write(frames.close);
      return;
    case 'unknown':
      throw new EvaluationError('invalid-argument', `file '${path}' has an unsupported type`);
    case undefined:
      throw new EvaluationError('missing-file', `getting status of '${path}': No such file or directory`);
  }
}

function frame(text: string): string {
  return littleEndian(text.length) + text + padding(text.length);
}

function padding(length: number): string {
  return '\0'.repeat((8 - (length % 8)) % 8);
}

function littleEndian(length: number): string {
  let bytes = '';
  for (let rest = length, i = 0; i < 8; i++) {
    bytes += String.fromCharCode(rest % 256);
    rest = Math.floor(rest / 256);
  }
  return bytes;
}

const joined = (...texts: readonly string[]) => texts.map(frame).join('');

const frames = {
  regular: joined('(', 'type', 'regular'),
  executable: joined('executable', ''),
  contents: frame('contents'),
  symlink: joined('(', 'type', 'symlink', 'target'),
  directory: joined('(', 'type', 'directory'),
  entry: joined('entry', '(', 'name'),
  node: frame('node'),
  close: frame(')'),
};

/** As much as is hashed at once: many small updates cost more than the hashing, and so does one of many megabytes. */
const portion = 65536;

/** Collects small pieces and cuts large ones before they are hashed. */
class DigestSink {
  readonly #hash: RunningHash;
  #pending = '';

  constructor(hash: RunningHash) {
    this.#hash = hash;
  }

  write(chunk: string): void {
    if (chunk.length < portion) {
      this.#pending += chunk;
      if (this.#pending.length >= portion) this.#flush();
      return;
    }
    this.#flush();
    for (let i = 0; i < chunk.length; i += portion) this.#hash.update(chunk.slice(i, i + portion));
  }

  finish(): string {
    this.#flush();
    return this.#hash.digest();
  }

  #flush(): void {
    this.#hash.update(this.#pending);
    this.#pending = '';
  }
}
