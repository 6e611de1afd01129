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

/**
 * The names of the targets that a distribution gives a service, each once, in its order; none where it does not speak
 * of the service.
 */
export function targetsOf(distribution: Distribution | undefined, service: string): readonly string[] {
  const mappings = distribution?.mappings.get(service) ?? [];
  const [only] = mappings;
  // The rule in a plan, and quicker so.
  if (mappings.length === 1 && only !== undefined) return [only.target];
  return [...new Set(mappings.map(({ target }) => target))];
}
