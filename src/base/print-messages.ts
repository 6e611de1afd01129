import { writeSync } from 'node:fs';

/**
 * Writes a byte string to an open file in full, waiting where a pipe is full. A reader that went away (`| head`) is not an error.
 * @throws the error of the file system when it cannot be written
 */
export function writeFully(descriptor: number, bytes: string): void {
  const buffer = Buffer.from(bytes, 'latin1');
  let written = 0;
  while (written < buffer.length) {
    try {
      written += writeSync(descriptor, buffer, written);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
      // A pipe that is full: give its reader a moment.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

/** Writes messages to standard error. When even that fails, there is nobody left to tell. */
export function printMessages(bytes: string): void {
  try {
    writeFully(2, bytes);
  } catch {
    // The exit code still says how the run went.
  }
}
