// Not in the fast lane: a solver program is started for each question.
import { expect, test } from 'vitest';
import { runHighs } from '../../../src/ports/highs/run-highs.ts';
import { decideByProgram } from '../../../src/solve/colouring/decide-by-program.ts';
import { graphOf, rowOf, toLists } from './families.ts';

const triangle = graphOf(3, [
  [0, 1],
  [1, 2],
  [0, 2],
]);
const everywhere = [
  [0, 1, 2],
  [0, 1, 2],
  [0, 1, 2],
];
const decide = (lists: readonly (readonly number[])[], limit: number) =>
  decideByProgram(triangle, toLists(lists), { available: 3, limit }, runHighs, 20);

test('an integer program colours a triangle with three colours, from lists', () => {
  const colours = decide([[0, 1], [0, 1], [2]], 3);
  if (!(colours instanceof Int32Array)) return expect.fail(`${colours}`);
  for (const v of [0, 1, 2]) for (const w of rowOf(triangle, v)) expect(colours[v]).not.toBe(colours[w]);
  expect(colours[2]).toBe(2);
});

test('it says that there is no colouring: too few colours, or lists that are too short', () => {
  expect(decide(everywhere, 2)).toBe('impossible');
  expect(
    decide(
      [
        [0, 1],
        [0, 1],
        [0, 1],
      ],
      3,
    ),
  ).toBe('impossible');
  expect(decide([[0], [0], [1, 2]], 3)).toBe('impossible');
});
