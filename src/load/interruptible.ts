import { runHighsUntil } from '../ports/highs/run-highs.ts';
import type { IntegerProgramSolver, Timing } from '../solve/index.ts';
import type { World } from './world.ts';

/**
 * The options of a planner that make its search end with the best that it has when a signal comes, and go by the clock
 * of the world.
 */
export function interruptible(world: World): Timing & {
  readonly programs: IntegerProgramSolver;
  readonly isInterrupted: () => boolean;
} {
  const { isInterrupted } = world;
  return { programs: runHighsUntil(isInterrupted), isInterrupted, now: world.now };
}
