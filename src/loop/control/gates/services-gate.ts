import { type Gate, holdAbove, leavingServices } from './gate.ts';

/**
 * No service that runs, on a machine that is there, is stopped for good unless it left the models. What runs nowhere
 * any more, since its machine is gone, is not lost by the plan.
 */
export const servicesGate: Gate = (input, { services }) => {
  const modelled = new Set(input.plan.services);
  const names = leavingServices(input, ({ kind, service }) => kind === 'stop' && modelled.has(service));
  return holdAbove('services', names, services, input.deployed);
};
