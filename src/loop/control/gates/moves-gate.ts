import { type Gate, holdAbove, leavingServices } from './gate.ts';

/**
 * At most so many services leave machines that are there for others. To leave a machine that is gone is no move: the
 * gate for machines counts those.
 */
export const movesGate: Gate = (input, { moves }) => {
  const names = leavingServices(input, ({ kind }) => kind === 'move');
  return holdAbove('moves', names, moves, input.deployed);
};
