import type { Diagnostic } from '../../base/diagnostic.ts';
import { sortNames } from '../../base/order.ts';
import type { ServiceStep } from '../../plan/index.ts';
import { type LoopPlace, type Placed, unitePlaced } from './deployed.ts';

/** What the loop has to know of a plan to judge it; the plan itself is kept by whoever made it. */
export interface PlanFacts {
  /** What identifies the plan. */
  readonly digest: string;
  /** All services of the models, in byte order. */
  readonly services: readonly string[];
  /** Where everything is to run when the plan is applied. */
  readonly wanted: readonly Placed[];
  readonly steps: readonly PlannedStep[];
  /** Whether files that models name, recipes of packages say, are not those deployed: no step tells that. */
  readonly hasOtherFiles?: boolean | undefined;
  /** What `check` finds. */
  readonly findings: readonly PlanFinding[];
  /** Services with data on machines that are gone: not planned, and not lost. */
  readonly waiting: readonly WaitingService[];
  /** Services that do not run as often as they should, since there is not room for all. */
  readonly leftOut: readonly { readonly service: string; readonly wanted: number; readonly planned: number }[];
}

/** The same with nothing in it that the loop does not know: what it is made from may say more. O(steps + places). */
export function copyFacts(plan: PlanFacts): PlanFacts {
  return {
    digest: plan.digest,
    services: sortNames(plan.services),
    wanted: unitePlaced(plan.wanted),
    steps: plan.steps.map(({ service, kind, stateful, leaves, comes, stays }) => {
      return {
        service,
        kind,
        stateful,
        leaves: copyPlaces(leaves),
        comes: copyPlaces(comes),
        stays: copyPlaces(stays),
      };
    }),
    hasOtherFiles: plan.hasOtherFiles === true,
    findings: plan.findings.map(({ severity, code, message }) => ({ severity, code, message })),
    waiting: plan.waiting.map(({ service, targets }) => ({ service, targets: sortNames(targets) })),
    leftOut: plan.leftOut.map(({ service, wanted, planned }) => ({ service, wanted, planned })),
  };
}

/** Places of a step as the state has them. */
export function copyPlaces(places: readonly StepPlace[]): readonly LoopPlace[] {
  return places.map(({ target, container }) => ({ target, container: container ?? null }));
}

/** What happens to a service that does not stay as it is. */
export interface PlannedStep {
  readonly service: string;
  readonly kind: ServiceStep['kind'];
  readonly stateful: boolean;
  readonly leaves: readonly StepPlace[];
  readonly comes: readonly StepPlace[];
  readonly stays: readonly StepPlace[];
}

/** A place as steps name it. */
export interface StepPlace {
  readonly target: string;
  readonly container?: string | null | undefined;
}

/** A finding of `check`. */
export type PlanFinding = Pick<Diagnostic, 'severity' | 'code' | 'message'>;

/** A service whose data is on machines that are gone. */
export interface WaitingService {
  readonly service: string;
  /** The machines, in byte order. */
  readonly targets: readonly string[];
}
