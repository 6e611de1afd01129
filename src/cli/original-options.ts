import type { OptionTable } from './option-table.ts';

/** An option of several original commands that has no effect. */
export const noOutLinkOption = {
  'no-out-link': { kind: 'switch', summary: 'no effect: there is no link "result"' },
} as const satisfies OptionTable;

/** Options of the original `dydisnix-gendist` that have no effect: scripts with them go on. */
export const idleOptions = {
  stdout: { kind: 'switch', summary: 'no effect: the distribution goes to stdout anyway' },
  ...noOutLinkOption,
  'target-property': { kind: 'text', value: 'NAME', summary: 'no effect: targets are told by their names' },
  interface: { kind: 'text', value: 'PROGRAM', summary: 'no effect: no machine is asked' },
} as const satisfies OptionTable;

const message = (name: string) => `the option "--${name}" of the original dydisnix-gendist does not exist here`;

/** Options of it that would change the answer: known only to be refused, with what to do instead. */
export const refusedOptions = {
  'filter-buildable': {
    kind: 'switch',
    summary: 'refused: nothing is built here',
    refused: {
      message: message('filter-buildable'),
      hint: 'nothing is built here: leave it out, and take what cannot be built out of the candidates (-d)',
    },
  },
} as const satisfies OptionTable;
