import { homedir } from 'node:os';
import { workerData } from 'node:worker_threads';
import { toBytes } from '../../base/bytes.ts';
import { createHost, type Host, type HostOptions } from '../../nix/index.ts';
import { nodeDisk } from './node-disk.ts';
import { createNodeHash } from './node-hash.ts';
import { nodeMemory } from './node-memory.ts';
import { showTraceLine } from './show-trace-line.ts';

/** What a run may set of its own; the rest is that of this machine. */
export type NodeHostOptions = Partial<HostOptions>;

/**
 * A host for one evaluation on this machine: its disk, hashes, memory, system and home folder, and lines of `trace` on
 * stderr.
 * @example
 * createNodeHost().evaluateText('sum', '1 + 2', '/') // 3
 */
export function createNodeHost(options: NodeHostOptions = {}): Host {
  return createHost({
    disk: nodeDisk,
    createHash: createNodeHash,
    memory: nodeMemory,
    warn: showTraceLine,
    system: systemOfMachine(),
    home: toBytes(homedir()),
    get hasLargestStack() {
      return isDeepRun();
    },
    elapsed: elapsedBefore(),
    ...options,
  });
}

/** Whether this thread has the large stack (`src/cli/run-deep.ts`): there is no further one to try when it is full. */
const isDeepRun = (): boolean => (workerData as { isDeepRun?: boolean } | null)?.isDeepRun === true;

/**
 * Milliseconds since the start of the run which this one repeats, that of the thread among them: the time limit of an
 * evaluation holds for all together.
 */
function elapsedBefore(): number {
  const start = (workerData as { startOfRun?: number } | null)?.startOfRun;
  return start === undefined ? 0 : performance.timeOrigin + performance.now() - start;
}

/** The machine in the words of Nix. */
function systemOfMachine(): string {
  const processors: Partial<Record<NodeJS.Architecture, string>> = { x64: 'x86_64', arm64: 'aarch64', ia32: 'i686' };
  return `${processors[process.arch] ?? process.arch}-${process.platform === 'darwin' ? 'darwin' : 'linux'}`;
}
