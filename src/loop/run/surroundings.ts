import type { Look } from '../../base/look.ts';
import type { World } from '../../load/world.ts';
import type { RunProgram } from '../../ports/programs/run-program.ts';

/** What a loop has of the machine that it runs on; tests have clocks and programs of their own. */
export interface Surroundings {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds of a clock that nobody sets. */
  readonly elapsed: () => number;
  /** Minutes that the local time is ahead of UTC at that time. */
  readonly localOffset: (now: number) => number;
  /** Sleeps so many milliseconds. */
  readonly pause: (milliseconds: number) => void;
  /** Whether the loop is to end: asked between steps, never within one. */
  readonly isStopping: () => boolean;
  readonly run: RunProgram;
  /** Prints a line of the log (a byte string) at once. */
  readonly say: (line: string) => void;
  /** Asks whoever sits at the terminal; undefined where nobody does. */
  readonly ask: (text: (look: Look) => string) => boolean | undefined;
  readonly world: World;
}
