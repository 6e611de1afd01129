import { resolvePath } from '../base/path.ts';
import { decodePolicy } from '../model/decode-policy.ts';
import { parseYaml } from '../model/parse-yaml.ts';
import type { Policy } from '../model/policy.ts';
import { AttributeSetValue, lazy, parseJson, type Value } from '../nix/index.ts';
import { loadYaml } from '../ports/load-yaml.ts';
import { makePlainServices } from '../qos/filters.ts';
import { makeLib } from '../qos/make-lib.ts';
import type { LoadedModels } from './load-models.ts';
import type { World } from './world.ts';

/**
 * The placement policy in a file (`-` is standard input): Nix (a set, or a function of some of `services`,
 * `infrastructure` and `lib`), JSON where the text begins like an object of it, or YAML where the name says so
 * (`.yaml`, `.yml`) or the text begins with `---`. What is wrong in it goes to the findings of the models.
 * @throws UserError where it cannot be read or evaluated
 */
export function readPolicy(file: string, loaded: LoadedModels, world: World): Policy {
  const value = evaluatePolicy(file, loaded, world);
  return decodePolicy(value, file, loaded, loaded.findings);
}

function evaluatePolicy(file: string, { evaluator, services, infrastructure }: LoadedModels, world: World): Value {
  const text = file === '-' ? world.standardInput() : evaluator.host.files.read(resolvePath(world.folder, file));
  const name = file === '-' ? '<stdin>' : resolvePath(world.folder, file);
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
