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
 * Whether what has these names is an ids file rather than a distribution. One that a run wrote has `lastAssignments`;
 * one that is written by hand may have `ids` alone, by pools, where a distribution has places of a service that is
 * called so. O(names).
 * @param hasPools whether all that is in `ids` are sets, as pools are
 */
export function isIdsByNames(names: readonly string[], hasPools: () => boolean): boolean {
  if (!names.includes('ids')) return false;
  return names.includes('lastAssignments') || (names.every(name => idsKeys.includes(name)) && hasPools());
}

/** The same of a value. O(names), and forces `ids` and its pools where the names do not tell. */
export function isIdsFile(value: Value): boolean {
  if (!(value instanceof AttributeSetValue)) return false;
  return isIdsByNames(value.shape.names, () => {
    const ids = force(value.get('ids') ?? null);
    return ids instanceof AttributeSetValue && ids.slots.every(slot => force(slot) instanceof AttributeSetValue);
  });
}
