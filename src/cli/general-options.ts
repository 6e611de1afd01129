import type { OptionTable } from './option-table.ts';

/** The options that every command has; the front door itself sees to them. */
export const generalOptions = {
  color: {
    kind: 'text',
    value: 'WHEN',
    choices: ['auto', 'always', 'never'],
    default: 'auto',
    summary: 'colour messages; auto does on a terminal, unless NO_COLOR is set',
  },
  help: { kind: 'switch', short: 'h', summary: 'print this text' },
  version: { kind: 'switch', summary: 'print the version' },
} as const satisfies OptionTable;
