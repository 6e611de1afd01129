import { planGraphCol } from './graphcol.ts';
import { planMultiwayCut } from './multiwaycut.ts';

/**
 * All planners that give each service a place, by the names of their commands. The laws of the contract hold for each.
 */
export const planners = {
  multiwaycut: planMultiwayCut,
  graphcol: planGraphCol,
} as const;
