import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { fromBytes } from '../../../src/base/bytes.ts';
import { EvaluationError } from '../../../src/nix/error.ts';
import { printValue } from '../../../src/nix/print/print-value.ts';
import { createRefereeHost } from '../create-referee-host.ts';
import { referee } from '../referee.ts';
import { caseFolder, readCases } from './read-cases.ts';

/** The cases are recorded for any place of the folder. */
const hideFolder = (printed: string): string => printed.replaceAll(caseFolder, '/FOLDER');

function evaluate(expression: string): string {
  const host = createRefereeHost({ system: 'x86_64-linux', warn: () => undefined });
  try {
    return hideFolder(printValue(host.evaluateText('case.nix', expression, caseFolder), { strict: true }));
  } catch (error) {
    if (error instanceof EvaluationError) return 'fails';
    throw error;
  }
}

const themes = readCases();

describe.each([...themes])('builtins: %s', (_theme, cases) => {
  it.each(cases)('$expression', ({ expression, printed }) => expect(evaluate(expression)).toBe(printed));
});

/** Runs the referee on one or more expressions, in the folder of the cases. */
function ask(expressions: readonly string[], mode: string) {
  return spawnSync(
    'nix-instantiate',
    ['--eval', '--strict', '--option', 'substitute', 'false', mode, '-E', ...expressions],
    {
      cwd: caseFolder,
      encoding: 'latin1',
      maxBuffer: 1 << 26,
      env: { ...process.env, NIX_PATH: '' },
    },
  );
}

describe.skipIf(referee === undefined)('the referee agrees (nix-instantiate 2.8 is needed)', () => {
  it.each([...themes])('%s', (theme, cases) => {
    // Where a store path is read again, real Nix has to write it first.
    const mode = theme === 'virtual-store' ? '--read-write-mode' : '--readonly-mode';
    const fine = cases.filter(({ printed }) => printed !== 'fails');
    const { stdout, stderr } = ask(
      fine.map(({ expression }) => fromBytes(expression)),
      mode,
    );
    expect(hideFolder(stdout).trimEnd().split('\n'), stderr).toEqual(fine.map(({ printed }) => printed));
    const failing = cases.filter(({ printed }) => printed === 'fails');
    const answered = failing.filter(({ expression }) => ask([fromBytes(expression)], mode).status === 0);
    expect(answered).toEqual([]);
  });
});
