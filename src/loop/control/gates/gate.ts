import { sortNames } from '../../../base/order.ts';
import type { PlanFacts, PlannedStep } from '../plan-facts.ts';
import type { Window } from './window.ts';

/** The gates that a plan passes before it is applied, in the order in which they are told. */
export const gateNames = [
  'check',
  'empty',
  'services',
  'moves',
  'machines',
  'answers',
  'data',
  'freeze',
  'window',
  'pause',
  'approval',
] as const;
/** One of them. */
export type GateName = (typeof gateNames)[number];

/** How many of something are too many: each limit that is given holds. */
export interface Limit {
  readonly count: number | null;
  /** Of all, rounded up, so that a limit above 0 allows one at least. */
  readonly percent: number | null;
}

/** What gates allow. Times in milliseconds. */
export interface GateOptions {
  /** Whether errors of `check` hold a plan. */
  readonly check: boolean;
  /** Whether a plan that deploys nothing, where something is deployed, is held. */
  readonly empty: boolean;
  /** How many services that run, and that the models still have, a plan may stop. */
  readonly services: Limit;
  /** How many services may leave machines that are there, of those deployed. */
  readonly moves: Limit;
  /** How many machines may be gone since there was nothing to do last, of those that were there then. */
  readonly machines: Limit;
  /** Whether services with data may leave machines that are there. */
  readonly moveStateful: boolean;
  /** When plans are applied; always where there are none. */
  readonly windows: readonly Window[];
  /** From the end of an apply to the next one. */
  readonly pause: number;
  /** Who has to agree to each plan. */
  readonly approval: 'none' | 'terminal' | 'file' | 'command';
}

/** What is going on around a plan, as whoever runs the loop finds it. */
export interface Circumstances {
  /** Why nothing is to be applied: what the freeze file says, or its name; null where there is none. */
  readonly freeze: string | null;
  /** What was said of a plan, by its digest. */
  readonly approval: { readonly plan: string; readonly isGiven: boolean } | null;
  /** Minutes that the local time is ahead of UTC now. */
  readonly localOffset: number;
}

/** What gates look at. */
export interface GateInput {
  readonly plan: PlanFacts;
  /** How many services are deployed, on whatever machine. */
  readonly deployed: number;
  /** The machines that are there. */
  readonly there: ReadonlySet<string>;
  /** Those of them that were left out of the last answer. */
  readonly missing: ReadonlySet<string>;
  /** The machines that were there when there was nothing to do last. */
  readonly machinesBefore: readonly string[];
  readonly lastApply: number | null;
  readonly now: number;
  readonly circumstances: Circumstances;
}

/** Why a gate holds a plan. Names in byte order, times in milliseconds since 1970. */
export type Held =
  | { readonly gate: 'check'; readonly errors: number; readonly first: string }
  | { readonly gate: 'empty'; readonly deployed: number }
  | { readonly gate: 'services' | 'moves' | 'machines'; readonly names: readonly string[]; readonly allowed: number }
  | { readonly gate: 'data' | 'answers'; readonly names: readonly string[] }
  | { readonly gate: 'freeze'; readonly reason: string }
  /** It opens then. */
  | { readonly gate: 'window'; readonly until: number }
  | { readonly gate: 'pause'; readonly until: number }
  | { readonly gate: 'approval'; readonly by: 'terminal' | 'file' | 'command'; readonly isRefused: boolean };

/** A gate: nothing where the plan passes. */
export type Gate = (input: GateInput, options: GateOptions) => Held | undefined;

/** How many of so many a limit allows. */
export function allowedBy({ count, percent }: Limit, of: number): number {
  const byPercent = percent === null ? Number.POSITIVE_INFINITY : Math.ceil((percent * of) / 100);
  return Math.min(count ?? Number.POSITIVE_INFINITY, byPercent);
}

/** Held where there are more names than a limit allows. */
export function holdAbove(
  gate: 'services' | 'moves' | 'machines',
  names: readonly string[],
  limit: Limit,
  of: number,
): Held | undefined {
  const allowed = allowedBy(limit, of);
  return names.length > allowed ? { gate, names, allowed } : undefined;
}

/** The services of such steps that leave machines that are there, in byte order: what is gone cannot be left. */
export function leavingServices(
  { plan, there }: GateInput,
  isMeant: (step: PlannedStep) => boolean,
): readonly string[] {
  const leaving = plan.steps.filter(step => isMeant(step) && step.leaves.some(({ target }) => there.has(target)));
  return sortNames(leaving.map(({ service }) => service));
}
