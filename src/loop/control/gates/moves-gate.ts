import { sortNames } from '../../../base/order.ts';
import { allowedBy, type Gate } from './gate.ts';

/**
 * At most so many services leave machines that are there for others. To leave a machine that is gone is no move: the
 * gate for machines counts those.
 */
export const movesGate: Gate = ({ plan, there, deployed }, { moves }) => {
  const names = plan.steps
    .filter(({ kind, leaves }) => kind === 'move' && leaves.some(({ target }) => there.has(target)))
    .map(({ service }) => service);
  const allowed = allowedBy(moves, deployed);
  return names.length > allowed ? { gate: 'moves', names: sortNames(names), allowed } : undefined;
};
