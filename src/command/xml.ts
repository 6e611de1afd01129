import { defineCommand } from '../cli/command.ts';
import { idResourcesOption, idsOption } from '../cli/id-options.ts';
import { evaluationOptions, modelOptions, outputFileOption, toRequest } from '../cli/model-options.ts';
import type { ArgumentsOf, OptionTable } from '../cli/option-table.ts';
import { noOutLinkOption } from '../cli/original-options.ts';
import { writeResult } from '../cli/write-result.ts';
import { loadModels } from '../load/load-models.ts';
import { readIdResources, readIds } from '../load/read-ids.ts';
import type { World } from '../load/world.ts';
import type { ModelKind } from '../model/form/recognise-outline.ts';
import {
  writeDistributionXml,
  writeIdResourcesXml,
  writeIdsXml,
  writeInfrastructureXml,
  writeServicesXml,
} from '../write/model-xml.ts';

const options = {
  ...modelOptions,
  ...idResourcesOption,
  ...idsOption,
  ...outputFileOption,
  ...evaluationOptions,
  ...noOutLinkOption,
} as const satisfies OptionTable;

/** `dydisnix-xml`: one model, in Nix or XML, as XML. */
export const xml = defineCommand({
  name: 'xml',
  summary: 'print a model as XML of the original toolset',
  description:
    'Prints the last of the models given: services, infrastructure, distribution, ID resources, ids. A distribution needs the infrastructure beside it; with the services there, their names are checked as well.',
  options,
  writes: given => ({ content: lastModel(given), form: 'xml' }),
  oneOf: {
    options: ['services', 'infrastructure', 'distribution', 'id-resources', 'ids'],
    message: 'no model is given',
    hint: 'dydisnix xml -s services.nix prints a services model',
  },
  examples: [
    { command: 'dydisnix-xml -s services.nix', effect: 'prints the services model as XML' },
    {
      command: 'dydisnix-xml -i infrastructure.nix -d distribution.nix --output-file distribution.xml',
      effect: 'writes the distribution as XML',
    },
  ],
  run: (given, world) => writeResult(writeLast(given, world), given, world),
});

/** Which of the models given is printed. */
function lastModel({ ids, idResources, distribution, infrastructure }: ArgumentsOf<typeof options>): ModelKind {
  if (ids !== undefined) return 'ids file';
  if (idResources !== undefined) return 'ID resources model';
  if (distribution !== undefined) return 'distribution';
  return infrastructure === undefined ? 'services model' : 'infrastructure model';
}

function writeLast(given: ArgumentsOf<typeof options>, world: World): string {
  const { services, infrastructure, distribution, evaluator, findings } = loadModels(toRequest(given), world);
  world.progress('writing XML');
  if (given.ids !== undefined) {
    const ids = readIds(given.ids, given.outputFile, world, evaluator, findings);
    findings.throwIfErrors();
    return writeIdsXml(ids);
  }
  if (given.idResources !== undefined) {
    const resources = readIdResources(given.idResources, evaluator, findings);
    findings.throwIfErrors();
    return writeIdResourcesXml(resources);
  }
  if (distribution !== undefined) return writeDistributionXml(distribution);
  return given.infrastructure === undefined ? writeServicesXml(services) : writeInfrastructureXml(infrastructure);
}
