import { InputError } from '../../base/diagnostic.ts';
import type { EvaluationSettings } from '../../load/evaluation-settings.ts';
import type { Evaluator } from '../../load/evaluator.ts';
import { loadModels } from '../../load/load-models.ts';
import type { World } from '../../load/world.ts';
import { type Slot, writeJson } from '../../nix/index.ts';
import type { Description } from '../control/description.ts';

/** A machine, and what is said of it. */
export interface DescribedMachine {
  readonly name: string;
  readonly description: Description;
}

/**
 * The machines of an infrastructure model as plain data, in byte order.
 * @param file the model; `-` is the standard input of `world`
 * @throws UserError where it cannot be read, or says what is no data (a function)
 */
export function describeMachines(
  file: string,
  evaluation: EvaluationSettings,
  world: World,
): readonly DescribedMachine[] {
  const { infrastructure, evaluator } = loadModels({ infrastructure: file, evaluation }, world);
  return [...infrastructure.targets].map(([name, { attributes }]) => {
    return { name, description: jsonOf(attributes, evaluator) };
  });
}

/** A value as plain data. @throws UserError for what is none */
export function jsonOf(value: Slot, { host }: Pick<Evaluator, 'host'>): Description {
  const text = writeJson(host, value);
  return JSON.parse(typeof text === 'string' ? text : text.text);
}

/**
 * What a program prints as an infrastructure model: Nix, JSON, YAML or XML.
 * @throws UserError
 */
export function readPrintedMachines(
  printed: string,
  evaluation: EvaluationSettings,
  world: World,
): readonly DescribedMachine[] {
  if (printed.trim() === '') {
    throw new InputError([{ severity: 'error', code: 'discovery', message: 'it printed nothing' }]);
  }
  return describeMachines('-', evaluation, { ...world, standardInput: () => printed });
}
