import { defineCommand } from '../cli/command.ts';
import { evaluationOptions, jsonOption, modelOptions, outputFileOption, toRequest } from '../cli/model-options.ts';
import { required } from '../cli/option-table.ts';
import { pictureOptions, writePicture } from '../cli/write-picture.ts';
import { buildInfrastructureGraph } from '../graph/infrastructure-graph.ts';
import { loadModels } from '../load/load-models.ts';

/** `dydisnix-visualize-infra`: a picture of machines and their containers. */
export const visualizeInfra = defineCommand({
  name: 'visualize-infra',
  summary: 'draw the machines of an infrastructure model and the containers on them',
  writes: 'picture',
  options: {
    infrastructure: required(modelOptions.infrastructure),
    ...pictureOptions,
    ...jsonOption,
    ...outputFileOption,
    ...evaluationOptions,
  },
  examples: [
    { command: 'dydisnix-visualize-infra -i infrastructure.nix', effect: 'prints the picture in the DOT language' },
    {
      command: 'dydisnix-visualize-infra -i infrastructure.nix --output-file machines.svg',
      effect: 'draws it as SVG, without Graphviz installed',
    },
  ],
  run: (given, world) => {
    const { infrastructure } = loadModels(toRequest(given), world);
    return writePicture(buildInfrastructureGraph(infrastructure), given, world);
  },
});
