import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An expression on one line, and what it is in full as `nix-instantiate --eval --strict` prints it; `fails` for an error. */
export interface BuiltinCase {
  readonly expression: string;
  readonly printed: string;
}

/** The folder in which the expressions are evaluated: `./fixture` is a folder with some files. */
export const caseFolder = import.meta.dirname;

/** The cases of each theme: `cases/THEME.txt` has two lines for each, the second indented. */
export function readCases(): ReadonlyMap<string, readonly BuiltinCase[]> {
  const folder = join(caseFolder, 'cases');
  return new Map(readdirSync(folder).map(file => [file.replace(/\.txt$/, ''), readTheme(join(folder, file))]));
}

function readTheme(file: string): readonly BuiltinCase[] {
  const cases: BuiltinCase[] = [];
  const lines = readFileSync(file, 'latin1').trimEnd().split('\n');
  for (let i = 0; i < lines.length; i += 2) {
    cases.push({ expression: lines[i] ?? '', printed: (lines[i + 1] ?? '').slice(2) });
  }
  return cases;
}
