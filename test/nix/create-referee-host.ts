import type { Host } from '../../src/nix/index.ts';
import { createNodeHost, type NodeHostOptions } from '../../src/ports/nix/create-node-host.ts';

/** A host that speaks the language of Nix 2.8, which the installed referee speaks. */
export function createRefereeHost(options: NodeHostOptions = {}): Host {
  return createNodeHost({ nixVersion: '2.8', ...options });
}
