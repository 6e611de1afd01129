import { fileURLToPath } from 'node:url';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { isMainThread, Worker } from 'node:worker_threads';
import { toBytes } from '../base/bytes.ts';
import { type Diagnostic, formatDiagnostic } from '../base/diagnostic.ts';
import { isTerminal } from '../ports/is-terminal.ts';
import { mayStartThreads, noThread } from '../ports/may-start-threads.ts';
import { endWhenFull } from '../ports/memory-guard.ts';
import { countTraceLines } from '../ports/nix/show-trace-line.ts';
import { printMessages } from '../ports/print-messages.ts';
import { alreadyRead } from '../ports/read-stream.ts';
import { choosePaint } from './choose-paint.ts';
import { chooseReportWriter } from './report-form.ts';
import { printResult } from './write-result.ts';

/** The stack of the thread that repeats a run: some hundred thousand nested calls. */
const stackMegabytes = 256;

/**
 * The new space of that thread, and what each half of it begins with: every collection walks the whole stack, so there
 * had better be few.
 */
const youngMegabytes = 128;
const firstYoungMegabytes = 40;

/** Whether an exception says that the stack is full. */
export function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && error.message === 'Maximum call stack size exceeded';
}

/**
 * Runs the program again, with the same words, in a thread with a large stack; the result is its exit code, and what
 * the thread prints is printed. The program is the bundle that this module is part of: the file that Node was started
 * with may be the starter of one command, which would add the name of the command once more. Call it when a run ended
 * by a stack overflow before it had any effect. If the large stack is too small as well, or memory runs out, that is
 * said on stderr, and the exit code is 2.
 */
export async function runDeep(words: readonly string[]): Promise<number> {
  // Loaded only now: most runs end without a look at the evaluator's errors.
  const { tooDeep } = await import('../nix/index.ts');
  if (!isMainThread) return report(tooDeep().toDiagnostic(), words);
  if (!mayStartThreads()) return report(noThread, words);
  // Read by heaps that are made from now on.
  setFlagsFromString(`--min-semi-space-size=${firstYoungMegabytes}`);
  const worker = new Worker(fileURLToPath(import.meta.url), {
    argv: [...words],
    workerData: {
      isDeepRun: true,
      startOfRun: performance.timeOrigin,
      shownLines: countTraceLines(),
      alreadyRead: alreadyRead(),
    },
    resourceLimits: { stackSizeMb: stackMegabytes, maxYoungGenerationSizeMb: youngMegabytes },
  });
  return new Promise((resolve, reject) => {
    worker.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ERR_WORKER_OUT_OF_MEMORY') return reject(error);
      return resolve(report(fullMemory(getHeapStatistics().heap_size_limit), words));
    });
    worker.once('exit', resolve);
  });
}

/**
 * From now on a memory that is full ends the run with a diagnostic, wherever it is, instead of an abort of V8. In the
 * thread with the large stack Node itself ends the thread: a pause there would list a million calls first.
 */
export function endRunWhenFull(words: readonly string[]): void {
  if (!isMainThread) return;
  endWhenFull(limit => process.exit(report(fullMemory(limit), words)));
}

/** The diagnostic of a run that needs more memory than the heap may have (bytes). */
function fullMemory(limit: number): Diagnostic {
  return {
    severity: 'error',
    code: 'out-of-memory',
    message: `this needs more than the ${Math.round(limit / 1e6)} MB of memory that the program may use`,
    hint: 'NODE_OPTIONS=--max-old-space-size=MEGABYTES allows more',
  };
}

/** Prints a diagnostic, and its report where one is asked for. Returns the exit code. */
function report(diagnostic: Diagnostic, words: readonly string[]): number {
  const paint = choosePaint(words, process.env, isTerminal(2));
  const write = chooseReportWriter(words.map(toBytes));
  if (write !== undefined) printResult(write({ error: diagnostic, findings: [diagnostic] }));
  printMessages(formatDiagnostic(diagnostic, { paint }));
  return 2;
}
