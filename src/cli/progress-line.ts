/** What the thread that shows progress shares with the one that works. */
export interface ProgressLine {
  /** Four numbers; below are their places. */
  readonly state: Int32Array;
  /** What is being done: `room` bytes, of which `length` count. */
  readonly text: Uint8Array;
}

/** 1 when the run is over. */
export const over = 0;

/** 1 while somebody writes to the terminal. */
export const lock = 1;

/** 1 when a line stands there. */
export const shown = 2;

/** The length of the text. */
export const length = 3;

/** The most bytes of text. */
export const room = 200;
