import type { Gate } from './gate.ts';

/**
 * A plan that deploys nothing is hardly ever meant: it is what a model that went wrong, or a discovery that found no
 * machine, comes to. Where nothing is deployed either, it does no harm; services that wait are no plan of nothing.
 */
export const emptyGate: Gate = ({ plan, deployed }, { empty }) =>
  empty && plan.wanted.length === 0 && plan.waiting.length === 0 && deployed > 0
    ? { gate: 'empty', deployed }
    : undefined;
