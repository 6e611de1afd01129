import { expect, test } from 'vitest';
import { wordOutcomeRemedies, wordRemedies } from '../../src/cli/word-remedies.ts';

const finding = { severity: 'error', code: 'example', message: 'no' } as const;

test('a remedy is the end of the hint, and names the option; findings without one stay as they are', () => {
  const [alone, asked, told, none] = wordRemedies([
    { ...finding, remedy: { kind: 'argument', name: 'system' } },
    { ...finding, hint: 'is there an endless loop?', remedy: { kind: 'evaluation-time' } },
    { ...finding, hint: 'on it: web (3)', remedy: { kind: 'count-capacity', name: 'memory' } },
    { ...finding, hint: 'write it' },
  ]);
  expect(alone).toEqual({ ...finding, hint: "pass it with --extra-params '{ system = ...; }'" });
  expect(asked?.hint).toBe('is there an endless loop? --eval-timeout sets the limit');
  expect(told?.hint).toBe(
    'on it: web (3); dydisnix-place --service-property memory --target-property memory keeps to it, as a policy that counts it does',
  );
  expect(none).toEqual({ ...finding, hint: 'write it' });
});

test('both what is found and what is said beside it is worded', () => {
  const findings = [{ ...finding, remedy: { kind: 'whole-value' } as const }];
  const worded = [{ ...finding, hint: '--strict computes everything first' }];
  const outcome = wordOutcomeRemedies({ exitCode: 1, diagnostics: findings, results: findings });
  expect(outcome).toEqual({ exitCode: 1, diagnostics: worded, results: worded });
  expect(wordOutcomeRemedies({ exitCode: 0 })).toEqual({ exitCode: 0 });
});
