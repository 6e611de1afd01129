import type { Arguments, Command, Outcome, Surroundings } from '../cli/command.ts';
import {
  evaluationOptions,
  infrastructureOption,
  jsonOption,
  outputFileOption,
  required,
  servicesOption,
  xmlNotJsonOption,
} from '../cli/model-options.ts';
import { omitOption } from '../cli/omit-option.ts';
import { writePlan } from '../cli/write-plan.ts';
import { type LoadedModels, loadModels } from '../load/load-models.ts';
import { answerNoPlan, qosOptions, runQosModel } from '../load/run-qos-model.ts';
import { idleOptions, refusedOptions, refuseOriginalOptions } from './original-options.ts';

/** `dydisnix-gendist`: a distribution by a QoS model. */
export const gendist: Command = {
  name: 'gendist',
  summary: 'generate a distribution by a QoS model',
  description:
    'A QoS model is a function of { services, infrastructure, initialDistribution, previousDistribution, filters, lib } that yields a mapping of services to lists of target names. Without one the initial distribution is the answer: every target for every service, unless -d gives another.',
  options: [
    required(servicesOption),
    required(infrastructureOption),
    {
      name: 'distribution',
      short: 'd',
      value: 'FILE',
      summary: 'the initial distribution, in any form, instead of every target for every service',
    },
    ...qosOptions,
    {
      name: 'form',
      value: 'FORM',
      choices: ['disnix', 'names'],
      summary: 'disnix (default): the function that disnix-env takes; names: services to lists of target names',
    },
    jsonOption,
    xmlNotJsonOption,
    outputFileOption,
    ...evaluationOptions,
    ...idleOptions,
    ...refusedOptions,
  ],
  examples: [
    {
      command: 'dydisnix-gendist -s services.nix -i infrastructure.nix -q qos.nix --output-file distribution.nix',
      effect: 'writes the distribution that the QoS model selects, for disnix-env',
    },
    {
      command:
        'dydisnix-gendist -s services.nix -i infrastructure.nix -q qos.nix --previous distribution.nix --output-xml',
      effect: 'the same, with the plan before at hand for the filters, as XML',
    },
  ],
  run,
};

function run(options: Arguments, surroundings: Surroundings): Outcome {
  return answerNoPlan(() => generate(options, surroundings));
}

function generate(options: Arguments, surroundings: Surroundings): Outcome {
  refuseOriginalOptions(options);
  const models = loadModels(omitOption(options, 'distribution'), surroundings);
  const { findings } = models;
  const from = { initialOption: 'distribution', traced: false };
  const { final } = runQosModel(options, models, surroundings, from);
  const place = placeOfCandidates(options, models);
  for (const [service, mappings] of final.mappings) {
    if (mappings.length === 0) findings.warning('no-candidates', `no target is left for service "${service}"`, place);
  }
  const outcome = writePlan(final, {}, options, surroundings, { usualForm: 'disnix' });
  return { ...outcome, diagnostics: findings.all };
}

/** Where to look for what left a service without targets. */
function placeOfCandidates(options: Arguments, { infrastructure }: LoadedModels): { file?: string; hint: string } {
  const [qos, initial] = [options.text('qos'), options.text('distribution')];
  if (infrastructure.targets.size === 0)
    return { file: options.text('infrastructure') ?? '', hint: 'the infrastructure model has no targets' };
  if (qos !== undefined) return { file: qos, hint: 'dydisnix-explain -q tells which filter took which target away' };
  return { file: initial ?? '', hint: 'the distribution lists none for it' };
}
