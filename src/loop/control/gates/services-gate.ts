import { sortNames } from '../../../base/order.ts';
import { allowedBy, type Gate } from './gate.ts';

/**
 * No service that runs, on a machine that is there, is stopped for good unless it left the models. What runs nowhere
 * any more, since its machine is gone, is not lost by the plan.
 */
export const servicesGate: Gate = ({ plan, there, deployed }, { services }) => {
  const modelled = new Set(plan.services);
  const names = plan.steps
    .filter(
      ({ kind, service, leaves }) =>
        kind === 'stop' && modelled.has(service) && leaves.some(({ target }) => there.has(target)),
    )
    .map(({ service }) => service);
  const allowed = allowedBy(services, deployed);
  return names.length > allowed ? { gate: 'services', names: sortNames(names), allowed } : undefined;
};
