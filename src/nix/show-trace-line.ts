import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';

/** Lines that the run which this one repeats has shown already: the same ones come again, in the same order. */
const shownBefore = (workerData as { shownLines?: number } | null)?.shownLines ?? 0;

let lines = 0;

/** Shows a line of `trace` on stderr at once; a run that is repeated with a larger stack (`run-deep.ts`) shows each line once. */
export function showTraceLine(text: string): void {
  if (++lines > shownBefore) writeSync(2, Buffer.from(`${text}\n`, 'latin1'));
}

/** How many lines this run has shown. */
export function countTraceLines(): number {
  return lines;
}
