import { describeFailure } from '../cli/describe-failure.ts';
import { endRunWhenFull, isStackOverflow, runDeep } from '../cli/run-deep.ts';
import { processSession } from '../cli/session.ts';
import type { Printed } from '../cli/word-outcome.ts';
import { printResult } from '../cli/write-result.ts';
import { printMessages } from '../ports/print-messages.ts';
import { runWords } from './run-words.ts';

/**
 * The front door: does what the words of the command line ask for, prints messages, then the result (on a terminal the
 * other way round), and returns the exit code. When the stack was too small for a model, the whole command runs again
 * in a worker with a large one.
 */
export async function main(words: readonly string[]): Promise<number> {
  const session = processSession();
  endRunWhenFull(words);
  let printed: Printed;
  try {
    printed = await runWords(words, session);
  } catch (error) {
    if (isStackOverflow(error)) return runDeep(words);
    throw error;
  }
  if (!printed.isResultFirst) printMessages(printed.stderr);
  try {
    if (!(await isShown(printed))) printResult(printed.manual ?? printed.stdout);
    if (printed.parts !== undefined) printResult(printed.parts);
    if (printed.isResultFirst) printMessages(printed.stderr);
    return printed.exitCode;
  } catch (error) {
    if (printed.isResultFirst) printMessages(printed.stderr);
    const failure = describeFailure(error, words, session);
    printMessages(failure.stderr);
    return failure.exitCode;
  }
}

/** Whether the result is a manual page, and was shown as one. */
async function isShown({ manual, stdout }: Printed): Promise<boolean> {
  return manual !== undefined && (await import('../ports/show-manual.ts')).showManual(stdout);
}
