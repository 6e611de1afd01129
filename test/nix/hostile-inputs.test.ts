import { describe, expect, test } from 'vitest';
import { rounds } from '../rounds.ts';
import { furtherInputs, type HostileInput, hostileInputs } from './hostile-inputs.ts';
import { runHostile } from './run-hostile.ts';

/** In the short form: one of each kind, and those that only counting ends soon. */
const short: ReadonlySet<string> = new Set([
  'equality of shared lists',
  'a tree that is printed',
  'sets that have no end',
  'shared lists as XML',
  'hashes in a fold',
  'a heavy match',
  'long texts that are nearly equal',
  'lists of lists',
  'a list of a billion',
  'a thousand lists of a million',
  "a service's name, in check",
  'functionArgs of many',
  'sums of long paths',
]);

/** Of the further ones the long lane runs one of so many. */
const sample = 6;
const all = [...hostileInputs, ...furtherInputs];

/** The long lane runs all. */
const isWhole = rounds({ fast: 0, short: 0, long: 1 }) === 1;
const long = new Set([...hostileInputs, ...furtherInputs.filter((_, i) => i % sample === 0)]);
const inputs = all.filter(input => short.has(input.what) || (isWhole && long.has(input)));
const limits = { seconds: isWhole ? 2 : 1, megabytes: 2000 };

describe('whatever a model does, the program ends with a diagnostic', () => {
  test.for(inputs.map((input): [string, HostileInput] => [input.what, input]))('%s', ([, input]) => {
    const run = runHostile('dist/dydisnix.cjs', input, limits);
    expect(input.comes, `${run.ending}, exit code ${run.exitCode}: ${run.stderr}`).toContain(run.ending);
    expect(run.exitCode).toBe(run.ending === 'done' ? 0 : 2);
  });
});

test('the short form has what it names', () => {
  const names = new Set(all.map(({ what }) => what));
  expect([...short].filter(name => !names.has(name))).toEqual([]);
});
