import { writeFully } from './write-fully.ts';

/** Writes messages to standard error. When even that fails, there is nobody left to tell. */
export function printMessages(bytes: string): void {
  try {
    writeFully(2, bytes);
  } catch {
    // The exit code still says how the run went.
  }
}
