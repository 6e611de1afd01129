import { nameCircle } from '../../base/name-circle.ts';
import { targetsOf } from '../../model/distribution.ts';
import type { CandidateRemoval } from '../candidate-removal.ts';
import type { PreparedRequest } from '../prepare-request.ts';
import type { ConflictingDemand, DemandConflict, Reason } from '../reason.ts';
import type { ActivationCircle } from './activation-waits.ts';

/** Whether a reason has to do with a circle being open. */
export function namesCircle(reason: Reason, { services }: ActivationCircle): boolean {
  const name = nameCircle(services);
  switch (reason.kind) {
    case 'demand-conflict':
      return reason.demands.some(demand => demand.kind === 'order' && demand.name === name);
    case 'no-candidates':
      return (reason.removals ?? []).some(({ because, names }) => because === 'order' && nameCircle(names) === name);
    default:
      return true;
  }
}

/**
 * The demands that together rule out each of several ways to open a circle: those that rule out one way or another.
 * That the circle is open is the same demand in all of them.
 */
export function joinReasons(reasons: readonly Reason[], request: PreparedRequest): DemandConflict {
  const demands = new Map<string, ConflictingDemand>();
  for (const demand of reasons.flatMap(reason => demandsOf(reason, request))) {
    demands.set(JSON.stringify([demand.kind, demand.name, demand.target]), demand);
  }
  const isConfirmed = reasons.every(reason => reason.kind === 'demand-conflict' && reason.confirmedBy !== undefined);
  return {
    kind: 'demand-conflict',
    demands: [...demands.values()],
    isMinimal: false,
    shownBy: 'search',
    confirmedBy: isConfirmed ? 'search' : undefined,
    shortage: undefined,
    nowhere: undefined,
  };
}

function demandsOf(reason: Reason, { listed }: PreparedRequest): readonly ConflictingDemand[] {
  if (reason.kind === 'demand-conflict') return reason.demands;
  if (reason.kind !== 'no-candidates') return [];
  return [
    ...reason.services.map(name => ({ kind: 'candidates' as const, name, targets: targetsOf(listed, name) })),
    ...(reason.removals ?? []).map(demandOf),
  ];
}

function demandOf({ service, because, names }: CandidateRemoval): ConflictingDemand {
  if (because === 'order') return { kind: 'order', name: nameCircle(names), services: names };
  return { kind: because, name: service, targets: because === 'container' ? undefined : names };
}
