import { resolvePath } from '../../base/path.ts';
import type { Distribution } from '../../model/distribution.ts';
import { AttributeSetValue, escapeString } from '../../nix/index.ts';
import { readStream } from '../../ports/read-stream.ts';
import callModel from '../call-model.nix';
import type { LoadedModels } from '../load-models.ts';
import { packagesArgument, pathText, writeArgument, writePlacement } from '../nix-arguments.ts';
import type { World } from '../world.ts';
import type { BuildablePair } from './buildable-pair.ts';
import packageOf from './package.nix';

/**
 * Writes the expression of a pair's package: the model is called with that system and with packages for it, and where
 * services may go. What is the same for all pairs is written once: O(size of the models), and then of one pair.
 */
export function packageExpressions(
  file: string,
  candidates: Distribution,
  { infrastructure, evaluator }: LoadedModels,
  world: World,
): (pair: Pick<BuildablePair, 'service' | 'system'>) => string {
  const path = resolvePath(world.folder, file);
  const text = file === '-' ? world.standardInput() : readStream(path, world.folder)?.text;
  const model = text === undefined ? `(import ${pathText(path)})` : `(${text}\n)`;
  const targets = AttributeSetValue.from(
    [...infrastructure.targets].map(([name, { attributes }]) => [name, attributes]),
  );
  const machines = writeArgument('infrastructure', targets, evaluator);
  const others = [
    machines,
    ...writePlacement(() => ({ distribution: candidates, infrastructure })),
    ...evaluator.extraParameters.map(([name, slot]) => writeArgument(name, slot, evaluator)),
  ].join(' ');
  const places = writeCandidates(candidates);
  return ({ service, system }) => {
    const given = `system = ${escapeString(system)}; ${packagesArgument(system)} ${others}`;
    const value = `(${callModel}) { model = ${model}; offered = value: { ${given} }; }`;
    return `(${packageOf}) {
      value = ${value};
      service = ${escapeString(service)};
      candidates = ${places};
      ${machines}
    }\n`;
  };
}

function writeCandidates({ mappings }: Distribution): string {
  const services = [...mappings].map(([service, list]) => {
    const places = list.map(({ target, container }) => {
      const named = container === undefined ? 'null' : escapeString(container);
      return `{ target = ${escapeString(target)}; container = ${named}; }`;
    });
    return `${escapeString(service)} = [ ${places.join(' ')} ];`;
  });
  return `{ ${services.join(' ')} }`;
}
