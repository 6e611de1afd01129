import type { Option, OptionTable } from './option-table.ts';

/** An option that a usage line names. */
export interface DemandedOption {
  readonly name: string;
  readonly option: Option;
  /** Whether the folder may have what it names, so that nobody need give it. */
  readonly isLookedFor: boolean;
}

/**
 * The options that a command cannot do without, in the order of their table: those that must always be given, and those
 * whose models are looked for in the folder.
 */
export function listDemanded(options: OptionTable): readonly DemandedOption[] {
  return Object.entries(options).flatMap(([name, option]) => {
    const isLookedFor = option.lookedForAs !== undefined;
    const isDemanded = option.required === true || (typeof option.required === 'object' && isLookedFor);
    return isDemanded ? [{ name, option, isLookedFor }] : [];
  });
}
