import type { Command } from '../cli/command.ts';
import {
  distributionOption,
  evaluationOptions,
  formatOption,
  infrastructureOption,
  jsonOption,
  outputFileOption,
  required,
  servicesOption,
} from '../cli/model-options.ts';
import { plainOption, writePicture } from '../cli/write-picture.ts';
import { buildDistributionGraph } from '../graph/distribution-graph.ts';
import { loadModels } from '../load/load-models.ts';
import { decodeLinkWeights } from '../model/decode-link-weights.ts';

/** `dydisnix-visualize-distribution`: a picture of a plan. */
export const visualizeDistribution: Command = {
  name: 'visualize-distribution',
  summary: 'draw a plan: which service runs where, which dependencies stay local and which cross the network',
  options: [
    required(servicesOption),
    required(infrastructureOption),
    { ...required(distributionOption), summary: 'the plan: which targets each service goes to' },
    formatOption,
    jsonOption,
    outputFileOption,
    plainOption,
    ...evaluationOptions,
  ],
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
  ],
  run: (options, surroundings) => {
    const { services, infrastructure, distribution, findings } = loadModels(options, surroundings);
    const weightOf = decodeLinkWeights(services, findings);
    findings.throwIfErrors();
    const plan = distribution ?? { mappings: new Map() };
    return writePicture(buildDistributionGraph(services, infrastructure, plan, weightOf), options, surroundings);
  },
};
