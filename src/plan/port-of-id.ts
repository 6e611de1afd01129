import type { Pool } from '../model/id-resources.ts';
import type { Port } from '../model/port.ts';

/** What an id of a pool of ports takes: the numbers of its block, on the pool's protocols and all addresses. O(1). */
export function portOfId(id: number, { block, protocols }: Pool): Port {
  return { from: id, to: id + block - 1, protocols, address: undefined };
}
