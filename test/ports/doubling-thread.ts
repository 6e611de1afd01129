import { answerCall } from '../../src/ports/answer-call.ts';

/** A program for the tests of `callWorker`: twice each number. */
void answerCall((numbers: readonly number[]) => numbers.map(n => 2 * n));
