import type { Position } from '../base/source.ts';
import { type Distribution, targetsOf } from '../model/distribution.ts';

/** How a QoS model came from the first candidates to the last ones. */
export interface Narrowing {
  readonly initial: Distribution;
  /** The calls of filters in the order in which they were done: what a call was given was made before it. */
  readonly steps: readonly NarrowingStep[];
  readonly final: Distribution;
}

/** One call of a filter. */
export interface NarrowingStep {
  readonly filter: string;
  /** Its arguments that are texts, such as the names of properties. */
  readonly settings: readonly (readonly [name: string, text: string])[];
  /** Where the model calls it. */
  readonly position: Position | undefined;
  /**
   * The distributions that it was given and gave; without services whose list nobody can compute. Undefined where there
   * was none.
   */
  readonly before: Distribution | undefined;
  readonly after: Distribution | undefined;
  /** Why the call failed, where it did: a model can go on by `tryEval`. */
  readonly failure: string | undefined;
}

/**
 * What a distribution lost of one that was before it: service → targets, in the order of `before`, without services
 * that lost none. O(candidates).
 */
export function findRemoved(before: Distribution, after: Distribution): ReadonlyMap<string, readonly string[]> {
  const removed = new Map<string, readonly string[]>();
  for (const service of before.mappings.keys()) {
    if (!after.mappings.has(service)) continue;
    const kept = new Set(targetsOf(after, service));
    const lost = targetsOf(before, service).filter(target => !kept.has(target));
    if (lost.length > 0) removed.set(service, lost);
  }
  return removed;
}

/**
 * The first call of a filter that took a target from a service; undefined where none did. O(calls · candidates of the
 * service).
 */
export function findRemover({ steps }: Narrowing, service: string, target: string): NarrowingStep | undefined {
  return steps.find(({ before, after }) => {
    const isTold = after?.mappings.has(service) === true;
    return isTold && targetsOf(before, service).includes(target) && !targetsOf(after, service).includes(target);
  });
}

/** How many pairs of a service and a candidate a distribution has. */
export function countCandidates(distribution: Distribution): number {
  return [...distribution.mappings.keys()].reduce((sum, service) => sum + targetsOf(distribution, service).length, 0);
}
