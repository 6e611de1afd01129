import type { Gate } from './gate.ts';

/**
 * So much time passes between the end of an apply and the next one. An apply in the future, by a clock set back, was
 * now.
 */
export const pauseGate: Gate = ({ lastApply, now }, { pause }) => {
  const until = lastApply === null ? now : Math.min(lastApply, now) + pause;
  return until > now ? { gate: 'pause', until } : undefined;
};
