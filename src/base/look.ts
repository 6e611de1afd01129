import { type Paint, plainPaint } from './paint.ts';

/** How a text for people looks where it is printed. */
export interface Look {
  readonly paint: Paint;
  /** So many characters fit into a line. */
  readonly width: number;
}

/** That of files and pipes. */
export const plainLook: Look = { paint: plainPaint, width: 100 };
