import { assignIds } from './assign-ids.ts';
import { planDivision } from './divide.ts';
import { planGraphCol } from './graphcol.ts';
import { planMinSetCover } from './minsetcover.ts';
import { planMultiwayCut } from './multiwaycut.ts';
import { planPlace } from './place.ts';

/**
 * All planners, by the names of their commands: each gives services their places, but the last, which gives them
 * numbers. The laws of the contract hold for each.
 */
export const planners = {
  multiwaycut: planMultiwayCut,
  graphcol: planGraphCol,
  divide: planDivision,
  minsetcover: planMinSetCover,
  place: planPlace,
  'id-assign': assignIds,
} as const;
