import { sortNames } from '../../../base/order.ts';
import type { Gate } from './gate.ts';

/**
 * Nothing is done on a machine that does not answer: the plan waits until it does, or is gone. A deployer would only
 * fail there, and leave the rest half done.
 */
export const answersGate: Gate = ({ plan, missing }) => {
  const touched = plan.steps.flatMap(({ kind, leaves, comes, stays }) =>
    [...leaves, ...comes, ...(kind === 'change' || kind === 'restart' ? stays : [])].map(({ target }) => target),
  );
  const names = sortNames(new Set(touched.filter(target => missing.has(target))));
  return names.length > 0 ? { gate: 'answers', names } : undefined;
};
