import { workerData } from 'node:worker_threads';
import { showControls } from '../../base/show-controls.ts';
import { withoutColours } from '../../nix/index.ts';
import { printMessages } from '../print-messages.ts';

/** Lines that the run which this one repeats has shown already: the same ones come again, in the same order. */
const shownBefore = (): number => (workerData as { shownLines?: number } | null)?.shownLines ?? 0;

let lines = 0;

/**
 * Shows a line of `trace` on stderr at once; a run that is repeated with a larger stack (`run-deep.ts`) shows each line
 * once. The colours that nixpkgs gives its warnings are left out.
 */
export function showTraceLine(text: string): void {
  if (++lines <= shownBefore()) return;
  printMessages(`${showControls(withoutColours(text))}\n`);
}

/** How many lines this run has shown. */
export function countTraceLines(): number {
  return lines;
}
