import { expect, test } from 'vitest';
import { firstState, shiftTimes } from '../../../src/loop/control/index.ts';
import type { LoopState } from '../../../src/loop/control/loop-state.ts';

const applying = {
  basis: { wanted: 'w', whole: 'h', isCautious: false },
  plan: 'p',
  isPartial: false,
  since: 50,
  wanted: [],
  leaves: [],
};
const machine = { name: 'm', description: {}, isMerged: false, isThere: true, misses: 1, answers: 0 };
const state: LoopState = {
  ...firstState(1),
  machines: [
    { ...machine, missingSince: 10, lastAnswer: 5 },
    { ...machine, name: 'n', missingSince: null, lastAnswer: 20 },
  ],
  waiting: [{ service: 's', target: 'm', container: null, since: 30 }],
  applying,
  unverified: applying,
  failures: { wanted: 'w', ofWanted: 1, inRow: 1, notBefore: 40 },
  lastApply: 60,
};

test('all times move, and nothing else does', () => {
  const moved = shiftTimes(state, 1000);
  expect(moved.machines.map(({ missingSince, lastAnswer }) => [missingSince, lastAnswer])).toEqual([
    [1010, 1005],
    [null, 1020],
  ]);
  expect([moved.waiting[0]?.since, moved.failures.notBefore, moved.lastApply]).toEqual([1030, 1040, 1060]);
  expect([moved.applying?.since, moved.unverified?.since]).toEqual([1050, 1050]);
  expect(shiftTimes(moved, -1000)).toEqual(state);
  expect(shiftTimes(firstState(1), 7)).toEqual(firstState(1));
});
