/** The content of an ids file is what the assigner hands from one run to the next. */
export {
  type IdAssignments,
  type IdMemory,
  type NumbersInUse,
  noIdAssignments,
  type ReleasedNumbers,
} from '../solve/index.ts';
