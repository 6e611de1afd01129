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

/** What an installed Nix is asked about the candidates. */
export const buildableOptions = {
  'filter-buildable': {
    kind: 'switch',
    summary: 'leave out candidates whose service an installed Nix cannot build for their system',
  },
  build: {
    kind: 'switch',
    summary: 'build packages for that, instead of working out how they would be built',
    needs: [
      {
        option: 'filter-buildable',
        message: 'nothing is built but to find out what can be',
        hint: 'add --filter-buildable',
      },
    ],
  },
} as const satisfies OptionTable;
