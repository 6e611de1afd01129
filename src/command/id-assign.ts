import { defineCommand } from '../cli/command.ts';
import { evaluationOptions, modelOptions, toRequest } from '../cli/model-options.ts';
import { required } from '../cli/option-table.ts';
import { readModels } from '../load/load-models.ts';
import { assignmentOptions, runIdAssignment } from './run-id-assignment.ts';

/** `dydisnix-id-assign`: a unique number for each service from each pool that it asks for, as the post of 2020-09-24 tells it. */
export const idAssign = defineCommand({
  name: 'id-assign',
  summary: 'assign unique numbers (ports, user ids, group ids) to services',
  description:
    'Ids of the ids file given stay as they are wherever they are valid, ids of services that are gone are released, and new ones are handed out upwards. ' +
    'With a distribution, services that are distributed to no target are left out; without one, all services get their ids and every pool must be of global scope. ' +
    'The ids file may be the output file: it is replaced as a whole or not at all, and two runs at once wait for each other.',
  options: {
    services: required(modelOptions.services),
    infrastructure: modelOptions.infrastructure,
    distribution: {
      ...modelOptions.distribution,
      needs: [
        {
          option: 'infrastructure',
          message: 'a distribution (-d) names targets, so the infrastructure model (-i) must be given as well',
        },
      ],
    },
    ...assignmentOptions,
    ...evaluationOptions,
  },
  examples: [
    {
      command:
        'dydisnix id-assign -s services.nix -i infrastructure.nix -d distribution.nix --id-resources idresources.nix --output-file ids.nix',
      effect: 'writes the ids of all services that are distributed to a target',
    },
    {
      command: 'dydisnix id-assign -s services.nix --id-resources idresources.nix --ids ids.nix --dry-run',
      effect: 'prints what the next ids file would be, and what would change, and writes nothing',
    },
  ],
  run: (given, world) => runIdAssignment(given, world, () => readModels(toRequest(given), world)),
});
