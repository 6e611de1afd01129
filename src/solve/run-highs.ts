import { createRequire } from 'node:module';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';

/** A mixed integer program in compressed rows, minimising. All columns are at least 0. */
export interface IntegerProgram {
  readonly cost: Float64Array;
  /** Column → its upper bound. */
  readonly upper: Float64Array;
  /** The first so many columns are whole numbers. */
  readonly binaries: number;
  readonly rowStart: Int32Array;
  readonly rowColumn: Int32Array;
  readonly rowValue: Float64Array;
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  /** A solution to start from, as column values. */
  readonly start?: Float64Array | undefined;
  /** The search ends when bound and solution are nearer than this; default 0.999, for costs that are whole numbers. */
  readonly gap?: number | undefined;
}

/** What HiGHS found in time. */
export interface ProgramAnswer {
  /** No solution costs less, in floating point with HiGHS's tolerances (1e-6). */
  readonly bound: number;
  /** The best solution found, as column values. */
  readonly values: Float64Array | undefined;
}

/**
 * Solves an integer program with HiGHS (Q. Huangfu, J. A. J. Hall, "Parallelizing the dual revised simplex method", Math. Prog. Comp. 10, 2018), compiled
 * to WebAssembly; undefined when it fails or does not answer in time. The solver is loaded only here, in a worker thread of its
 * own, whose memory is gone afterwards; this thread waits.
 */
export function runHighs(program: IntegerProgram, seconds: number): ProgramAnswer | undefined {
  const signal = new Int32Array(new SharedArrayBuffer(4));
  const { port1: here, port2: there } = new MessageChannel();
  const worker = new Worker(HIGHS_WORKER, {
    eval: true,
    workerData: { program, seconds, signal, port: there, highs: createRequire(import.meta.url).resolve('highs') },
    transferList: [there],
    stdout: true,
    stderr: true,
  });
  worker.on('error', () => {}); // reported by the missing answer
  worker.unref();
  Atomics.wait(signal, 0, 0, seconds * 1000 + GRACE_MILLISECONDS);
  const received = receiveMessageOnPort(here);
  here.close();
  void worker.terminate();
  return received?.message as ProgramAnswer | undefined;
}

/** HiGHS looks at its clock only now and then, and has to be loaded. */
const GRACE_MILLISECONDS = 1500;

/** Plain JavaScript, so that it runs from the source tree and from the bundle alike. */
const HIGHS_WORKER = `
const { workerData } = require('node:worker_threads');
const { program, seconds, signal, port } = workerData;
const answer = value => {
  if (value) port.postMessage(value);
  Atomics.store(signal, 0, 1);
  Atomics.notify(signal, 0);
};
(async () => {
  const loaded = require(workerData.highs);
  const highs = await (loaded.default ?? loaded)();
  const { cost, rowStart, rowColumn, rowValue, rowLower, rowUpper, binaries, start, upper, gap = 0.999 } = program;
  const { constants } = highs;
  const model = highs.createModel({
    numCols: cost.length,
    numRows: rowLower.length,
    colCost: cost,
    colLower: new Float64Array(cost.length),
    colUpper: upper,
    rowLower,
    rowUpper,
    matrix: { format: 'csr', numRows: rowLower.length, numCols: cost.length, starts: rowStart, indices: rowColumn, values: rowValue },
    integrality: Array.from(cost, (_, j) => (j < binaries ? constants.variableType.integer : constants.variableType.continuous)),
  });
  model.options.set({ output_flag: false, time_limit: seconds, mip_rel_gap: 0, mip_abs_gap: gap, random_seed: 1 });
  if (start) model.setSolution({ colValue: start });
  model.run();
  const bound = model.info.get('mip_dual_bound');
  const feasible = model.info.get('primal_solution_status') === 2;
  answer({ bound: Number(bound), values: feasible ? Float64Array.from(model.getSolution().colValue) : undefined });
})().catch(() => answer(undefined));
`;
