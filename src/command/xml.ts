import type { Arguments, Command, Outcome, Surroundings } from '../cli/command.ts';
import {
  distributionOption,
  evaluationOptions,
  infrastructureOption,
  outputFileOption,
  servicesOption,
} from '../cli/model-options.ts';
import { usageError } from '../cli/usage-error.ts';
import { writeResult } from '../cli/write-result.ts';
import { loadModels } from '../load/load-models.ts';
import {
  writeDistributionXml,
  writeIdResourcesXml,
  writeIdsXml,
  writeInfrastructureXml,
  writeServicesXml,
} from '../write/model-xml.ts';
import { idResourcesOption, idsOption } from './id-options.ts';
import { noOutLinkOption } from './original-options.ts';
import { readIdResources, readIds } from './run-id-assignment.ts';

/** `dydisnix-xml`: one model, in Nix or XML, as XML. */
export const xml: Command = {
  name: 'xml',
  summary: 'print a model as XML of the original toolset',
  description:
    'Prints the last of the models given: services, infrastructure, distribution, ID resources, ids. A distribution needs the infrastructure beside it; with the services there, their names are checked as well.',
  options: [
    servicesOption,
    infrastructureOption,
    distributionOption,
    idResourcesOption,
    idsOption,
    outputFileOption,
    ...evaluationOptions,
    noOutLinkOption,
  ],
  examples: [
    { command: 'dydisnix-xml -s services.nix', effect: 'prints the services model as XML' },
    {
      command: 'dydisnix-xml -i infrastructure.nix -d distribution.nix --output-file distribution.xml',
      effect: 'writes the distribution as XML',
    },
  ],
  run: convert,
};

function convert(options: Arguments, surroundings: Surroundings): Outcome {
  return writeResult(writeLast(options, surroundings), options, surroundings);
}

function writeLast(options: Arguments, surroundings: Surroundings): string {
  const { services, infrastructure, distribution, evaluator, findings } = loadModels(options, surroundings);
  if (options.has('ids')) {
    const ids = readIds(options, surroundings, evaluator, findings);
    findings.throwIfErrors();
    return writeIdsXml(ids);
  }
  if (options.has('id-resources')) {
    const resources = readIdResources(options, evaluator, findings);
    findings.throwIfErrors();
    return writeIdResourcesXml(resources);
  }
  if (distribution !== undefined) return writeDistributionXml(distribution);
  if (options.has('infrastructure')) return writeInfrastructureXml(infrastructure);
  if (options.has('services')) return writeServicesXml(services);
  throw usageError('no model is given', 'dydisnix xml -s services.nix prints a services model');
}
