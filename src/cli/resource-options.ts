import type { ArgumentsOf, OptionTable } from './option-table.ts';
import { usageError } from './usage.ts';

/** What services need, and what targets have of it: pair by pair. */
export const resourceOptions = {
  'service-property': {
    kind: 'text',
    value: 'NAME',
    repeatable: true,
    summary: 'the property that says what a service needs; several times for several resources',
  },
  'target-property': {
    kind: 'text',
    value: 'NAME',
    repeatable: true,
    summary: 'the property that says what a target has of it, in the same order',
  },
} as const satisfies OptionTable;

/** A resource: what the property of a service that needs it, and that of a target that has it, are called. */
export interface ResourceNames {
  readonly serviceProperty: string;
  readonly targetProperty: string;
}

/**
 * The resources that the options name, pair by pair.
 * @throws InputError when they are not given equally often
 */
export function pairResources({
  serviceProperty: needs,
  targetProperty: haves,
}: ArgumentsOf<typeof resourceOptions>): readonly ResourceNames[] {
  if (needs.length !== haves.length) {
    throw usageError('--service-property and --target-property must be given equally often: each pair is one resource');
  }
  return needs.map((serviceProperty, i) => ({ serviceProperty, targetProperty: haves[i] ?? serviceProperty }));
}
