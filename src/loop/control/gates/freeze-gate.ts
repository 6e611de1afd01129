import type { Gate } from './gate.ts';

/** Nothing is applied while somebody says so. */
export const freezeGate: Gate = ({ circumstances: { freeze } }) =>
  freeze === null ? undefined : { gate: 'freeze', reason: freeze };
