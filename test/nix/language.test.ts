import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { failureOf, show } from './evaluate-text.ts';
import { languageCases } from './language-cases.ts';
import { askReferee, referee, runReferee } from './referee.ts';

for (const [theme, cases] of languageCases) {
  describe(theme, () => {
    for (const [text, printed] of cases) {
      if (printed === undefined) test(`${text} fails`, () => expect(failureOf(text).message).not.toBe(''));
      else test(text, () => expect(show(text)).toBe(printed));
    }
  });
}

describe.skipIf(referee === undefined)('the referee agrees', () => {
  const all = [...languageCases.values()].flat();

  test('with the values', () => {
    const folder = mkdtempSync(join(tmpdir(), 'language-'));
    try {
      const cases = all.filter(([, printed]) => printed !== undefined);
      const files = cases.map(([text], i) => {
        writeFileSync(join(folder, `${i}.nix`), text, 'latin1');
        return `${i}.nix`;
      });
      const { ok, stdout, stderr } = runReferee(['--eval', '--strict', ...files], folder);
      expect(ok, stderr).toBe(true);
      expect(stdout.split('\n').slice(0, -1)).toEqual(cases.map(([, printed]) => printed));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('with the failures', () => {
    const failing = all.filter(([, printed]) => printed === undefined).map(([text]) => text);
    const answers = askReferee(failing, imported => `builtins.deepSeq ${imported} "it has a value"`);
    expect(failing.filter((_, i) => answers[i] !== undefined)).toEqual([]);
  });
});
