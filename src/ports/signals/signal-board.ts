/** Signals that end a search with what it has, and the exit codes that shells know them by. */
export const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;

export type StopSignal = keyof typeof exitCodes;

/** The signals in the order of their numbers on the board, from 1 on. */
export const stopSignals = Object.keys(exitCodes) as StopSignal[];

/** What the thread that hears signals shares with the one that works: numbers, at the places below. */
export type SignalBoard = Int32Array;

/** The signal that came; 0 for none. */
export const came = 0;

/** 1 when nobody searches any more. */
export const over = 1;
