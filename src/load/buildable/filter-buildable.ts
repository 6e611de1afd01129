import { aboutService, InputError } from '../../base/diagnostic.ts';
import { nameSome } from '../../base/name-some.ts';
import { resolvePath } from '../../base/path.ts';
import type { Distribution } from '../../model/distribution.ts';
import { hashText } from '../../nix/index.ts';
import { digestNamedFiles } from '../digest-named-files.ts';
import type { LoadedModels } from '../load-models.ts';
import { readModelText } from '../read-data.ts';
import { readModelData } from '../read-model.ts';
import type { World } from '../world.ts';
import { askNix, requireNix } from './ask-nix.ts';
import { type BuildablePair, listPairs, readSystems } from './buildable-pair.ts';
import { KnownPairs } from './known-pairs.ts';
import { packageExpressions } from './package-expression.ts';

/** A pair that Nix cannot build, and what it says of that. */
type Failure = BuildablePair & { readonly reason: string };

/**
 * The candidates whose service an installed Nix can build for their system. It is asked once for each service and
 * system, however many targets have that; what it could build before, from the same files, it is not asked again. Each
 * pair that falls out is a warning of the models; containers stay as they are.
 * @param builds whether packages are built; else Nix works out how it would build them
 * @throws InputError where no Nix is installed, and for a services model that is data, which has no packages
 */
export function filterBuildable(
  candidates: Distribution,
  models: LoadedModels,
  builds: boolean,
  world: World,
): Distribution {
  requireNix(world, builds);
  const file = requirePackages(models, world);
  world.progress(builds ? 'building the services' : 'asking Nix what can be built');
  const pairs = listPairs(candidates, readSystems(models));
  const failures = findFailures(pairs, file, candidates, models, builds, world);
  const { findings } = models;
  for (const { service, system, targets, reason } of failures) {
    const message = `service "${service}" cannot be built for ${system}, so it does not go to ${nameSome(targets, 3)}: ${reason}`;
    findings.warning('not-buildable', message, { file, subject: aboutService(service) });
  }
  return withoutTargets(candidates, failures);
}

/** The file of the services. */
function requirePackages({ request: { services = '-' }, evaluator }: LoadedModels, world: World): string {
  const text = readModelText(services, evaluator, world);
  if (text === undefined || readModelData(text, 'services model') === undefined) return services;
  const message = 'the services model is data, and has no packages that could be built';
  const hint = 'leave --filter-buildable out, or write the model in Nix';
  throw new InputError([{ severity: 'error', code: 'no-packages', message, file: services, hint }]);
}

function findFailures(
  pairs: readonly BuildablePair[],
  file: string,
  candidates: Distribution,
  models: LoadedModels,
  builds: boolean,
  world: World,
): readonly Failure[] {
  const write = packageExpressions(file, candidates, models, world);
  const digest = digestBy(file, models, builds, world);
  const known = new KnownPairs(world);
  const open = pairs
    .map(pair => ({ pair, expression: write(pair) }))
    .map(asked => ({ ...asked, digest: digest?.(asked.expression) }))
    .filter(asked => asked.digest === undefined || !known.has(asked.digest));
  const { evaluation } = models.request;
  const answers = askNix({ expressions: open.map(({ expression }) => expression), file, builds }, evaluation, world);
  return open.flatMap(({ pair, digest: name }, i) => {
    const answer = answers[i];
    if (answer?.kind === 'failed') return [{ ...pair, reason: answer.reason }];
    if (name !== undefined) known.add(name);
    return [];
  });
}

/**
 * What identifies all that an expression may look at: the files that the model imports or names, and folders of the
 * search path. Undefined where these are no store paths: what is in them may be otherwise the next time, and nobody
 * would see it.
 */
function digestBy(
  file: string,
  { evaluator: { host }, request }: LoadedModels,
  builds: boolean,
  { folder, environment }: World,
): ((expression: string) => string) | undefined {
  const { searchPath, isRestricted } = request.evaluation;
  const path = [...searchPath, ...(environment['NIX_PATH'] ?? '').split(':')].filter(entry => entry !== '');
  if (!path.every(entry => /^([^=]*=)?\/nix\/store\/[^/]/.test(entry))) return undefined;
  const files = file === '-' ? [] : [...digestNamedFiles([resolvePath(folder, file)], host, () => false)];
  const common = hashText(host.createHash, 'sha256', JSON.stringify([files, path, isRestricted, builds]));
  return expression => hashText(host.createHash, 'sha256', `${common}\n${expression}`);
}

function withoutTargets({ mappings }: Distribution, failures: readonly Failure[]): Distribution {
  const gone = new Map<string, Set<string>>();
  for (const { service, targets } of failures) gone.set(service, new Set([...(gone.get(service) ?? []), ...targets]));
  return {
    mappings: new Map(
      [...mappings].map(([service, list]) => [service, list.filter(({ target }) => !gone.get(service)?.has(target))]),
    ),
  };
}
