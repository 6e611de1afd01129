import { fromBytes } from '../../base/bytes.ts';
import { createHost, type Disk, EvaluationError, type Host, type HostOptions } from '../../nix/index.ts';

/** A host where there is no Node: without files and hashes, and so without store paths. */
export function createBareHost(options: Partial<HostOptions>): Host {
  return createHost({
    disk: emptyDisk,
    createHash: () => {
      throw new EvaluationError('not-supported', 'hashes and store paths are computed in Node only');
    },
    memory: { limit: Number.POSITIVE_INFINITY, used: () => 0 },
    warn: line => console.warn(fromBytes(line)),
    system: 'x86_64-linux',
    home: '/',
    ...options,
  });
}

const missing = (path: string): never => {
  throw Object.assign(new Error(`there is no ${path}: files can be read in Node only`), { code: 'ENOENT' });
};

const emptyDisk: Disk = {
  read: missing,
  kind: () => undefined,
  list: missing,
  readLink: missing,
  isExecutable: missing,
  realPath: missing,
};
