import type { Option } from '../cli/command.ts';

// Options of the commands that deal with ids.

export const idResourcesOption: Option = {
  name: 'id-resources',
  value: 'FILE',
  summary: 'the ID resources model: the pools from which ids are handed out',
};

export const idsOption: Option = {
  name: 'ids',
  value: 'FILE',
  summary: 'the ids file of the run before: ids in it stay as they are',
};

export const servicePropertyOption: Option = {
  name: 'service-property',
  value: 'NAME',
  summary: 'the property of a service that lists the pools it wants an id of; default requiresUniqueIdsFor',
};

export const lockTimeoutOption: Option = {
  name: 'lock-timeout',
  value: 'SECONDS',
  summary: 'how long to wait while another run has the output file; default 60',
};

export const dryRunOption: Option = {
  name: 'dry-run',
  summary: 'write no file; print the result and what would change',
};
