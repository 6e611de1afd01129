import { createRequire } from 'node:module';
import type { IntegerProgram, ProgramAnswer } from '../../solve/index.ts';
import { answerCall } from '../answer-call.ts';
import { solveProgram } from './solve-program.ts';

/** What the thread is called with. */
export interface HighsCall {
  readonly program: IntegerProgram;
  /** The longest time to search. */
  readonly seconds: number;
  /** The file of the package `highs`: a thread made of text has no folder of its own to look for it from. */
  readonly library: string;
}

/** Loads HiGHS, solves one program, and ends. */
void answerCall(async ({ program, seconds, library }: HighsCall): Promise<ProgramAnswer> => {
  const { default: load }: typeof import('highs') = createRequire(library)(library);
  const highs = await load();
  return solveProgram(highs, program, seconds);
});
