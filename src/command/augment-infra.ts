import { Findings } from '../base/findings.ts';
import type { Arguments, Command, Outcome, Surroundings } from '../cli/command.ts';
import {
  evaluationOptions,
  infrastructureOption,
  outputFileOption,
  outputXmlOption,
  required,
} from '../cli/model-options.ts';
import { writeResult } from '../cli/write-result.ts';
import { loadModels } from '../load/load-models.ts';
import { decodeInfrastructure } from '../model/decode-infrastructure.ts';
import { AttributeSetValue, lazy, writeNixExpression } from '../nix/index.ts';
import { makeLib } from '../qos/make-lib.ts';
import { writeInfrastructureXml } from '../write/model-xml.ts';

/** `dydisnix-augment-infra`: an infrastructure model with what a function adds to it. */
export const augmentInfra: Command = {
  name: 'augment-infra',
  summary: 'print an infrastructure model with what an augmentation adds to it',
  description:
    'The augmentation is a function of { infrastructure, lib, pkgs } that yields the new infrastructure model.',
  options: [
    required(infrastructureOption),
    { name: 'augment', short: 'a', value: 'FILE', summary: 'the augmentation', required: true },
    outputXmlOption,
    outputFileOption,
    ...evaluationOptions,
  ],
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
};

function run(options: Arguments, surroundings: Surroundings): Outcome {
  const { infrastructure, evaluator } = loadModels(options, surroundings);
  const file = options.text('augment') ?? '';
  const targets = [...infrastructure.targets].map(([name, { attributes }]) => [name, attributes] as const);
  const value = evaluator.evaluateModel(file, 'augmentation', [
    ['infrastructure', AttributeSetValue.from(targets)],
    ['lib', lazy(() => makeLib(evaluator.host))],
    ['pkgs', evaluator.packages],
    ['system', evaluator.host.settings.system],
  ]);
  const findings = new Findings();
  const augmented = decodeInfrastructure(value, file, findings);
  findings.throwIfErrors();
  const text = options.has('output-xml') ? writeInfrastructureXml(augmented) : `${writeNixExpression(value)}\n`;
  return writeResult(text, options, surroundings);
}
