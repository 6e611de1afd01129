import { createFiles } from '../../../src/nix/files.ts';
import type { Host } from '../../../src/nix/host.ts';
import { Limits } from '../../../src/nix/limits.ts';
import { createVirtualStore } from '../../../src/nix/store/virtual-store.ts';
import { AttributeSetValue } from '../../../src/nix/value.ts';
import { nodeDisk } from '../../../src/ports/nix/node-disk.ts';
import { createNodeHash } from '../../../src/ports/nix/node-hash.ts';
import { nodeMemory } from '../../../src/ports/nix/node-memory.ts';

/** A host with a disk and a store and nothing else: enough to hash, coerce and write. */
export function createStoreHost(): Host & { readonly warnings: string[] } {
  const store = createVirtualStore(createFiles(nodeDisk), createNodeHash);
  const warnings: string[] = [];
  const refuse = (): never => {
    throw new Error('this host evaluates nothing');
  };
  return {
    settings: { nixVersion: '2.8', system: 'x86_64-linux', searchPath: [], environment: {}, home: '/home/user' },
    limits: new Limits({}, nodeMemory),
    files: store.files,
    store,
    warnings,
    importFile: refuse,
    evaluateText: refuse,
    delayText: refuse,
    findFile: refuse,
    builtins: AttributeSetValue.empty,
    warn: text => warnings.push(text),
    createHash: createNodeHash,
    memory: nodeMemory,
  };
}
