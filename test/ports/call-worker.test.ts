import { expect, test } from 'vitest';
import { callWorker } from '../../src/ports/call-worker.ts';
import doubling from './doubling-thread.ts?thread-code';

test('the answer of a thread is waited for', () => {
  expect(callWorker(doubling, [1, 2], { milliseconds: 20_000 })).toEqual([2, 4]);
});

test('a thread that fails, or is no program, or gives no answer in time, has no answer', () => {
  expect(callWorker(doubling, 'fail', { milliseconds: 20_000 })).toBeUndefined();
  expect(callWorker('syntax error', [], { milliseconds: 200 })).toBeUndefined();
  expect(callWorker('setInterval(() => {}, 1000)', [], { milliseconds: 200 })).toBeUndefined();
});
