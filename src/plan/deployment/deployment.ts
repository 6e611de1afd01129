import type { AwaitedService } from '../list-predecessors.ts';

/**
 * What runs where, of a system that is deployed or of one that a plan would deploy, as far as it is known. Services in
 * byte order; those that run nowhere are not in it.
 */
export interface Deployment {
  readonly services: ReadonlyMap<string, DeployedService>;
}

/** A service that runs somewhere. */
export interface DeployedService {
  readonly type: string | undefined;
  readonly stateful: boolean;
  /** Its own properties in texts that are equal where the properties are; undefined where nobody knows them. */
  readonly properties: ReadonlyMap<string, string> | undefined;
  /** What it waits for before it is activated, and so what it follows when that restarts. */
  readonly waitsFor: readonly AwaitedService[];
  /** The packages that were built of it, store paths in byte order; undefined where nobody knows them. */
  readonly pkg?: string | undefined;
  /** In byte order of targets, then containers; at least one. */
  readonly places: readonly Place[];
}

/** Where a service runs. */
export interface Place {
  readonly target: string;
  /** What it runs in: the container that the plan names, or the service's type; undefined where it has neither. */
  readonly container: string | undefined;
}

/** Whether two places are one. */
export function isSamePlace(a: Place, b: Place): boolean {
  return a.target === b.target && a.container === b.container;
}
