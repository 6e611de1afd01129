import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { documentedCodes, ruleOf } from '../../../src/write/check/rules.ts';

test('every finding that the documentation lists has a rule, and no other', () => {
  const listed = [...readFileSync('docs/check.md', 'utf8').matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, code]) => code);
  expect(listed.length).toBeGreaterThan(20);
  expect([...documentedCodes()].sort()).toEqual([...new Set(listed)].sort());
});

test('another code is a rule all the same', () => {
  expect(ruleOf('unknown-target')).toEqual({
    summary: 'Unknown target',
    help: expect.stringContaining('docs/models.md'),
  });
});
