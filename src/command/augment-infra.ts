import { defineCommand, type Outcome } from '../cli/command.ts';
import { evaluationOptions, modelOptions, outputFileOption, outputXmlOption, toRequest } from '../cli/model-options.ts';
import { type ArgumentsOf, type OptionTable, required } from '../cli/option-table.ts';
import { writeResult } from '../cli/write-result.ts';
import { augmentInfrastructure } from '../load/augment-infrastructure.ts';
import { loadModels } from '../load/load-models.ts';
import type { World } from '../load/world.ts';
import { writeNixExpression } from '../nix/index.ts';
import { writeInfrastructureXml } from '../write/model-xml.ts';

const options = {
  infrastructure: required(modelOptions.infrastructure),
  augment: { kind: 'file', short: 'a', summary: 'the augmentation', required: true },
  ...outputXmlOption,
  ...outputFileOption,
  ...evaluationOptions,
} as const satisfies OptionTable;

/** `dydisnix-augment-infra`: an infrastructure model with what a function adds to it. */
export const augmentInfra = defineCommand({
  name: 'augment-infra',
  summary: 'print an infrastructure model with what an augmentation adds to it',
  description:
    'The augmentation is a function of { infrastructure, lib, pkgs } that yields the new infrastructure model.',
  options,
  writes: 'infrastructure model',
  examples: [
    {
      command: 'dydisnix-augment-infra -i infrastructure.nix -a augment.nix',
      effect: 'prints the augmented infrastructure model as Nix',
    },
    {
      command: 'dydisnix-augment-infra -i infrastructure.nix -a augment.nix --output-file augmented.nix',
      effect: 'writes it to a file that every command takes as -i',
    },
  ],
  run,
});

function run(given: ArgumentsOf<typeof options>, world: World): Outcome {
  const models = loadModels(toRequest(given), world);
  world.progress('evaluating the augmentation');
  const { value, infrastructure } = augmentInfrastructure(models, given.augment);
  const text = given.outputXml ? writeInfrastructureXml(infrastructure) : `${writeNixExpression(value)}\n`;
  return writeResult(text, given, world);
}
