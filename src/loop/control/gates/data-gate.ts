import { sortNames } from '../../../base/order.ts';
import type { Gate } from './gate.ts';

/** Services with data leave machines that are there only where that is allowed, unless they left the models. */
export const dataGate: Gate = ({ plan, there }, { moveStateful }) => {
  if (moveStateful) return undefined;
  const modelled = new Set(plan.services);
  const names = plan.steps
    .filter(
      ({ stateful, service, leaves }) =>
        stateful && modelled.has(service) && leaves.some(({ target }) => there.has(target)),
    )
    .map(({ service }) => service);
  return names.length > 0 ? { gate: 'data', names: sortNames(names) } : undefined;
};
