import { getHeapStatistics } from 'node:v8';
import type { Memory } from '../../nix/index.ts';

/** The heap of this thread; `--max-old-space-size` sets its limit. */
export const nodeMemory: Memory = {
  get limit() {
    return getHeapStatistics().heap_size_limit;
  },
  used: () => getHeapStatistics().used_heap_size,
};
