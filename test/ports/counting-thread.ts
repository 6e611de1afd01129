import { answerCalls } from '../../src/ports/answer-calls.ts';

let calls = 0;

/** A program for the tests of `callWorker`: twice each number, and how often this thread was called. */
answerCalls((numbers: readonly number[] | 'fail' | 'late') => {
  calls++;
  if (numbers === 'late') return new Promise<undefined>(() => {});
  if (numbers === 'fail') throw new TypeError('as it was asked to');
  return { doubled: numbers.map(n => 2 * n), calls };
});
