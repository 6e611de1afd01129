import { InputError } from '../base/diagnostic.ts';
import type { Arguments, Command, Outcome, Surroundings } from '../cli/command.ts';
import {
  distributionOption,
  evaluationOptions,
  infrastructureOption,
  jsonOption,
  outputFileOption,
  outputXmlOption,
  required,
  servicesOption,
} from '../cli/model-options.ts';
import { readModels } from '../load/load-models.ts';
import { dryRunOption, idResourcesOption, idsOption, lockTimeoutOption, servicePropertyOption } from './id-options.ts';
import { runIdAssignment } from './run-id-assignment.ts';

/** `dydisnix-id-assign`: a unique number for each service from each pool that it asks for, as the post of 2020-09-24 tells it. */
export const idAssign: Command = {
  name: 'id-assign',
  summary: 'assign unique numbers (ports, user ids, group ids) to services',
  description:
    'Ids of the ids file given stay as they are wherever they are valid, ids of services that are gone are released, and new ones are handed out upwards. ' +
    'With a distribution, services that are distributed to no target are left out; without one, all services get their ids and every pool must be of global scope. ' +
    'The ids file may be the output file: it is replaced as a whole or not at all, and two runs at once wait for each other.',
  options: [
    required(servicesOption),
    infrastructureOption,
    distributionOption,
    required(idResourcesOption),
    idsOption,
    servicePropertyOption,
    { ...outputFileOption, summary: 'write the ids (Nix) to this file, replaced as a whole, instead of stdout' },
    dryRunOption,
    { ...jsonOption, summary: 'print the ids and what changed as one JSON object on stdout; an output file stays Nix' },
    outputXmlOption,
    lockTimeoutOption,
    ...evaluationOptions,
  ],
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
  run: assign,
};

function assign(options: Arguments, surroundings: Surroundings): Outcome {
  if (options.has('distribution') && !options.has('infrastructure')) {
    throw new InputError([
      {
        severity: 'error',
        code: 'missing-option',
        message: 'a distribution (-d) names targets, so the infrastructure model (-i) must be given as well',
      },
    ]);
  }
  return runIdAssignment(options, surroundings, () => readModels(options, surroundings));
}
