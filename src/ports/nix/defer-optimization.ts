import { setFlagsFromString } from 'node:v8';

/** Bytes of bytecode that a function runs before V8 thinks of optimizing it; V8's own is 67,584. */
const patience = 500_000;

let isDeferred = false;

/**
 * Lets V8 wait longer before it optimizes a function, from now on and in all threads. The evaluator is thousands of
 * small closures that see values of all kinds: optimized early, they are thrown away and optimized again, which took a
 * third of the time of an evaluation of some seconds. Loops over numbers run as fast as before (docs/nix-evaluator.md
 * has the figures). Other versions of V8 have a compiler in between, and are left alone. For programs, not for
 * libraries: the flag is one of the process.
 */
export function deferOptimization(): void {
  if (isDeferred) return;
  isDeferred = true;
  if (process.versions.v8.startsWith('11.')) setFlagsFromString(`--interrupt-budget=${patience}`);
}
