import type { MeasureName } from '../../../model/policy.ts';

/**
 * What a plan comes to under a policy, in the words and units of the models. Amounts are exact decimals, as text. Lists
 * of targets are in byte order.
 */
export interface MeasuredPlan {
  readonly measures: Readonly<Record<MeasureName, string>>;
  /** From the inside outwards; the first are those on one target, which cost nothing. */
  readonly links: readonly LinkLevel[];
  readonly loads: readonly CapacityLoads[];
  /** Those that host anything. */
  readonly targets: readonly UsedTarget[];
  /** Stateful services first, then by name. */
  readonly moves: readonly Move[];
  /** Soft rules that are not met, in the order of the policy. */
  readonly wishes: readonly UnmetWish[];
  /** Whether there was a plan before: without one nothing moves. */
  readonly hasPrevious: boolean;
}

/** Links between replicas whose ends share a zone of this level, and none further in. */
export interface LinkLevel {
  /** The property that makes the zones; `target` for the innermost, undefined for what shares no zone. */
  readonly within: string | undefined;
  readonly count: number;
  readonly weight: number;
  readonly cost: string;
}

export interface CapacityLoads {
  readonly capacity: string;
  /** Every target of the problem. */
  readonly targets: readonly TargetLoad[];
}

export interface TargetLoad {
  readonly target: string;
  readonly used: string;
  /** What is handed out. */
  readonly have: string;
  /** The part of it that is used without regret. */
  readonly comfortable: string | undefined;
  /** What it holds while replicas move, where that is more than `used`. */
  readonly whileMoving: string | undefined;
  /** `used / have`; 0 where there is nothing and nothing is used, Infinity where there is nothing and something is. */
  readonly share: number;
  readonly isComfortable: boolean;
  readonly isOverloaded: boolean;
}

export interface UsedTarget {
  readonly target: string;
  readonly replicas: number;
  readonly cost: string | undefined;
}

export interface Move {
  readonly service: string;
  readonly from: string;
  readonly to: string;
  readonly stateful: boolean;
  /** What it counts. */
  readonly weight: string;
}

export interface UnmetWish {
  readonly rule: string;
  readonly violations: number;
  /** What they count. */
  readonly counts: string;
  /** Who is concerned, each once. */
  readonly services: readonly string[];
}
