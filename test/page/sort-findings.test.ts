import { expect, it } from 'vitest';
import type { Finding } from '../../src/library/input-error.ts';
import { sortFindings } from '../../src/page/sort-findings.ts';

it('findings are read file by file and down, errors first, numbers as numbers', () => {
  const at = (file: string, line: number, column: number, severity: Finding['severity'] = 'error'): Finding => ({
    ...{ severity, code: 'x', message: `${file} ${line}`, file, line, column },
  });
  const sorted = [
    { severity: 'error', code: 'x', message: 'service "s2"' } as const,
    { severity: 'error', code: 'x', message: 'service "s10"' } as const,
    at('m2.nix', 9, 1),
    at('m2.nix', 10, 2),
    at('m2.nix', 10, 11),
    at('m10.nix', 1, 1),
    at('m2.nix', 1, 1, 'warning'),
  ];
  expect(sortFindings([...sorted].reverse())).toEqual(sorted);
});
