import type { Gate } from './gate.ts';
import { findOpening } from './window.ts';

/** Plans are applied in windows of the week only, where there are any. */
export const windowGate: Gate = ({ now, circumstances }, { windows }) => {
  if (windows.length === 0) return undefined;
  const until = Math.min(...windows.map(window => findOpening(window, now, circumstances.localOffset)));
  return until > now ? { gate: 'window', until } : undefined;
};
