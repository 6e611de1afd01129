import { resolvePath } from '../base/path.ts';
import type { SourceFile } from '../exchange/document/read-documents.ts';
import { createNodeHost } from '../ports/nix/create-node-host.ts';
import { readStream } from '../ports/read-stream.ts';
import type { World } from './world.ts';

/**
 * Files in formats of others (`-` is standard input), each with the absolute name that messages show.
 * @throws UserError for the first that cannot be read
 */
export function readSourceFiles(files: readonly string[], { folder, standardInput }: World): readonly SourceFile[] {
  const named = new Set(files.map(file => resolvePath(folder, file)));
  const host = createNodeHost({ readStream: path => (named.has(path) ? readStream(path, folder) : undefined) });
  return files.map(file => {
    if (file === '-') return { name: '<stdin>', text: standardInput() };
    const path = resolvePath(folder, file);
    return { name: path, text: host.files.read(path) };
  });
}
