import { defineCommand } from '../cli/command.ts';
import { evaluationOptions, jsonOption, modelOptions, outputFileOption, toRequest } from '../cli/model-options.ts';
import { required } from '../cli/option-table.ts';
import { pairResources, resourceOptions } from '../cli/resource-options.ts';
import { pictureOptions, writePlanDrawing } from '../cli/write-picture.ts';
import { loadModels } from '../load/load-models.ts';
import { readCapacities, shownResources } from '../load/read-capacities.ts';
import { readPolicy } from '../load/read-policy.ts';
import { decodeLinkWeights } from '../model/decode-link-weights.ts';

/** `dydisnix-visualize-distribution`: a picture of a plan. */
export const visualizeDistribution = defineCommand({
  name: 'visualize-distribution',
  summary: 'draw a plan: which service runs where, which dependencies stay local and which cross the network',
  writes: 'picture',
  options: {
    services: required(modelOptions.services),
    infrastructure: required(modelOptions.infrastructure),
    distribution: {
      ...required(modelOptions.distribution),
      summary: 'the plan: which targets each service goes to',
    },
    policy: { kind: 'file', summary: 'the placement policy, whose capacities are told as loads of the targets' },
    ...resourceOptions,
    ...pictureOptions,
    ...jsonOption,
    ...outputFileOption,
    ...evaluationOptions,
  },
  examples: [
    {
      command: 'dydisnix-visualize-distribution -s services.nix -i infrastructure.nix -d plan.nix',
      effect: 'prints the picture in the DOT language',
    },
    {
      command:
        'dydisnix-visualize-distribution -s services.nix -i infrastructure.nix -d plan.nix --output-file plan.svg',
      effect: 'draws it as SVG: network links thick and red, with their weights; local dependencies thin and grey',
    },
    {
      command:
        'dydisnix-visualize-distribution -s services.nix -i infrastructure.nix -d plan.nix --policy placement.nix',
      effect: 'tells how full each target is, too',
    },
  ],
  run: (given, world) => {
    const models = loadModels(toRequest(given), world);
    const { services, infrastructure, distribution, findings } = models;
    const policy = given.policy === undefined ? undefined : readPolicy(given.policy, models);
    const capacities = readCapacities(shownResources(policy, pairResources(given)), models);
    const weightOf = decodeLinkWeights(services, findings);
    findings.throwIfErrors();
    const plan = distribution ?? { mappings: new Map() };
    return writePlanDrawing({ services, infrastructure, distribution: plan, weightOf, capacities }, given, world);
  },
});
