import { writeSync } from 'node:fs';
import type { Parts } from '../base/parts.ts';

/**
 * A buffer of a long text as a whole would be that much memory outside the heap, which makes the collector walk all of
 * the heap.
 */
const partLength = 2 ** 20;

/** Parts that wait for each other longer than this would outlive the collections of young memory. */
const togetherLength = 2 ** 16;

/**
 * Writes a byte string to an open file in full, waiting where a pipe is full; parts are made as they are written, and
 * small ones are written together. A reader that went away (`| head`) is not an error: no more parts are made for it.
 * @throws the error of the file system when it cannot be written, and what the making of parts throws
 */
export function writeFully(descriptor: number, bytes: Parts): void {
  if (typeof bytes === 'string') {
    writeText(descriptor, bytes);
    return;
  }
  let waiting = '';
  for (const part of bytes()) {
    waiting += part;
    if (waiting.length < togetherLength) continue;
    if (!writeText(descriptor, waiting)) return;
    waiting = '';
  }
  writeText(descriptor, waiting);
}

/** Whether somebody still reads. */
function writeText(descriptor: number, bytes: string): boolean {
  for (let written = 0; written < bytes.length; ) {
    try {
      written += writeSync(descriptor, bytes.slice(written, written + partLength), null, 'latin1');
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') return false;
      if (code !== 'EAGAIN') throw error;
      // A pipe that is full: give its reader a moment.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
  return true;
}
