import { expect, test } from 'vitest';
import { createNodeHost } from '../../src/ports/nix/create-node-host.ts';

const doubled = 'builtins.foldl\' (s: i: s + s) "/ab" (builtins.genList (x: x) 19)';

const evaluate = (expression: string) => createNodeHost().evaluateText('<test>', expression, '/');

test.for([
  `/x + (${doubled})`,
  `/x/\${${doubled}}`,
  `builtins.toPath (${doubled})`,
  `builtins.pathExists (${doubled})`,
  `builtins.readFile (${doubled})`,
  `import (${doubled})`,
])('a path of megabytes is refused before anybody straightens it: %s', expression => {
  expect(() => evaluate(expression)).toThrow(/a path of \d+ bytes is too long/);
});

test('a path of some thousand bytes is like any other that does not exist', () => {
  expect(evaluate(`builtins.pathExists (builtins.substring 0 3000 (${doubled}))`)).toBe(false);
});

test('no variable of the environment has a name of megabytes', () => {
  expect(evaluate(`builtins.getEnv (${doubled})`)).toBe('');
});
