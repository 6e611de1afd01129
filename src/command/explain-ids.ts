import { aboutService } from '../base/diagnostic.ts';
import type { Findings } from '../base/findings.ts';
import { joinNames } from '../base/name-some.ts';
import { sortNaturallyBy } from '../base/natural-order.ts';
import { showControls } from '../base/show-controls.ts';
import { didYouMean } from '../base/suggest.ts';
import type { CommandWorld, Outcome } from '../cli/command.ts';
import type { idQuestionOptions } from '../cli/id-question-options.ts';
import type { evaluationOptions, jsonOption, outputFileOption } from '../cli/model-options.ts';
import { toRequest } from '../cli/model-options.ts';
import type { ArgumentsOf } from '../cli/option-table.ts';
import { usageError } from '../cli/usage.ts';
import { writeForm } from '../cli/write-result.ts';
import { type LoadedModels, readModels } from '../load/load-models.ts';
import { readIdResources, readIds } from '../load/read-ids.ts';
import type { IdResources } from '../model/id-resources.ts';
import { explainIds, type IdExplanation, type IdQuestion } from '../plan/index.ts';
import type { IdRequest } from '../solve/index.ts';
import { describeUnwanted, idExplanationToJson, writeIdExplanation } from '../write/id-explanation.ts';
import { describeNoIds } from '../write/reasons/ids.ts';
import { reasonToJson } from '../write/reasons/reason-json.ts';

type Given = ArgumentsOf<typeof idQuestionOptions> &
  ArgumentsOf<typeof evaluationOptions & typeof jsonOption & typeof outputFileOption> & {
    readonly services: string;
    readonly infrastructure?: string | undefined;
    readonly distribution?: string | undefined;
  };

/** Why services have the numbers that they have: the answer to `--id`. */
export function answerIdQuestions(given: Given, world: CommandWorld): Outcome {
  const { idResources = '', ids = '' } = given;
  const numbers = given.not.filter(number => !Number.isSafeInteger(number));
  if (numbers.length > 0) throw usageError(`--not ${numbers[0]} is no whole number`);
  if (given.distribution !== undefined && given.infrastructure === undefined) {
    const message = 'a distribution (-d) names targets, so the infrastructure model (-i) must be given as well';
    throw usageError(message, undefined, 'missing-option');
  }
  const loaded = readModels(toRequest(given), world);
  const { services, infrastructure, distribution, evaluator, findings } = loaded;
  const resources = readIdResources(idResources, evaluator, findings);
  // Before the first run there is no file, and the question is what that run will give.
  const previous = readIds(ids, ids, world, evaluator, findings);
  findings.throwIfErrors();
  const options = {
    serviceProperty: given.idsServiceProperty,
    hintForTargets: 'give the infrastructure model with -i and the distribution with -d',
  };
  const request = { services, infrastructure, distribution, resources, previous };
  const choose = (wishes: readonly IdRequest[]) => readQuestions(given, wishes, resources, loaded);
  const answer = explainIds(request, options, choose, findings);
  if (answer.kind === 'pin-conflict') {
    const data = { status: 'impossible', reason: reasonToJson(answer) };
    return { exitCode: 1, data, diagnostics: [...findings.all, ...describeNoIds(answer)] };
  }
  return { ...writeAnswers(answer.explanations, resources, given, world), diagnostics: findings.all };
}

function writeAnswers(
  explanations: readonly IdExplanation[],
  { pools }: IdResources,
  given: Given,
  world: CommandWorld,
): Outcome {
  const sorted = sortNaturallyBy(explanations, ({ service }) => service);
  // Who names services gets them in their own order.
  const shown = given.id.length > 1 ? explanations : sorted;
  const unwanted = [...new Set(given.id)].flatMap(name => {
    const pool = pools.get(name);
    return pool === undefined || explanations.some(one => one.pool.name === name) ? [] : [describeUnwanted(pool)];
  });
  const forms = {
    data: () => ({ ids: explanations.map(idExplanationToJson) }),
    text: () => showControls([...shown.map(one => writeIdExplanation(one, world.folder)), ...unwanted].join('')),
  };
  return writeForm(forms, given, world);
}

/** What is asked; wrong names go to the findings. */
function readQuestions(
  { id: asked, not }: Given,
  wishes: readonly IdRequest[],
  { pools }: IdResources,
  loaded: LoadedModels,
): readonly IdQuestion[] {
  const { findings } = loaded;
  return asked.flatMap(text => {
    const pool = findPool(text, pools);
    if (pool === undefined) {
      const [name = text] = text.split(':', 1);
      const hint = didYouMean(name, pools.keys()) ?? `the pools are ${joinNames([...pools.keys()])}`;
      findings.error('unknown-pool', `there is no pool "${name}"`, { hint });
      return [];
    }
    const asking = wishes.filter(({ pools: names }) => names.includes(pool)).map(({ service }) => service);
    if (text === pool) return asking.map(service => ({ service, pool, not }));
    const service = text.slice(pool.length + 1);
    if (asking.includes(service)) return [{ service, pool, not }];
    tellNotAsking(service, pool, asking, loaded, findings);
    return [];
  });
}

/** The longest name of a pool that a question begins with: names may have colons in them. */
function findPool(text: string, pools: IdResources['pools']): string | undefined {
  const names = [...pools.keys()].filter(name => text === name || text.startsWith(`${name}:`));
  return names.sort((a, b) => b.length - a.length)[0];
}

function tellNotAsking(
  service: string,
  pool: string,
  asking: readonly string[],
  { services: { services }, distribution }: LoadedModels,
  findings: Findings,
): void {
  const isKnown = services.has(service);
  const isPlaced = distribution === undefined || (distribution.mappings.get(service) ?? []).length > 0;
  const why = isPlaced ? `wants no number of the pool "${pool}"` : 'is distributed to no target, so it gets no numbers';
  const message = isKnown
    ? `service "${service}" ${why}`
    : `no service "${service}" wants a number of the pool "${pool}"`;
  const hint = isKnown ? undefined : (didYouMean(service, asking) ?? didYouMean(service, services.keys()));
  const position = services.get(service)?.position;
  findings.error('unknown-service', message, { hint, position, subject: aboutService(service) });
}
