/** A picture as bytes, and what the reader of stderr should know about it. */
export interface Picture {
  readonly text: string;
  readonly note?: string | undefined;
  /** Whether it is drawn smaller than its letters want, since it would be too large. */
  readonly isReduced?: boolean;
}
