import type { Arguments } from '../cli/command.ts';
import { usageError } from '../cli/usage-error.ts';
import type { Resource } from '../plan/pose-division.ts';

/**
 * The resources that `--service-property` and `--target-property` name, pair by pair.
 * @throws InputError when they are not given equally often
 */
export function readResources(options: Arguments): readonly Resource[] {
  const needs = options.texts('service-property');
  const haves = options.texts('target-property');
  if (needs.length !== haves.length) {
    throw usageError('--service-property and --target-property must be given equally often: each pair is one resource');
  }
  return needs.map((serviceProperty, i) => ({ serviceProperty, targetProperty: haves[i] ?? serviceProperty }));
}
