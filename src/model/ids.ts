import type { IdAssignments } from '../solve/index.ts';

/** The content of an ids file is what the assigner hands from one run to the next. */
export type { IdAssignments, IdMemory, NumbersInUse, ReleasedNumbers } from '../solve/index.ts';

/** What there is before the first run. Of itself: whoever reads ids loads no solver. */
export const noIdAssignments: IdAssignments = {
  ids: new Map(),
  lastAssignments: new Map(),
  lastAssignmentsPerTarget: new Map(),
  released: new Map(),
};

/** Which ids file one is, and how often it was changed: so one of an earlier time, or of another system, is noticed. */
export interface IdsIdentity {
  /** The same from the first run on. */
  readonly lineage: string;
  /** Greater by one with each change, from 1. */
  readonly serial: number;
}

/** What an ids file says. */
export interface IdsFile extends IdAssignments {
  /** Undefined in files of earlier versions and of other programs. */
  readonly identity?: IdsIdentity | undefined;
}
