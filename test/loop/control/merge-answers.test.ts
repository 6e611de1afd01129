import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalText, type Description, mergeDescriptions } from '../../../src/loop/control/description.ts';
import type { DiscoveryAnswer, Machine } from '../../../src/loop/control/machine.ts';
import { mergeAnswer } from '../../../src/loop/control/merge-answers.ts';
import { rounds } from '../../rounds.ts';

const rules = { misses: 3, missingFor: 100, answers: 2, forgetAfter: 1000 };

function answer(names: readonly string[], isPartial = false, description: Description = { mem: 4 }): DiscoveryAnswer {
  return { kind: 'answered', isPartial, machines: names.map(name => ({ name, description })) };
}

/** The machines after answers that came at these times. */
function after(answers: readonly (readonly [number, DiscoveryAnswer])[], isNeeded = () => true): readonly Machine[] {
  return answers.reduce<readonly Machine[]>(
    (machines, [now, one]) => mergeAnswer(machines, one, now, rules, isNeeded).machines,
    [],
  );
}

const there = (machines: readonly Machine[]): string =>
  machines
    .filter(({ isThere }) => isThere)
    .map(({ name }) => name)
    .join(' ');

test('the first answer is believed at once; a new machine later on is not', () => {
  expect(there(after([[0, answer(['b', 'a'])]]))).toBe('a b');
  expect(
    there(
      after([
        [0, answer(['a'])],
        [1, answer(['a', 'b'])],
      ]),
    ),
  ).toBe('a');
  expect(
    there(
      after([
        [0, answer(['a'])],
        [1, answer(['a', 'b'])],
        [2, answer(['a', 'b'])],
      ]),
    ),
  ).toBe('a b');
});

test('a machine is gone after so many misses and so long a time, both', () => {
  const start: [number, DiscoveryAnswer] = [0, answer(['a', 'b'])];
  const missAt = (...times: number[]) => times.map((time): [number, DiscoveryAnswer] => [time, answer(['a'])]);
  expect(there(after([start, ...missAt(10, 20, 30, 40)]))).toBe('a b');
  expect(there(after([start, ...missAt(10, 110)]))).toBe('a b');
  expect(there(after([start, ...missAt(10, 20, 109)]))).toBe('a b');
  expect(there(after([start, ...missAt(10, 20, 110)]))).toBe('a');
});

test('an error is no miss, and changes nothing', () => {
  const machines = after([
    [0, answer(['a'])],
    [10, answer([])],
    [20, answer([])],
  ]);
  const merged = mergeAnswer(machines, { kind: 'failed', reason: 'no' }, 500, rules, () => true);
  expect(merged).toEqual({ machines, gone: [], come: [] });
});

test('a partial answer is merged and marked, a whole one replaces', () => {
  const whole = answer(['a'], false, { mem: 4, properties: { zone: 'x', disk: 1 } });
  const part = answer(['a'], true, { properties: { disk: 2 } });
  const [merged] = after([
    [0, whole],
    [1, part],
  ]);
  expect(merged).toMatchObject({ isMerged: true, description: { mem: 4, properties: { zone: 'x', disk: 2 } } });
  const [replaced] = after([
    [0, whole],
    [1, part],
    [2, answer(['a'], false, { mem: 8 })],
  ]);
  expect(replaced).toMatchObject({ isMerged: false, description: { mem: 8 } });
});

test('a machine that is gone is forgotten when it is not needed, and keeps what is known of it until then', () => {
  const answers = [[0, answer(['a', 'b'])], ...[10, 20, 200, 900].map(t => [t, answer(['a'])])] as [
    number,
    DiscoveryAnswer,
  ][];
  expect(after(answers, () => false).map(({ name }) => name)).toEqual(['a', 'b']);
  expect(after(answers)[1]?.description).toEqual({ mem: 4 });
  expect(after([...answers, [1100, answer(['a'])]], () => false).map(({ name }) => name)).toEqual(['a']);
  expect(after([...answers, [1100, answer(['a'])]]).map(({ name }) => name)).toEqual(['a', 'b']);
});

test('a clock that is set back makes nothing gone sooner, and nothing wait for ever', () => {
  const machines = after([
    [5000, answer(['a', 'b'])],
    [5010, answer(['a'])],
    [10, answer(['a'])],
    [20, answer(['a'])],
  ]);
  expect(there(machines)).toBe('a b');
  expect(there(mergeAnswer(machines, answer(['a']), 110, rules, () => true).machines)).toBe('a');
});

test('whoever never misses so often in a row stays, whoever does for so long is gone: against the words', () => {
  const history = fc.array(
    fc.record({ isNamed: fc.boolean(), isFailed: fc.boolean(), pause: fc.integer({ min: 1, max: 90 }) }),
    {
      maxLength: 25,
    },
  );
  const law = fc.property(history, rows => {
    let now = 0;
    let machines = after([[0, answer(['a', 'b'])]]);
    // In the words of the documentation: what is told apart is the last answers in a row, and since when.
    let [isThere, row, since, named] = [true, 0, 0, 0];
    for (const { isNamed, isFailed, pause } of rows) {
      now += pause;
      const one: DiscoveryAnswer = isFailed ? { kind: 'failed', reason: '' } : answer(isNamed ? ['a', 'b'] : ['a']);
      machines = mergeAnswer(machines, one, now, rules, () => true).machines;
      if (!isFailed && isNamed) {
        [row, named] = [0, named + 1];
        if (named >= rules.answers) isThere = true;
      } else if (!isFailed) {
        if (row === 0) since = now;
        [row, named] = [row + 1, 0];
        if (row >= rules.misses && now - since >= rules.missingFor) isThere = false;
      }
      expect(there(machines)).toBe(isThere ? 'a b' : 'a');
    }
  });
  fc.assert(law, { seed: 15, numRuns: rounds({ short: 300, long: 5000 }) });
});

test('descriptions are merged set by set; a canonical text knows neither order, nor what does not count', () => {
  expect(mergeDescriptions({ a: { x: 1, y: [1] }, b: 1 }, { a: { y: [2] }, c: null })).toEqual({
    a: { x: 1, y: [2] },
    b: 1,
    c: null,
  });
  const unimportant = { ignored: ['load'], rounded: { free: 100 } };
  const text = (value: Description): string => canonicalText(value, unimportant);
  expect(text({ b: 1, a: { load: 3, free: 149 } })).toBe(text({ a: { free: '101', load: 9 }, b: 1 }));
  expect(text({ free: 151 })).not.toBe(text({ free: 149 }));
  expect(text({ a: 1 })).not.toBe(text({ a: '1' }));
  expect(text({ '10': 1, '9': 2 })).toBe(text({ '9': 2, '10': 1 }));
  expect(text({ a: [1, 2] })).not.toBe(text({ a: [2, 1] }));
  expect(text({ ['__proto__']: 1 })).not.toBe(text({}));
});
