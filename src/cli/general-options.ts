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
  directory: {
    kind: 'folder',
    short: 'C',
    summary: 'work in this folder: names of files, and models that are looked for, start there',
  },
  all: {
    kind: 'switch',
    summary: 'leave nothing out: no message like others, no service of a long text or a large picture',
  },
  quiet: { kind: 'switch', summary: 'print nothing but the result, warnings and errors' },
  verbose: { kind: 'switch', short: 'v', summary: 'tell on stderr what is being done, and which files are read' },
  help: { kind: 'switch', short: 'h', summary: 'print this text' },
  version: { kind: 'switch', short: 'V', summary: 'print the version' },
} as const satisfies OptionTable;
