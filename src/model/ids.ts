import type { IdAssignments } from '../solve/index.ts';

/** The content of an ids file is what the assigner hands from one run to the next. */
export {
  type IdAssignments,
  type IdMemory,
  type NumbersInUse,
  noIdAssignments,
  type ReleasedNumbers,
} from '../solve/index.ts';

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
