import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { show } from './evaluate-text.ts';
import { askReferee, referee } from './referee.ts';

/** Expressions of the benchmarks, called with little; the referee has the same values. */
const cases = [
  { name: 'module-system', argument: '{ count = 12; users = 4; }', value: '65574' },
  { name: 'platforms', argument: '{ rounds = 1; families = 1; }', value: '21768' },
].map(({ name, argument, value }) => ({
  name,
  text: `(\n${readFileSync(new URL(`../bench/${name}.nix`, import.meta.url), 'latin1')}) ${argument}`,
  value,
}));

test.each(cases)('$name', ({ text, value }) => expect(show(text)).toBe(value));

test.skipIf(referee === undefined)('the referee agrees', () => {
  const sources = cases.map(({ text }) => text);
  expect(askReferee(sources, imported => imported)).toEqual(cases.map(({ value }) => value));
});
