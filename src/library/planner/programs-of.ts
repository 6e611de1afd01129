import type { Highs } from 'highs';
import { solveProgram } from '../../ports/highs/solve-program.ts';
import type { IntegerProgramSolver } from '../../solve/index.ts';

/**
 * A solver of integer programs made of HiGHS, loaded by the caller, on the caller's thread: a run ends with its time
 * limit, or with the worker that it is in. Its memory only grows, so a worker is better replaced after large runs.
 *
 * @example
 * openPlanner(sources, { programs: programsOf(await loadHighs()) }) // loadHighs: the default export of `highs`
 */
export function programsOf(highs: Highs): IntegerProgramSolver {
  return (program, seconds) => {
    try {
      return solveProgram(highs, program, seconds);
    } catch {
      // As with a thread that fails: planners go on with what they have.
      return undefined;
    }
  };
}
