import type { Position } from '../base/source.ts';

/** Which targets a service may go to (as input) or goes to (as result). Service keys in byte order. */
export interface Distribution {
  readonly mappings: ReadonlyMap<string, readonly Mapping[]>;
}

/** One place of a service. */
export interface Mapping {
  /** The target's name in the infrastructure model. */
  readonly target: string;
  /** The container, where the model names it explicitly. */
  readonly container?: string | undefined;
  readonly position?: Position | undefined;
}
