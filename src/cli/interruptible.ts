import type { World } from '../load/world.ts';
import { runHighsUntil } from '../ports/highs/run-highs.ts';
import type { IntegerProgramSolver } from '../solve/index.ts';

/** The options of a planner that make its search end with the best that it has when a signal comes. */
export function interruptible({ isInterrupted }: World): {
  readonly programs: IntegerProgramSolver;
  readonly isInterrupted: () => boolean;
} {
  return { programs: runHighsUntil(isInterrupted), isInterrupted };
}
