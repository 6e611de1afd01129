import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { makeFolder } from '../harness.ts';
import { rounds } from '../rounds.ts';
import { FaultyProgram } from './faulty-program.ts';
import type { Mutant, Subject } from './mutant.ts';
import { mutants } from './mutants.ts';
import { files } from './systems.ts';
import { trials } from './trials.ts';

const program = new FaultyProgram();
afterAll(() => program.end());

/** How the answers of a program with a fault were met; those of one without are met by nothing. */
async function judge(about: Subject, fault?: Mutant): Promise<readonly string[]> {
  const folder = makeFolder(files);
  try {
    const its = trials[about];
    const runs = await program.run(
      fault,
      folder.path,
      its.map(({ words }) => words),
    );
    if (runs === undefined) return ['it did not end'];
    const met: string[] = [];
    for (const [i, { check }] of its.entries()) {
      const run = runs[i];
      if (run === undefined || run.exitCode === 70) met.push('refused before it was printed');
      else met.push(...(await check(run, folder)));
    }
    return met;
  } finally {
    folder.remove();
  }
}

describe.concurrent('answers of the program', () => {
  test.each(Object.keys(trials) as Subject[])('as it is: %s hold', async about => {
    expect(await judge(about)).toEqual([]);
  });

  // The short form is a handful.
  const step = rounds({ fast: 16, short: 16, long: 1 });
  test.each(mutants.filter((_, i) => i % step === 0))('$about, $what: are refused', async one => {
    expect(await judge(one.about, one)).not.toEqual([]);
  });
});

test('there are many mutants, and the place of each is there once', () => {
  expect(mutants.length).toBeGreaterThanOrEqual(100);
  const lost = mutants.filter(({ file, from }) => readFileSync(file, 'utf8').split(from).length !== 2);
  expect(lost.map(({ what, file }) => `${what}: ${file}`)).toEqual([]);
});
