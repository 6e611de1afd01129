import { InputError } from '../base/diagnostic.ts';
import { Findings } from '../base/findings.ts';
import { showControls } from '../base/show-controls.ts';
import { didYouMean } from '../base/suggest.ts';
import type { Arguments, Command, Outcome, Surroundings } from '../cli/command.ts';
import {
  distributionOption,
  evaluationOptions,
  infrastructureOption,
  jsonOption,
  outputFileOption,
  required,
  servicesOption,
} from '../cli/model-options.ts';
import { omitOption } from '../cli/omit-option.ts';
import { requireOptions } from '../cli/require-options.ts';
import { usageError } from '../cli/usage-error.ts';
import { writeResult } from '../cli/write-result.ts';
import { type LoadedModels, loadModels, placeModels } from '../load/load-models.ts';
import { readCapacities } from '../load/read-capacities.ts';
import { readAnyForm } from '../load/read-plan.ts';
import { answerNoPlan, qosOptions, runQosModel } from '../load/run-qos-model.ts';
import { decodeDistribution } from '../model/decode-distribution.ts';
import { type Distribution, targetsOf } from '../model/distribution.ts';
import type { InfrastructureModel } from '../model/infrastructure.ts';
import { explainPlacement } from '../plan/explain-placement.ts';
import { type CandidateSources, findRemoval } from '../plan/find-removal.ts';
import { type PreparedRequest, prepareRequest } from '../plan/prepare-request.ts';
import {
  type CandidateExplanation,
  candidateExplanationToJson,
  explanationToJson,
  writeCandidateExplanation,
  writeExplanation,
} from '../write/explanation.ts';
import { writeJson } from '../write/json.ts';
import { explainImpossible, type Planner, planners } from './explain-impossible.ts';

/** `dydisnix-explain`: why each service is where a plan has it, and why not elsewhere; or why there is no plan. */
export const explain: Command = {
  name: 'explain',
  summary: 'tell why a plan puts services where it does and what other places would cost, or why there is no plan',
  description:
    'The plan (-d) may be in any form that the planners print. With --candidates, the distribution that the planner chose from, and with -q, the QoS model that narrowed it, targets that were no candidates are told apart, with the line or the filter that made them none; without a plan -q tells where each service may go, and why not elsewhere. With --service-property and --target-property, capacities are told as well. With --impossible, -d is the distribution that the planner was given, and the answer is a set of services that have no plan even on their own: leave any one of them out, and the others have one.',
  options: [
    required(servicesOption),
    required(infrastructureOption),
    { ...distributionOption, summary: 'the plan to explain: Nix, JSON or XML; with --impossible the candidates' },
    {
      name: 'impossible',
      value: 'PLANNER',
      choices: planners,
      summary: 'tell which services and targets leave this planner without a plan',
    },
    { name: 'time-limit', value: 'SECONDS', summary: 'how long --impossible may search (default 10)' },
    {
      name: 'candidates',
      value: 'FILE',
      summary: 'the distribution that lists the candidates of each service; with -q the first ones',
    },
    ...qosOptions,
    {
      name: 'service',
      value: 'NAME',
      repeatable: true,
      completes: 'service',
      summary: 'explain this service only',
    },
    {
      name: 'target',
      value: 'NAME',
      completes: 'target',
      summary: 'tell only why the service is not on this target',
    },
    { name: 'service-property', value: 'NAME', repeatable: true, summary: 'a property that says what a service needs' },
    {
      name: 'target-property',
      value: 'NAME',
      repeatable: true,
      summary: 'the property that says what a target has of it',
    },
    jsonOption,
    outputFileOption,
    ...evaluationOptions,
  ],
  examples: [
    {
      command: 'dydisnix-explain -s services.nix -i infrastructure.nix -d plan.nix --service web',
      effect: 'tells which links of web are local, which are not and why, and what each other target would cost',
    },
    {
      command:
        'dydisnix-explain -s services.nix -i infrastructure.nix -d plan.nix --candidates distribution.nix --service web --target test2',
      effect: 'tells why web is not on test2',
    },
    {
      command: 'dydisnix-explain -s services.nix -i infrastructure.nix -q qos.nix --service web',
      effect: 'tells where web may go, and which filter of the QoS model took each other target away',
    },
    {
      command: 'dydisnix-explain --impossible graphcol -s services.nix -i infrastructure.nix -d distribution.nix',
      effect: 'tells which services make it impossible that every dependency is a network link',
    },
  ],
  run,
};

function run(options: Arguments, surroundings: Surroundings): Outcome {
  checkCombination(options);
  return answerNoPlan(() => tell(options, surroundings));
}

function tell(options: Arguments, surroundings: Surroundings): Outcome {
  const loaded = placeByPlan(loadModels(omitOption(options, 'distribution'), surroundings), options, surroundings);
  const { findings } = loaded;
  const read = (name: string) => readCandidates(name, loaded, options, surroundings);
  const narrow = (initialOption: string) =>
    options.has('qos') ? runQosModel(options, loaded, surroundings, { initialOption, traced: true }) : undefined;
  const planner = options.text('impossible') as Planner | undefined;
  if (planner !== undefined) {
    const narrowing = narrow('distribution');
    const given = narrowing?.final ?? read('distribution');
    findings.throwIfErrors();
    const { services } = narrowing ?? loaded;
    return explainImpossible(planner, given, { ...loaded, services }, options, surroundings);
  }
  const plan = read('distribution');
  const listed = read('candidates');
  const narrowing = narrow('candidates');
  const { services } = narrowing ?? loaded;
  const models = { ...loaded, services };
  const sources = { services, listed, narrowing };
  const given = { ...models, candidates: narrowing?.final ?? listed };
  const request = prepareRequest(given, findings);
  const text =
    plan === undefined && !options.has('distribution')
      ? tellCandidates(request.candidates, sources, models, options, surroundings)
      : tellPlan(plan, request, sources, models, options, surroundings);
  const shown = options.has('json') ? text : showControls(text);
  return { ...writeResult(shown, options, surroundings), diagnostics: findings.all };
}

/** The models with the services that there are when they go where the plan has them. What is wrong with the plan is told when it is read. */
function placeByPlan(models: LoadedModels, options: Arguments, surroundings: Surroundings): LoadedModels {
  const file = options.text('distribution');
  if (file === undefined) return models;
  const place = () => placeModels(models, options, readAnyForm(file, 'distribution', models, surroundings));
  return new Findings().attempt(place) ?? models;
}

function tellPlan(
  plan: Distribution | undefined,
  { candidates, weightOf }: PreparedRequest,
  sources: CandidateSources,
  models: LoadedModels,
  options: Arguments,
  { folder }: Surroundings,
): string {
  const { services, infrastructure, findings } = models;
  const capacities = readCapacities(options, models);
  if (plan === undefined) throw new InputError(findings.all);
  const names = chooseServices(options, 'the plan has', [...plan.mappings.keys()], findings);
  checkTarget(options, infrastructure, findings);
  findings.throwIfErrors();
  const find = (service: string, target: string) => findRemoval(sources, service, target);
  const input = { services, infrastructure, plan, candidates, findRemoval: find, weightOf, capacities };
  const target = options.text('target');
  const shown = explainPlacement(input, names).map(one => ({
    ...one,
    alternatives: one.alternatives.filter(alternative => target === undefined || alternative.target === target),
  }));
  return options.has('json')
    ? writeJson({ version: 1, services: shown.map(explanationToJson) })
    : shown.map(one => writeExplanation(one, folder, target)).join('\n');
}

/** Without a plan: where each service may go. */
function tellCandidates(
  candidates: Distribution,
  sources: CandidateSources,
  { infrastructure, findings }: LoadedModels,
  options: Arguments,
  { folder }: Surroundings,
): string {
  const names = chooseServices(options, 'the QoS model yields', [...candidates.mappings.keys()], findings);
  checkTarget(options, infrastructure, findings);
  findings.throwIfErrors();
  const asked = options.text('target');
  const shown = names.map((service): CandidateExplanation => {
    const allowed = targetsOf(candidates, service);
    const others = [...infrastructure.targets.keys()].filter(name => !allowed.includes(name));
    const told = others.filter(name => asked === undefined || name === asked);
    const removed = told.map(target => ({ target, removal: findRemoval(sources, service, target) }));
    return { service, candidates: allowed, removed };
  });
  return options.has('json')
    ? writeJson({ version: 1, services: shown.map(candidateExplanationToJson) })
    : shown.map(one => writeCandidateExplanation(one, folder)).join('\n');
}

/** The distribution that an option names, in any form; undefined without it, and where it cannot be read. */
function readCandidates(
  name: string,
  models: LoadedModels,
  options: Arguments,
  surroundings: Surroundings,
): Distribution | undefined {
  const file = options.text(name);
  if (file === undefined) return undefined;
  const { findings } = models;
  return findings.attempt(() =>
    decodeDistribution(readAnyForm(file, 'distribution', models, surroundings), file, models, findings),
  );
}

/** What belongs to a plan does not belong to the lack of one. */
function checkCombination(options: Arguments): void {
  const hasCandidates = options.has('distribution') || options.has('qos');
  const planner = options.text('impossible');
  if (planner === undefined) {
    const hint = 'the plan to explain: Nix, JSON or XML; without one -q/--qos FILE tells about candidates';
    if (!hasCandidates) requireOptions(options, 'explain', [distributionOption], hint);
    if (options.has('time-limit')) throw usageError('--time-limit is for --impossible');
    return;
  }
  const other = ['service', 'target', 'candidates'].find(name => options.has(name));
  if (other !== undefined) throw usageError(`--${other} is about a plan and cannot be combined with --impossible`);
  if (planner !== 'graphcol' && !hasCandidates) {
    const message = `--impossible ${planner} needs -d/--distribution FILE`;
    const hint = 'the candidates of each service';
    throw new InputError([{ severity: 'error', code: 'missing-option', message, hint }]);
  }
}

function chooseServices(
  options: Arguments,
  who: string,
  planned: readonly string[],
  findings: Findings,
): readonly string[] {
  const asked = options.texts('service');
  for (const name of asked) {
    if (planned.includes(name)) continue;
    findings.error('unknown-service', `${who} no service "${name}"`, { hint: didYouMean(name, planned) });
  }
  return asked.length === 0 ? planned : asked;
}

function checkTarget(options: Arguments, { targets }: InfrastructureModel, findings: Findings): void {
  const target = options.text('target');
  if (target === undefined || targets.has(target)) return;
  findings.error('unknown-target', `there is no target "${target}"`, { hint: didYouMean(target, targets.keys()) });
}
