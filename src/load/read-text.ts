import { createNodeHost } from '../ports/nix/create-node-host.ts';

/** The text of a file (absolute path, byte string). @throws EvaluationError where it cannot be read */
export function readText(path: string): string {
  return createNodeHost({}).files.read(path);
}
