import { createRequire } from 'node:module';
import type { IntegerProgram, ProgramAnswer } from '../../solve/index.ts';
import { answerCall } from '../answer-call.ts';

/** What the thread is called with. */
export interface HighsCall {
  readonly program: IntegerProgram;
  /** The longest time to search. */
  readonly seconds: number;
  /** The file of the package `highs`: a thread made of text has no folder of its own to look for it from. */
  readonly library: string;
}

/** `primal_solution_status` of a solution that obeys all rows. */
const feasible = 2;

/** Loads HiGHS, solves one program, and ends. */
void answerCall(async ({ program, seconds, library }: HighsCall): Promise<ProgramAnswer> => {
  const { default: load }: typeof import('highs') = createRequire(library)(library);
  const highs = await load();
  const { cost, upper, binaries, rowStart, rowColumn, rowValue, rowLower, rowUpper, start, gap = 0.999 } = program;
  const { integer, continuous } = highs.constants.variableType;
  const model = highs.createModel({
    numCols: cost.length,
    numRows: rowLower.length,
    colCost: cost,
    colLower: new Float64Array(cost.length),
    colUpper: upper,
    rowLower,
    rowUpper,
    matrix: {
      format: 'csr',
      numRows: rowLower.length,
      numCols: cost.length,
      starts: rowStart,
      indices: rowColumn,
      values: rowValue,
    },
    integrality: Array.from(cost, (_, j) => (j < binaries ? integer : continuous)),
  });
  model.options.set({ output_flag: false, time_limit: seconds, mip_rel_gap: 0, mip_abs_gap: gap, random_seed: 1 });
  if (start) model.setSolution({ colValue: start });
  model.run();
  const bound = Number(model.info.get('mip_dual_bound'));
  const found = model.info.get('primal_solution_status') === feasible;
  return { bound, values: found ? Float64Array.from(model.getSolution().colValue) : undefined };
});
