import { isStackOverflow, runDeep } from '../cli/run-deep.ts';
import { processSession } from '../cli/session.ts';
import { printResult } from '../cli/write-result.ts';
import { printMessages } from '../ports/print-messages.ts';
import { describeFailure, type Printed, runWords } from './run-words.ts';

/**
 * The front door: does what the words of the command line ask for, prints messages, then the result, and returns the
 * exit code. When the stack was too small for a model, the whole command runs again in a worker with a large one.
 */
export async function main(words: readonly string[]): Promise<number> {
  const session = processSession();
  let printed: Printed;
  try {
    printed = await runWords(words, session);
  } catch (error) {
    if (isStackOverflow(error)) return runDeep(words);
    throw error;
  }
  printMessages(printed.stderr);
  try {
    printResult(printed.stdout);
    return printed.exitCode;
  } catch (error) {
    const failure = describeFailure(error, words, session);
    printMessages(failure.stderr);
    return failure.exitCode;
  }
}
