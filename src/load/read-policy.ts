import { resolvePath } from '../base/path.ts';
import type { Surroundings } from '../cli/command.ts';
import { decodePolicy } from '../model/decode-policy.ts';
import { parseYaml } from '../model/parse-yaml.ts';
import type { Policy } from '../model/policy.ts';
import { AttributeSetValue, lazy, parseJson, type Value } from '../nix/index.ts';
import { loadYaml } from '../ports/load-yaml.ts';
import { makePlainServices } from '../qos/catalogue.ts';
import { makeLib } from '../qos/make-lib.ts';
import type { LoadedModels } from './load-models.ts';

/**
 * The placement policy in a file (`-` is standard input): Nix (a set, or a function of some of `services`,
 * `infrastructure` and `lib`), JSON where the text begins like an object of it, or YAML where the name says so
 * (`.yaml`, `.yml`) or the text begins with `---`. What is wrong in it goes to the findings of the models.
 * @throws UserError where it cannot be read or evaluated
 */
export function readPolicy(file: string, loaded: LoadedModels, surroundings: Surroundings): Policy {
  const value = evaluatePolicy(file, loaded, surroundings);
  return decodePolicy(value, file, loaded, loaded.findings);
}

function evaluatePolicy(
  file: string,
  { evaluator, services, infrastructure }: LoadedModels,
  around: Surroundings,
): Value {
  const text = file === '-' ? around.standardInput() : evaluator.host.files.read(resolvePath(around.folder, file));
  const name = file === '-' ? '<stdin>' : resolvePath(around.folder, file);
  if (/\.ya?ml$/.test(file) || /^(?:%YAML|---\s)/.test(text)) return parseYaml(name, text, loadYaml());
  if (/\.json$/.test(file) || /^\s*\{\s*("(?:[^"\\]|\\.)*"\s*:|\}\s*$)/.test(text)) return parseJson(text, name);
  return evaluator.evaluateModel(file, 'policy', [
    ['services', lazy(() => makePlainServices(services))],
    [
      'infrastructure',
      AttributeSetValue.from([...infrastructure.targets].map(([key, { attributes }]) => [key, attributes])),
    ],
    ['lib', lazy(() => makeLib(evaluator.host))],
  ]);
}
