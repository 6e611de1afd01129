import { nearestName } from '../../base/suggest.ts';
import { EvaluationError } from '../error.ts';
import type { AttributeSetValue, Slot } from '../value.ts';

/** The attribute that a builtin needs in its argument; an error that names both when it is missing. */
export function requireAttribute(set: AttributeSetValue, name: string, builtin: string): Slot {
  const slot = set.get(name);
  if (slot !== undefined) return slot;
  const near = nearestName(name, set.shape.names);
  throw new EvaluationError(
    'missing-attribute',
    `attribute '${name}' missing for call to '${builtin}'`,
    undefined,
    near === undefined ? undefined : `the set has an attribute "${near}": is it misspelt?`,
  );
}
