import { allowedBy, type Gate } from './gate.ts';

/**
 * At most so many machines are gone since there was nothing to do last: more of them are rather a network, or a
 * discovery, that failed. They are in byte order already.
 */
export const machinesGate: Gate = ({ there, machinesBefore }, { machines }) => {
  const names = machinesBefore.filter(name => !there.has(name));
  const allowed = allowedBy(machines, machinesBefore.length);
  return names.length > allowed ? { gate: 'machines', names, allowed } : undefined;
};
