import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { failureOf, show } from './evaluate-text.ts';
import { languageCases } from './language-cases.ts';
import { askReferee, referee, runReferee } from './referee.ts';

for (const [theme, cases] of languageCases) {
  describe(theme, () => {
    for (const [text, expected] of cases) {
      if (typeof expected === 'string') test(text, () => expect(show(text)).toBe(expected));
      else test(`${text} fails: ${expected.kind}`, () => expect(failureOf(text).kind).toBe(expected.kind));
    }
  });
}

describe.skipIf(referee === undefined)('the referee agrees', () => {
  const all = [...languageCases.values()].flat();

  test('with the values', () => {
    const folder = mkdtempSync(join(tmpdir(), 'language-'));
    try {
      const cases = all.filter(([, expected]) => typeof expected === 'string');
      const files = cases.map(([text], i) => {
        writeFileSync(join(folder, `${i}.nix`), text, 'latin1');
        return `${i}.nix`;
      });
      const { ok, stdout, stderr } = runReferee(['--eval', '--strict', ...files], folder);
      expect(ok, stderr).toBe(true);
      expect(stdout.split('\n').slice(0, -1)).toEqual(cases.map(([, expected]) => expected));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('with the failures', () => {
    const failing = all.filter(([, expected]) => typeof expected !== 'string').map(([text]) => text);
    const answers = askReferee(failing, imported => `builtins.deepSeq ${imported} "it has a value"`);
    expect(failing.filter((_, i) => answers[i] !== undefined)).toEqual([]);
  });
});
