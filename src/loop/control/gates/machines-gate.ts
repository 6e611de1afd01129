import { type Gate, holdAbove } from './gate.ts';

/**
 * At most so many machines are gone since there was nothing to do last: more of them are rather a network, or a
 * discovery, that failed. They are in byte order already.
 */
export const machinesGate: Gate = ({ there, machinesBefore }, { machines }) => {
  const names = machinesBefore.filter(name => !there.has(name));
  return holdAbove('machines', names, machines, machinesBefore.length);
};
