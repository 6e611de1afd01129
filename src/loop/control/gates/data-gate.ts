import { type Gate, leavingServices } from './gate.ts';

/** Services with data leave machines that are there only where that is allowed, unless they left the models. */
export const dataGate: Gate = (input, { moveStateful }) => {
  if (moveStateful) return undefined;
  const modelled = new Set(input.plan.services);
  const names = leavingServices(input, ({ stateful, service }) => stateful && modelled.has(service));
  return names.length > 0 ? { gate: 'data', names } : undefined;
};
