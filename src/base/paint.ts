/** What a part of a message is; a painter decides how that looks. */
export type Tone = 'error' | 'warning' | 'hint' | 'place' | 'gain' | 'loss' | 'change';

/** Gives a text the look of its tone. The text itself has no line ends. */
export type Paint = (tone: Tone, text: string) => string;

/** Leaves every text as it is. */
export const plainPaint: Paint = (_, text) => text;

/** Colours for a terminal that understands the escape sequences of ECMA-48, as practically all do. */
export const terminalPaint: Paint = (tone, text) => `\x1b[${codes[tone]}m${text}\x1b[0m`;

const codes: Readonly<Record<Tone, string>> = {
  /** Bold red, bold yellow, cyan, bold. */
  error: '1;31',
  warning: '1;33',
  hint: '36',
  place: '1',
  /** Green, red, yellow. */
  gain: '32',
  loss: '31',
  change: '33',
};
