import { resolvePath } from '../../base/path.ts';
import { EvaluationError } from '../error.ts';
import { expectText } from '../expect.ts';
import type { Host } from '../host.ts';
import { parseHash } from '../store/hash.ts';
import { makeFixedOutputPath } from '../store/store-path.ts';
import { AttributeSetValue, ContextString, force, lazy, type Slot } from '../value.ts';
import type { FlakeLock, LockedNode } from './flake-lock.ts';

/** Where the source of a flake is. */
export interface FlakeSource {
  /** The root of the source tree, an absolute path. */
  readonly folder: string;
  /** The folder of the flake inside it. */
  readonly dir?: string | undefined;
  /** Its path in the store of this machine, where it is there already. */
  readonly storePath?: string | undefined;
  /** What it is locked to. */
  readonly locked?: AttributeSetValue | undefined;
}

/** The folder that has the `flake.nix`. */
export function flakeFolder({ folder, dir }: FlakeSource): string {
  return dir === undefined ? folder : resolvePath(folder, dir);
}

/**
 * Where a locked source is on this machine: a folder that the lock file names, or the store path of its content;
 * undefined where it would have to be fetched. `folder` is that of the flake at the root.
 */
export function findSource(host: Host, lock: FlakeLock, node: LockedNode, folder: string): FlakeSource | undefined {
  const { locked } = node;
  if (locked === undefined) return { folder };
  const dir = textOf(locked, 'dir');
  const path = textOf(locked, 'path');
  if (textOf(locked, 'type') === 'path' && path !== undefined) {
    return {
      folder: path.startsWith('/') ? path : resolvePath(parentFolder(host, lock, node, folder), path),
      dir,
      locked,
    };
  }
  const narHash = textOf(locked, 'narHash');
  if (narHash === undefined) return undefined;
  const storePath = makeFixedOutputPath(host.createHash, true, parseHash(narHash, 'sha256'), 'source');
  return host.files.kind(storePath) === undefined ? undefined : { folder: storePath, dir, storePath, locked };
}

function parentFolder(host: Host, lock: FlakeLock, node: LockedNode, folder: string): string {
  const parent = node.parent.length === 0 ? undefined : lock.follow(node.parent);
  if (parent === undefined || parent === node) return folder;
  const source = findSource(host, lock, parent, folder);
  if (source !== undefined) return flakeFolder(source);
  throw new EvaluationError('not-supported', `the flake '${node.parent.join('/')}' would have to be fetched`);
}

const copied = ['lastModified', 'narHash', 'rev', 'revCount'] as const;

/**
 * `sourceInfo`: the path of the whole source in the store, and what the lock file knows. The folder is hashed when the
 * path is asked for.
 */
export function describeSource(host: Host, source: FlakeSource): AttributeSetValue {
  const { folder, storePath, locked } = source;
  const outPath = lazy(() => {
    const path = storePath ?? host.store.addPath(folder, 'source');
    return new ContextString(path, new Set([path]));
  });
  const entries: (readonly [string, Slot])[] = [['outPath', outPath]];
  for (const name of copied) {
    const slot = locked?.get(name);
    if (slot !== undefined) entries.push([name, slot]);
  }
  const rev = locked && textOf(locked, 'rev');
  if (rev !== undefined) entries.push(['shortRev', rev.slice(0, 7)]);
  const time = force(locked?.get('lastModified') ?? null);
  if (typeof time === 'number') entries.push(['lastModifiedDate', writeDate(time)]);
  return AttributeSetValue.from(entries);
}

/** The `outPath` of a flake: the folder of its `flake.nix`, inside the source that `sourceInfo` describes. */
export function outPathOf({ dir }: FlakeSource, sourceInfo: AttributeSetValue): Slot {
  const root = sourceInfo.get('outPath') as Slot;
  if (dir === undefined) return root;
  return lazy(() => {
    const { text, context } = force(root) as ContextString;
    return new ContextString(`${text}/${dir}`, context);
  });
}

/** Seconds since 1970 as `20240131235959`. */
function writeDate(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 19).replace(/[-:T]/g, '');
}

function textOf(set: AttributeSetValue, name: string): string | undefined {
  const slot = set.get(name);
  return slot === undefined ? undefined : expectText(slot);
}
