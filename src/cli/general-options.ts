import type { Option } from './command.ts';

/** The options that every command has; the front door itself sees to them. */
export const generalOptions: readonly Option[] = [
  {
    name: 'color',
    value: 'WHEN',
    choices: ['auto', 'always', 'never'],
    summary: 'colour messages; auto (default) does on a terminal, unless NO_COLOR is set',
  },
  { name: 'help', short: 'h', summary: 'print this text' },
  { name: 'version', summary: 'print the version' },
];
