import type { Gate } from './gate.ts';

/** Nothing is applied of which `check` finds an error. */
export const checkGate: Gate = ({ plan }, { check }) => {
  const errors = plan.findings.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  return check && first !== undefined ? { gate: 'check', errors: errors.length, first: first.message } : undefined;
};
