import { writeSync } from 'node:fs';

/**
 * A buffer of a long text as a whole would be that much memory outside the heap, which makes the collector walk all of
 * the heap.
 */
const partLength = 2 ** 20;

/**
 * Writes a byte string to an open file in full, waiting where a pipe is full. A reader that went away (`| head`) is not
 * an error.
 * @throws the error of the file system when it cannot be written
 */
export function writeFully(descriptor: number, bytes: string): void {
  for (let written = 0; written < bytes.length; ) {
    try {
      written += writeSync(descriptor, bytes.slice(written, written + partLength), null, 'latin1');
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
      // A pipe that is full: give its reader a moment.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}
