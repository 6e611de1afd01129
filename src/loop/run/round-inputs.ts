import { resolvePath } from '../../base/path.ts';
import { augmentInfrastructure } from '../../load/augment-infrastructure.ts';
import { loadModels } from '../../load/load-models.ts';
import { readIfThere } from '../../load/read-if-there.ts';
import type { World } from '../../load/world.ts';
import { AttributeSetValue, parseJsonFile, writeNixExpression } from '../../nix/index.ts';
import { replaceFile } from '../../ports/disk/replace-file.ts';
import type { PlanInputs } from '../make-plan/plan-inputs.ts';
import { type DescribedMachine, jsonOf } from './describe-machines.ts';
import type { LoopFiles } from './loop-files.ts';
import type { LoopSettings } from './loop-settings.ts';

/**
 * What a round plans from: where machines are discovered, or anything is added to them, the infrastructure model is a
 * file that the loop writes. It has all machines that are known, since models may name any of them.
 * @throws UserError where the file cannot be written, or the augmentation is wrong
 */
export function roundInputs(
  { inputs, discovery, augment }: Pick<LoopSettings, 'inputs' | 'discovery' | 'augment'>,
  files: LoopFiles,
  machines: readonly DescribedMachine[],
  world: World,
): PlanInputs {
  if (discovery.kind === 'model' && augment === undefined) return inputs;
  const known = machines.filter(({ description }) => description !== null);
  replaceIfOther(files.machines, textOf(known));
  if (augment === undefined) return withInfrastructure(inputs, files.machines);
  const models = loadModels({ infrastructure: files.machines, evaluation: inputs.models.evaluation }, world);
  const { infrastructure } = augmentInfrastructure(models, augment);
  const augmented = [...infrastructure.targets].map(([name, { attributes }]) => {
    return { name, description: jsonOf(attributes, models.evaluator) };
  });
  replaceIfOther(files.augmented, textOf(augmented));
  return withInfrastructure(inputs, files.augmented);
}

/**
 * The infrastructure model of a round for other programs (an absolute path): one's own as it is; where the loop writes
 * it, with the machines that are there alone.
 * @throws UserError where it cannot be read or written
 */
export function infrastructureOf(
  { models }: PlanInputs,
  there: ReadonlySet<string>,
  files: LoopFiles,
  { folder }: World,
): string {
  const planned = resolvePath(folder, models.infrastructure ?? '');
  return planned === files.machines || planned === files.augmented ? writeThere(planned, there, files) : planned;
}

/**
 * The models of a round as files for other programs: absolute paths.
 * @throws UserError where the machines that are there cannot be written
 */
export function modelFilesOf(
  inputs: PlanInputs,
  there: ReadonlySet<string>,
  files: LoopFiles,
  world: World,
): { readonly services: string; readonly infrastructure: string } {
  return {
    services: resolvePath(world.folder, inputs.models.services ?? ''),
    infrastructure: infrastructureOf(inputs, there, files, world),
  };
}

/**
 * The infrastructure model for deployers, with the machines that are there alone: to ask one that is gone would fail.
 * @param planned the model that was planned from: JSON
 * @throws UserError where it cannot be read or written
 */
export function writeThere(planned: string, there: ReadonlySet<string>, files: LoopFiles): string {
  const value = parseJsonFile(planned, readIfThere(planned) ?? '{}');
  const entries = value instanceof AttributeSetValue ? [...value.entries()].filter(([name]) => there.has(name)) : [];
  replaceIfOther(files.infrastructure, `${writeNixExpression(AttributeSetValue.from(entries))}\n`);
  return files.infrastructure;
}

function withInfrastructure(inputs: PlanInputs, infrastructure: string): PlanInputs {
  return { ...inputs, models: { ...inputs.models, infrastructure } };
}

function textOf(machines: readonly DescribedMachine[]): string {
  const members = machines.map(({ name, description }) => `  ${JSON.stringify(name)}: ${JSON.stringify(description)}`);
  return members.length === 0 ? '{ }\n' : `{\n${members.join(',\n')}\n}\n`;
}

/** Each replacement waits for the disk: most rounds need none. */
function replaceIfOther(file: string, text: string): void {
  if (readIfThere(file) !== text) replaceFile(file, text);
}
