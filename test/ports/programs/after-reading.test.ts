import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { afterReading } from '../../../src/ports/programs/after-reading.ts';

test('what a program said before it ended is read, however long this thread had to wait', async () => {
  const child = spawn('echo', ['said'], { stdio: ['ignore', 'pipe', 'ignore'] });
  let output = '';
  child.stdout.on('data', chunk => {
    output += String(chunk);
  });
  const seen = new Promise<string>(done => setTimeout(() => afterReading(() => done(output)), 0));
  // Nothing is read meanwhile, and the timer is due first.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
  expect(await seen).toBe('said\n');
});
