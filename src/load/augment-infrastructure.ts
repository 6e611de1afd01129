import { Findings } from '../base/findings.ts';
import { decodeInfrastructure } from '../model/decode-infrastructure.ts';
import type { InfrastructureModel } from '../model/infrastructure.ts';
import { AttributeSetValue, lazy, type Value } from '../nix/index.ts';
import { makeLib } from '../qos/make-lib.ts';
import type { LoadedModels } from './load-models.ts';

/** An infrastructure model as it is written, and as it is read. */
export interface AugmentedInfrastructure {
  readonly value: Value;
  readonly infrastructure: InfrastructureModel;
}

/**
 * An infrastructure model with what a function of `{ infrastructure, lib, pkgs }` adds to it.
 * @throws UserError where it cannot be evaluated, or yields no infrastructure model
 */
export function augmentInfrastructure(
  { infrastructure, evaluator }: Pick<LoadedModels, 'infrastructure' | 'evaluator'>,
  file: string,
): AugmentedInfrastructure {
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
  return { value, infrastructure: augmented };
}
