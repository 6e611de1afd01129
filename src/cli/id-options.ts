import { usualServiceProperty } from '../model/id-resources.ts';
import type { OptionTable } from './option-table.ts';

/** Which pools of ids there are. */
export const idResourcesOption = {
  'id-resources': {
    kind: 'file',
    lookedForAs: 'idresources',
    summary: 'the ID resources model: the pools from which ids are handed out',
  },
} as const satisfies OptionTable;

/** Which ids there are already. */
export const idsOption = {
  ids: {
    kind: 'file',
    lookedForAs: 'ids',
    summary: 'the ids file of the run before: ids in it stay as they are',
  },
} as const satisfies OptionTable;

/** Which pools a service wants ids of. */
export const wantedPoolsOption = {
  'service-property': {
    kind: 'text',
    value: 'NAME',
    default: usualServiceProperty,
    summary: 'the property of a service that lists the pools it wants an id of',
  },
} as const satisfies OptionTable;
