import type { Command } from '../cli/command.ts';
import {
  evaluationOptions,
  formatOption,
  infrastructureOption,
  jsonOption,
  outputFileOption,
  required,
} from '../cli/model-options.ts';
import { plainOption, writePicture } from '../cli/write-picture.ts';
import { buildInfrastructureGraph } from '../graph/infrastructure-graph.ts';
import { loadModels } from '../load/load-models.ts';

/** `dydisnix-visualize-infra`: a picture of machines and their containers. */
export const visualizeInfra: Command = {
  name: 'visualize-infra',
  summary: 'draw the machines of an infrastructure model and the containers on them',
  options: [
    required(infrastructureOption),
    formatOption,
    jsonOption,
    outputFileOption,
    plainOption,
    ...evaluationOptions,
  ],
  examples: [
    { command: 'dydisnix-visualize-infra -i infrastructure.nix', effect: 'prints the picture in the DOT language' },
    {
      command: 'dydisnix-visualize-infra -i infrastructure.nix --output-file machines.svg',
      effect: 'draws it as SVG, without Graphviz installed',
    },
  ],
  run: (options, surroundings) => {
    const { infrastructure } = loadModels(options, surroundings);
    return writePicture(buildInfrastructureGraph(infrastructure), options, surroundings);
  },
};
