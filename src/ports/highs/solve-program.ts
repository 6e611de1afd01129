import type { Highs } from 'highs';
import type { IntegerProgram, ProgramAnswer } from '../../solve/index.ts';

/** `primal_solution_status` of a solution that obeys all rows. */
const feasible = 2;

/** Solves one program with HiGHS, loaded by the caller, on the caller's thread. */
export function solveProgram(highs: Highs, program: IntegerProgram, seconds: number): ProgramAnswer {
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
  try {
    model.options.set({ output_flag: false, time_limit: seconds, mip_rel_gap: 0, mip_abs_gap: gap, random_seed: 1 });
    if (start) model.setSolution({ colValue: start });
    model.run();
    const bound = Number(model.info.get('mip_dual_bound'));
    const found = model.info.get('primal_solution_status') === feasible;
    const isTimedOut = model.getModelStatus() === highs.constants.modelStatus.timeLimit;
    return { bound, isTimedOut, values: found ? Float64Array.from(model.getSolution().colValue) : undefined };
  } finally {
    model.dispose();
  }
}
