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

/**
 * What is said where a search was interrupted before it had a plan: that it found none in time is not the reason then.
 * Undefined where that is not what happened.
 */
export function tellNoPlanYet({ kind }: { readonly kind: 'impossible' | 'unknown' }, world: World): string | undefined {
  return kind === 'unknown' && world.isInterrupted() ? 'interrupted: there is no plan yet\n' : undefined;
}
