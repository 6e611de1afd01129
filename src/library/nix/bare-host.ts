import { fromBytes } from '../../base/bytes.ts';
import { createHost, type Host, type HostOptions } from '../../nix/index.ts';
import { createMemoryDisk } from '../../ports/browser/memory-disk.ts';
import { createPureHash } from '../../ports/browser/pure-hash.ts';

/** A host that asks nothing of Node: its only files are those given, absolute path → contents (byte strings). */
export function createBareHost(options: Partial<HostOptions>, files: ReadonlyMap<string, string>): Host {
  return createHost({
    disk: createMemoryDisk(files),
    createHash: createPureHash,
    memory: { limit: Number.POSITIVE_INFINITY, used: () => 0 },
    warn: line => console.warn(fromBytes(line)),
    system: 'x86_64-linux',
    home: '/',
    ...options,
  });
}
