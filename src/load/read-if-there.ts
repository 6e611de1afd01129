import { createNodeHost } from '../ports/nix/create-node-host.ts';

/**
 * The text of a regular file (absolute path, byte string), behind links perhaps; undefined where there is nothing.
 * @throws EvaluationError where it cannot be read
 */
export function readIfThere(path: string): string | undefined {
  const { files } = createNodeHost({});
  // What may not be looked at is not missing: what is deployed would be forgotten.
  return files.kind(path) === undefined ? undefined : files.read(path);
}
