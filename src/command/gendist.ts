import { aboutService, InputError } from '../base/diagnostic.ts';
import { type CommandWorld, defineCommand, type Outcome } from '../cli/command.ts';
import { evaluationOptions, modelOptions, outputFileOption, toRequest } from '../cli/model-options.ts';
import { type ArgumentsOf, type OptionTable, required } from '../cli/option-table.ts';
import { buildableOptions, idleOptions } from '../cli/original-options.ts';
import { answerNoPlan, qosOptions, toQosRequest } from '../cli/qos-options.ts';
import { planDataOptions, writePlan } from '../cli/write-plan.ts';
import { filterBuildable } from '../load/buildable/filter-buildable.ts';
import { type LoadedModels, loadModels } from '../load/load-models.ts';
import { readPlaced } from '../load/read-plan.ts';
import { runQosModel } from '../load/run-qos-model.ts';
import type { Distribution } from '../model/distribution.ts';
import { placeEverywhere } from '../model/place-everywhere.ts';

const options = {
  services: required(modelOptions.services),
  infrastructure: required(modelOptions.infrastructure),
  distribution: {
    ...modelOptions.distribution,
    summary: 'the initial distribution, in any form, instead of every target for every service',
  },
  ...qosOptions,
  form: {
    kind: 'text',
    value: 'FORM',
    choices: ['disnix', 'names'],
    default: 'disnix',
    summary: 'disnix: the function that disnix-env takes; names: services to lists of target names',
  },
  ...planDataOptions,
  ...outputFileOption,
  ...evaluationOptions,
  ...buildableOptions,
  ...idleOptions,
} as const satisfies OptionTable;

type Given = ArgumentsOf<typeof options>;

/** `dydisnix-gendist`: a distribution by a QoS model. */
export const gendist = defineCommand({
  name: 'gendist',
  summary: 'generate a distribution by a QoS model',
  description:
    'A QoS model is a function of { services, infrastructure, initialDistribution, previousDistribution, filters, lib } that yields a mapping of services to lists of target names. Without one the initial distribution is the answer: every target for every service, unless -d gives another.',
  options,
  writes: 'distribution',
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
    {
      command: 'dydisnix-gendist -s services.nix -i infrastructure.nix --filter-buildable',
      effect: 'every service on every target for whose system an installed Nix can build it',
    },
  ],
  run: (given, world) => answerNoPlan(() => generate(given, world)),
});

function generate(given: Given, world: CommandWorld): Outcome {
  const read = loadModels(toRequest({ ...given, distribution: undefined }), world);
  const { findings } = read;
  requireTargets(given, read);
  const { initial, models } = chooseInitial(given, read, world);
  world.progress(given.qos === undefined ? 'writing the distribution' : 'narrowing the candidates');
  const { final } = runQosModel(toQosRequest(given, { initial, traced: false }, world), models, world);
  const place = placeOfCandidates(given);
  for (const [service, mappings] of final.mappings) {
    if (mappings.length > 0) continue;
    const subject = aboutService(service);
    findings.warning('no-candidates', `no target is left for service "${service}"`, { ...place, subject });
  }
  return { ...writePlan({ ...models, distribution: final }, () => ({}), given, world), diagnostics: findings.all };
}

/** The first candidates, those left that can be built where that is asked for, and the models that fit them. */
function chooseInitial(
  { distribution: file, filterBuildable: filters, build }: Given,
  read: LoadedModels,
  world: CommandWorld,
): { readonly initial: string | Distribution | undefined; readonly models: LoadedModels } {
  if (!filters) return { initial: file, models: read };
  const { findings } = read;
  const placed = file === undefined ? undefined : findings.attempt(() => readPlaced(file, read, world, findings));
  findings.throwIfErrors();
  const { distribution, models } = placed ?? { distribution: placeEverywhere(read), models: read };
  return { initial: filterBuildable(distribution, models, build, world), models };
}

/** @throws InputError where there are services and no machine: such a distribution would undeploy everything */
function requireTargets({ infrastructure: file }: Given, { services, infrastructure }: LoadedModels): void {
  if (services.services.size === 0 || infrastructure.targets.size > 0) return;
  const message = 'the infrastructure model has no targets, so no service can be distributed';
  const hint = 'a distribution without targets would undeploy everything';
  throw new InputError([{ severity: 'error', code: 'no-targets', message, file, hint }]);
}

/** Where to look for what left a service without targets. */
function placeOfCandidates({ qos, distribution, services, filterBuildable: filters }: Given) {
  if (qos !== undefined) return { file: qos, hint: 'dydisnix-explain -q tells which filter took which target away' };
  if (distribution === undefined || filters) return { file: services, hint: 'it cannot be built for any of them' };
  return { file: distribution, hint: 'the distribution lists none for it' };
}
