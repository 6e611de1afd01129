import { idResourcesOption, idsOption, wantedPoolsOption } from './id-options.ts';
import type { OptionTable } from './option-table.ts';

const aboutIds = (name: string) => [
  { option: 'id', message: `--${name} is about numbers from pools: ask for one with --id` },
];

const hint = 'docs/ids.md';

/** What is said beside a number is said of it alone. */
const apart = ['impossible', 'policy', 'candidates', 'qos', 'service', 'target', 'service-property', 'target-property'];

/** The options that ask why a service has the number that it has. */
export const idQuestionOptions = {
  id: {
    kind: 'text',
    value: 'POOL:SERVICE',
    repeatable: true,
    needs: [
      { option: 'id-resources', message: '--id asks for a number of a pool: give the pools with --id-resources', hint },
      {
        option: 'ids',
        message: '--id asks for a number: give the ids file with --ids, also where it is not there yet',
        hint,
      },
    ],
    excludes: apart.map(option => ({ option, message: `--id is about numbers and does not go with --${option}` })),
    summary: 'tell why this service has its number of this pool (ports:web), or all of a pool (ports)',
  },
  not: {
    kind: 'number',
    value: 'NUMBER',
    least: 0,
    repeatable: true,
    needs: aboutIds('not'),
    summary: 'with --id: tell why it is not this number, and who has it',
  },
  'id-resources': { ...idResourcesOption['id-resources'], needs: aboutIds('id-resources') },
  ids: { ...idsOption.ids, needs: aboutIds('ids'), summary: 'the ids file that says who has which number' },
  'ids-service-property': {
    ...wantedPoolsOption['service-property'],
    summary: 'the property of a service that lists the pools it wants an id of',
  },
} as const satisfies OptionTable;
