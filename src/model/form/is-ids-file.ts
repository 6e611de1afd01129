import { AttributeSetValue, force, type Value } from '../../nix/index.ts';

/** What an ids file may say. */
export const idsKeys: readonly string[] = [
  'former',
  'ids',
  'inUse',
  'lastAssignments',
  'lastAssignmentsPerTarget',
  'lineage',
  'released',
  'releasedPerTarget',
  'serial',
];

/**
 * Whether a value is an ids file rather than a distribution. One that a run wrote has `lastAssignments`; one that is
 * written by hand may have `ids` alone, by pools, where a distribution has places of a service that is called so.
 * O(keys).
 */
export function isIdsFile(value: Value): boolean {
  if (!(value instanceof AttributeSetValue) || !value.has('ids')) return false;
  if (value.has('lastAssignments')) return true;
  if (value.shape.names.some(name => !idsKeys.includes(name))) return false;
  const ids = force(value.get('ids') ?? null);
  return ids instanceof AttributeSetValue && !ids.has('targets');
}
