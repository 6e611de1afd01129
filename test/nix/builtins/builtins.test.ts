import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createHost } from '../../../src/nix/create-host.ts';
import { EvaluationError } from '../../../src/nix/error.ts';
import { printValue } from '../../../src/nix/print/print-value.ts';
import { referee } from '../referee.ts';
import { caseFolder, readCases } from './read-cases.ts';

/** The cases are recorded for any place of the folder. */
const hideFolder = (printed: string): string => printed.replaceAll(caseFolder, '/FOLDER');

function evaluate(expression: string): string {
  const host = createHost({ system: 'x86_64-linux', warn: () => undefined });
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

describe.skipIf(referee === undefined)('the referee agrees (nix-instantiate 2.8 is needed)', () => {
  it.each([...themes])('%s', (theme, cases) => {
    const folder = mkdtempSync(join(tmpdir(), 'builtins-'));
    try {
      cases.forEach(({ expression }, i) => {
        writeFileSync(join(folder, String(i)), expression, 'latin1');
      });
      // Where a store path is read again, real Nix has to write it first.
      const mode = theme === 'virtual-store' ? '--read-write-mode' : '--readonly-mode';
      const loop = `i=0; while [ -e "$0/$i" ]; do
        nix-instantiate --eval --strict --option substitute false ${mode} -E - < "$0/$i" 2> /dev/null || echo fails; i=$((i + 1))
      done`;
      const { stdout } = spawnSync('sh', ['-c', loop, folder], {
        cwd: caseFolder,
        encoding: 'latin1',
        env: { ...process.env, NIX_PATH: '' },
      });
      expect(hideFolder(stdout).trimEnd().split('\n')).toEqual(cases.map(({ printed }) => printed));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
