import type { Renderer } from '../picture/renderer.ts';

/** What a page needs of the machine that it is written on: where that runs is no business of this room. */
export interface PageMachine {
  readonly renderer: Renderer;
  /** SHA-256 of a byte string, in base64. */
  readonly sha256: (bytes: string) => string;
}
