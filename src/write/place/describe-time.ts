import type { PlaceSolution } from '../../solve/index.ts';

/** How long a search took, and what ended it, where that is not that everything is proved. */
export function describeTime({ seconds, endedBy }: Pick<PlaceSolution, 'seconds' | 'endedBy'>): string {
  return `${seconds.toFixed(2)} s${endings[endedBy]}`;
}

const endings: Readonly<Record<PlaceSolution['endedBy'], string>> = {
  proof: '',
  done: '',
  work: '; ended at its limit of work: equal input gives an equal plan',
  clock: '; ended by the clock: another run may find another plan',
  interruption: '; interrupted',
};
