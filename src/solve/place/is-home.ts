// `!` in this file only marks reads of typed arrays inside their bounds.

import type { Moves } from './place-problem.ts';

/** Whether a node, or one of its class, has a label now. O(homes of the class). */
export function isHome({ classOf, homes }: Moves, node: number, label: number): boolean {
  const its = classOf[node]!;
  for (let i = homes.start[its]!; i < homes.start[its + 1]!; i++) if (homes.items[i] === label) return true;
  return false;
}
