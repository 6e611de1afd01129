import { GraphError } from './graph-error.ts';

/** The seconds that a search may take: 5 when nothing is said. */
export function checkTimeLimit(seconds = 5): number {
  if (seconds >= 0) return seconds;
  throw new GraphError('option', `timeLimit is ${seconds}, but must be a number of seconds from 0 on`);
}
