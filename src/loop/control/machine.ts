import type { Description } from './description.ts';

/** A machine as the loop knows it after many rounds. */
export interface Machine {
  readonly name: string;
  /** The last that is known of it; null where no answer ever named it, and only something is said to run there. */
  readonly description: Description;
  /** Whether some of that comes from an earlier answer, since the last one was partial. */
  readonly isMerged: boolean;
  /** Whether services may be planned on it. */
  readonly isThere: boolean;
  /** Answers in a row that left it out. */
  readonly misses: number;
  /** When the first of these came; null while there are none. */
  readonly missingSince: number | null;
  /** Answers in a row that named it while it was not there. */
  readonly answers: number;
  /** When it was named last. */
  readonly lastAnswer: number;
}

/** Whether a machine is there, but was left out of the last answers. */
export function isMissing({ isThere, misses }: Machine): boolean {
  return isThere && misses > 0;
}

/** What a discovery says. */
export type DiscoveryAnswer =
  /** Nothing: it could not be asked, or its answer cannot be read. */
  | { readonly kind: 'failed'; readonly reason: string }
  | {
      readonly kind: 'answered';
      /** Whether machines, or properties of them, may be missing in it that are there. */
      readonly isPartial: boolean;
      readonly machines: readonly { readonly name: string; readonly description: Description }[];
    };

/** A machine on which something runs, and that no answer has named so far: it misses from now on. */
export function unnamedMachine(name: string, now: number): Machine {
  return {
    name,
    description: null,
    isMerged: false,
    isThere: true,
    misses: 1,
    missingSince: now,
    answers: 0,
    lastAnswer: now,
  };
}

/** When a machine counts as gone, and as back. Times in milliseconds. */
export interface PresenceRules {
  /** So many answers in a row leave out a machine that is gone, … */
  readonly misses: number;
  /** … and the first of these was so long ago. */
  readonly missingFor: number;
  /** So many answers in a row name a machine that is back, or new. */
  readonly answers: number;
  /** A machine on which nothing runs or waits is forgotten when it was named last so long ago. */
  readonly forgetAfter: number;
}
