import type { Gate } from './gate.ts';

/** Somebody agrees to just this plan: what was said of another one does not count. */
export const approvalGate: Gate = ({ plan, circumstances }, { approval: by }) => {
  if (by === 'none') return undefined;
  const said = circumstances.approval?.plan === plan.digest ? circumstances.approval : undefined;
  return said?.isGiven === true ? undefined : { gate: 'approval', by, isRefused: said !== undefined };
};
