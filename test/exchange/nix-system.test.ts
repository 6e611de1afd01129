import { expect, test } from 'vitest';
import { nixSystem } from '../../src/exchange/nix-system.ts';

test.each([
  ['linux', 'amd64', 'x86_64-linux'],
  ['linux', 'arm64', 'aarch64-linux'],
  ['linux', 'armv7l', 'armv7l-linux'],
  ['linux', 's390x', undefined],
  ['windows', 'amd64', undefined],
  ['linux', undefined, undefined],
  // What every object of JavaScript has is no processor.
  ['linux', 'constructor', undefined],
])('a machine with %s on %s', (kernel, processor, system) => {
  expect(nixSystem(kernel, processor)).toBe(system);
});
