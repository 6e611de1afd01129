// Not in the fast lane: threads are started, and waited for.
import { expect, test } from 'vitest';
import { callWorker, keepWorker } from '../../src/ports/call-worker.ts';
import counting from './counting-thread.ts?thread-code';

const limits = { milliseconds: 20_000 };

test('the answer of a thread is waited for', () => {
  expect(callWorker(counting, [1, 2], limits)).toEqual({ doubled: [2, 4], calls: 1 });
});

test('a thread that fails, or is no program, or gives no answer in time, has no answer', () => {
  expect(callWorker(counting, 'fail', limits)).toBeUndefined();
  expect(callWorker('syntax error', [], { milliseconds: 200 })).toBeUndefined();
  expect(callWorker('setInterval(() => {}, 1000)', [], { milliseconds: 200 })).toBeUndefined();
});

test('a thread that is kept goes on with the next call; after one without an answer there is another', () => {
  const call = keepWorker(counting);
  expect(call([1], limits)).toEqual({ doubled: [2], calls: 1 });
  expect(call([2], limits)).toEqual({ doubled: [4], calls: 2 });
  expect(call('fail', limits)).toBeUndefined();
  expect(call([3], limits)).toEqual({ doubled: [6], calls: 1 });
  expect(call('late', { milliseconds: 100 })).toBeUndefined();
  expect(call([4], limits)).toEqual({ doubled: [8], calls: 1 });
});
