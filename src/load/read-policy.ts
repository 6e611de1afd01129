import { decodePolicy } from '../model/decode-policy.ts';
import type { Policy } from '../model/policy.ts';
import { AttributeSetValue, lazy, type Value } from '../nix/index.ts';
import { makeLib } from '../qos/make-lib.ts';
import { makePlainServices } from '../qos/make-plain-services.ts';
import type { LoadedModels } from './load-models.ts';

/**
 * The placement policy in a file (`-` is standard input): Nix (a set, or a function of some of `services`,
 * `infrastructure` and `lib`), JSON or YAML. What is wrong in it goes to the findings of the models.
 * @throws UserError where it cannot be read or evaluated
 */
export function readPolicy(file: string, loaded: LoadedModels): Policy {
  const value = readPolicyValue(file, loaded);
  return decodePolicy(value, file, loaded, loaded.findings);
}

/** The same before it is checked. */
export function readPolicyValue(file: string, { evaluator, services, infrastructure }: LoadedModels): Value {
  return evaluator.evaluateModel(file, 'policy', [
    ['services', lazy(() => makePlainServices(services))],
    [
      'infrastructure',
      AttributeSetValue.from([...infrastructure.targets].map(([key, { attributes }]) => [key, attributes])),
    ],
    ['lib', lazy(() => makeLib(evaluator.host))],
  ]);
}
