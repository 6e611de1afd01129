import { createRequire } from 'node:module';
import type { IntegerProgram, ProgramAnswer } from '../../solve/index.ts';
import { answerCalls } from '../answer-calls.ts';
import { solveProgram } from './solve-program.ts';

/** What the thread is called with. */
export interface HighsCall {
  readonly program: IntegerProgram;
  /** When the search has to be over, in milliseconds since 1970: loading HiGHS takes time, too. */
  readonly deadline: number;
  /** The file of the package `highs`: a thread made of text has no folder of its own to look for it from. */
  readonly library: string;
}

/** Loads HiGHS, solves one program, and ends. */
answerCalls(async ({ program, deadline, library }: HighsCall): Promise<ProgramAnswer> => {
  const { default: load }: typeof import('highs') = createRequire(library)(library);
  const highs = await load();
  return solveProgram(highs, program, Math.max(0.01, (deadline - Date.now()) / 1000));
});
