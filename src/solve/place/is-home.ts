// `!` in this file only marks reads of typed arrays inside their bounds.

import type { Moves } from './place-problem.ts';

/** Whether a node, or one of its class, has a label now. O(homes of the class). */
export function isHome(moves: Moves, node: number, label: number): boolean {
  return homeAt(moves, node, label) >= 0;
}

/** The place of a label among the homes of all classes, as one of the class of a node; -1 for none. O(homes). */
export function homeAt({ classOf, homes }: Moves, node: number, label: number): number {
  const its = classOf[node]!;
  for (let i = homes.start[its]!; i < homes.start[its + 1]!; i++) if (homes.items[i] === label) return i;
  return -1;
}
