import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CommandDescription } from '../../src/cli/command-description.ts';
import { type ManPageContext, writeManOverview, writeManPage } from '../../src/cli/man-page.ts';
import { commands } from '../../src/command/commands.ts';
import { rounds } from '../rounds.ts';

const context: ManPageContext = {
  version: '1.2.3',
  general: { help: { kind: 'switch', short: 'h', summary: 'print this text' } },
};

/** The page as a terminal 2000 columns wide shows it; every warning of groff is a failure. */
function render(page: string): string {
  const { stdout, stderr } = spawnSync('groff', ['-man', '-Tutf8', '-P-cbou', '-ww', '-rLL=2000n'], {
    input: Buffer.from(page, 'latin1'),
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return stdout;
}

const describeWith = (text: string): CommandDescription => ({
  name: 'try',
  summary: text,
  description: text,
  positionals: { FILE: { kind: 'file', summary: text, required: true, repeatable: true } },
  options: { kind: { kind: 'text', short: 'k', value: 'NAME', required: true, summary: text, choices: ['a', 'b'] } },
  examples: [{ command: text, effect: text }],
});

describe.skipIf(spawnSync('groff', ['--version']).status !== 0)('read by groff', () => {
  test('all pages without a warning', async () => {
    const all = await Promise.all([...commands.values()].map(load => load()));
    for (const command of all) {
      const shown = render(writeManPage(command, context));
      for (const [name, { summary }] of Object.entries(command.options)) {
        expect(shown).toContain(`--${name}`);
        expect(shown).toContain(summary);
      }
      for (const example of command.examples) expect(shown).toContain(`$ ${example.command}\n`);
    }
    expect(render(writeManOverview(all, context))).toContain('dydisnix-graphcol(1)');
  });

  test('what is text is shown as it is, whatever roff would make of it', () => {
    for (const text of [
      '.so /etc/passwd',
      "'br",
      '\\fBx\\n(.k',
      'a "b" c',
      "it's `x` ^~-",
      '\\',
      '.',
      '"',
      '-x.',
      '..',
    ]) {
      const shown = render(writeManPage(describeWith(text), context));
      expect(shown.split('\n').filter(line => line.includes(text)).length, text).toBeGreaterThanOrEqual(5);
    }
  });

  test('property: printable ASCII comes out again (seed 81)', () => {
    const word = fc.string({
      unit: fc.integer({ min: 33, max: 126 }).map(code => String.fromCharCode(code)),
      minLength: 1,
    });
    fc.assert(
      fc.property(word, text => render(writeManPage(describeWith(text), context)).includes(`$ ${text}`)),
      { seed: 81, numRuns: rounds({ short: 60, long: 600 }) },
    );
  });
});

test('sections in their order, and nothing at the start of a line that is no request of ours', () => {
  const page = writeManPage(describeWith('.x'), context);
  expect([...page.matchAll(/^\.SH (.*)$/gm)].map(([, name]) => name)).toEqual([
    'NAME',
    'SYNOPSIS',
    'DESCRIPTION',
    'OPTIONS',
    'EXAMPLES',
    'EXIT STATUS',
    'ENVIRONMENT',
    'SEE ALSO',
  ]);
  expect(page).not.toMatch(/^\.x/m);
  expect(page).toContain('.TH DYDISNIX\\-TRY 1 "" "dydisnix 1.2.3" "Dydisnix manual"');
});
