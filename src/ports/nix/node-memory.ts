import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Memory } from '../../nix/index.ts';
import { watchMemory } from '../memory-guard.ts';

let collectGarbage: (() => void) | undefined;

/** The heap of this thread; `--max-old-space-size` sets its limit. */
export const nodeMemory: Memory = {
  get limit() {
    return getHeapStatistics().heap_size_limit;
  },
  used: () => {
    watchMemory();
    return getHeapStatistics().used_heap_size;
  },
  collect: () => {
    collectGarbage ??= findCollector();
    collectGarbage();
  },
};

/** V8 shows its collector to contexts that are made under this flag, and to no others. */
function findCollector(): () => void {
  setFlagsFromString('--expose-gc');
  const collector: unknown = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  return typeof collector === 'function' ? () => collector() : () => {};
}
