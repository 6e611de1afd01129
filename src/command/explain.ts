import { aboutService, aboutTarget, type Diagnostic, InputError } from '../base/diagnostic.ts';
import { Findings } from '../base/findings.ts';
import { sortNaturally } from '../base/natural-order.ts';
import { showControls } from '../base/show-controls.ts';
import { didYouMean } from '../base/suggest.ts';
import { type CommandWorld, defineCommand, type Outcome } from '../cli/command.ts';
import { explainOptions } from '../cli/explain-options.ts';
import { candidatesHint, toRequest } from '../cli/model-options.ts';
import type { ArgumentsOf } from '../cli/option-table.ts';
import { answerNoPlan, findNamedPlan, toQosRequest } from '../cli/qos-options.ts';
import { pairResources, type ResourceNames } from '../cli/resource-options.ts';
import { usageError } from '../cli/usage.ts';
import { writeForm } from '../cli/write-result.ts';
import { interruptible } from '../load/interruptible.ts';
import { type LoadedModels, loadModels } from '../load/load-models.ts';
import { readCandidates } from '../load/read-candidates.ts';
import { readCapacities } from '../load/read-capacities.ts';
import { readPlaced, readPreviousPlan } from '../load/read-plan.ts';
import { readPolicy } from '../load/read-policy.ts';
import { runQosModel } from '../load/run-qos-model.ts';
import type { Distribution } from '../model/distribution.ts';
import type { InfrastructureModel } from '../model/infrastructure.ts';
import { type Policy, policyOfServices } from '../model/policy.ts';
import {
  type CandidateSources,
  type Capacity,
  type ExplainedPlanner,
  type Explanation,
  type ExplanationInput,
  explainCandidates,
  explainImpossible,
  explainUnderPolicy,
  findConflictInOrder,
  findRemoval,
  findShadows,
  type PreparedRequest,
  poseEverywhere,
  prepareAlternatives,
  prepareExplanations,
  prepareRequest,
  readAssignment,
  tellingOfClock,
} from '../plan/index.ts';
import {
  candidateExplanationToJson,
  type ExplanationFormat,
  explanationToJson,
  writeCandidateExplanation,
  writeExplanation,
} from '../write/explanation.ts';
import type { Json } from '../write/json.ts';
import {
  placeExplanationToJson,
  shadowsToJson,
  writePlaceExplanation,
  writeShadows,
} from '../write/place-explanation.ts';
import { conflictsToJson, writeConflicts } from '../write/reasons/conflict.ts';
import { placeConflictToJson, writePlaceConflict } from '../write/reasons/place-conflict.ts';
import { shortenExplanations } from '../write/shorten-explanations.ts';
import { answerIdQuestions } from './explain-ids.ts';

type Given = ArgumentsOf<typeof explainOptions>;

/** `dydisnix-explain`: why each service is where a plan has it, and why not elsewhere; or why there is no plan. */
export const explain = defineCommand({
  name: 'explain',
  summary: 'tell why a plan puts services where it does and what other places would cost, or why there is no plan',
  description:
    'The plan (-d) may be in any form that the planners print. With --candidates, the distribution that the planner chose from, and with -q, the QoS model that narrowed it, targets that were no candidates are told apart, with the line or the filter that made them none; without a plan -q tells where each service may go, and why not elsewhere. With --service-property and --target-property, capacities are told as well. With --impossible, -d is the distribution that the planner was given, and the answer is a set of services (for place: of demands) that have no plan even on their own: leave any one of them out, and the others have one. With --policy, other places are weighed under it, and for one --target everything else is planned anew. With --id, the answer is why a service has the number that it has of a pool, and not another one.',
  options: explainOptions,
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
    {
      command: 'dydisnix-explain -s services.nix -i infrastructure.nix -d plan.nix --policy placement.nix --shadow',
      effect: 'tells how many links each rule and capacity of the policy costs',
    },
    {
      command:
        'dydisnix-explain -s services.nix --id-resources idresources.nix --ids ids.nix --id ports:web --not 8081',
      effect: 'tells why web has its port, and who has 8081',
    },
  ],
  run: (given, world) => ({ ...answerNoPlan(() => tell(given, world)), isPlan: false }),
});

function tell(given: Given, world: CommandWorld): Outcome {
  if (given.id.length > 0) return answerIdQuestions(given, world);
  const { qos, distribution: planFile, impossible: planner } = given;
  const read = loadModels(toRequest({ ...given, distribution: undefined }), world);
  const { findings } = read;
  const ofPlan = new Findings();
  const placed = planFile === undefined ? undefined : ofPlan.attempt(() => readPlaced(planFile, read, world, ofPlan));
  const loaded = placed?.models ?? read;
  const narrow = (initial: string | undefined) =>
    qos === undefined ? undefined : runQosModel(toQosRequest(given, { initial, traced: true }, world), loaded, world);
  if (planner !== undefined) {
    requireCandidates(given, planner);
    const narrowing = narrow(planFile);
    // A QoS model reads its first candidates itself, and tells what is wrong with them.
    if (narrowing === undefined) findings.append(ofPlan);
    const listed = narrowing?.final ?? placed?.distribution;
    findings.throwIfErrors();
    const { services } = narrowing ?? loaded;
    if (planner === 'place') return reportNoPlace('place', listed, { ...loaded, services }, given, world);
    return reportImpossible(planner, listed, { ...loaded, services }, given, world);
  }
  world.progress('explaining the plan');
  findings.append(ofPlan);
  const plan = placed?.distribution;
  const listed = readCandidates(given.candidates, loaded, world);
  const narrowing = narrow(given.candidates);
  const { services } = narrowing ?? loaded;
  const models = { ...loaded, services };
  const sources = { services, listed, narrowing };
  const request = prepareRequest({ ...models, candidates: narrowing?.final ?? listed }, findings);
  if (given.policy !== undefined) return reportUnderPolicy(plan, request, sources, models, given, world);
  const outcome =
    plan === undefined && planFile === undefined
      ? reportCandidates(request.candidates, sources, models, given, world)
      : reportPlan(plan, request, sources, models, given, world);
  return { ...outcome, diagnostics: findings.all };
}

/** Exit code 1 when neither a plan nor a proof was found in time. */
function reportImpossible(
  planner: ExplainedPlanner,
  candidates: Distribution | undefined,
  models: LoadedModels,
  given: Given,
  world: CommandWorld,
): Outcome {
  const { services, infrastructure, findings } = models;
  const request = prepareRequest({ services, infrastructure, candidates }, findings);
  const resources = pairResources(given);
  const capacities = readCapacities(resources, models);
  findings.throwIfErrors();
  if (planner === 'divide') requireResources(resources);
  world.progress('looking for the smallest conflict');
  const search = { resources, timeLimit: given.timeLimit, ...interruptible(world) };
  const { answer, linksOf } = explainImpossible(planner, request, search, findings);
  if (answer.kind === 'unknown') return tellNoAnswer(planner, findings);
  if (answer.kind === 'possible') {
    // Services that have places one by one, and a plan as far as this planner's own problem goes: what is left is what
    // every planner obeys.
    return reportNoPlace(planner, candidates, models, { ...given, policy: undefined }, world);
  }
  const details = { planner, candidates: request.candidates, capacities, linksOf };
  const forms = {
    data: () => conflictsToJson(answer, details),
    text: () => showControls(writeConflicts(answer, details)),
  };
  return { ...writeForm(forms, given, world), diagnostics: findings.all };
}

/** Exit code 1: neither a plan nor a proof was found in time. */
function tellNoAnswer(planner: string, findings: Findings): Outcome {
  const message = `neither a plan by ${planner} nor a proof that there is none was found in time`;
  const hint = 'a longer --time-limit may find one';
  const diagnostics: Diagnostic[] = [...findings.all, { severity: 'error', code: 'undecided', message, hint }];
  return { exitCode: 1, data: { planner, status: 'unknown' }, diagnostics };
}

/** Exit code 1 when neither a plan nor a proof was found in time. */
function reportNoPlace(
  planner: ExplainedPlanner | 'place',
  candidates: Distribution | undefined,
  models: LoadedModels,
  given: Given,
  world: CommandWorld,
): Outcome {
  const { findings } = models;
  const { policy, request } = prepareUnderPolicy(candidates, models, given, world);
  world.progress('looking for the smallest conflict');
  const search = tellingOfClock({ timeLimit: given.timeLimit, ...interruptible(world) }, findings);
  const answer = findConflictInOrder(request, policy, search);
  if (answer.kind === 'unknown') return tellNoAnswer(planner, findings);
  const forms = {
    data: () => placeConflictToJson(answer, planner),
    text: () => showControls(writePlaceConflict(answer, planner, world.folder)),
  };
  return { ...writeForm(forms, given, world), diagnostics: findings.all };
}

/** Why a plan is as it is under a policy: by services, or by what each part of the policy costs. */
function reportUnderPolicy(
  plan: Distribution | undefined,
  asked: PreparedRequest,
  sources: CandidateSources,
  models: LoadedModels,
  given: Given,
  world: CommandWorld,
): Outcome {
  const { infrastructure, findings } = models;
  const { policy, request } = prepareUnderPolicy(asked.listed, models, given, world);
  const search = tellingOfClock({ timeLimit: given.timeLimit, ...interruptible(world) }, findings);
  if (given.shadow) {
    world.progress('planning without each rule');
    const shadows = findShadows(request, policy, search);
    const forms = { data: () => shadowsToJson(shadows), text: () => showControls(writeShadows(shadows, world.folder)) };
    return { ...writeForm(forms, given, world), diagnostics: findings.all };
  }
  if (plan === undefined) throw new InputError(findings.all);
  const posed = poseEverywhere(request, policy);
  const label = readAssignment(posed, plan, findings);
  const names = chooseServices(given, 'the plan has', [...plan.mappings.keys()], findings);
  checkTarget(given, infrastructure, findings);
  findings.throwIfErrors();
  const targets = listAsked(given, infrastructure);
  // Planning anew takes its time: for one target only.
  const replan = given.target === undefined ? undefined : search;
  const explain = prepareExplanations(toInput(plan, asked, sources, models, []));
  const { summary, ...shown } = shorten(names, explain, given, world);
  const alternatives = prepareAlternatives(posed, label);
  const explainOne = (name: string) => explainUnderPolicy(explain(name), plan, alternatives, targets, replan);
  const writers = { toJson: placeExplanationToJson, write: writePlaceExplanation, summary };
  // A search hears signals, and says what the clock ended: it is over before anything is printed.
  const told = replan === undefined ? explainOne : explainNow(shown.names, explainOne);
  return { ...writeAll(shown.names, told, writers, given, world), diagnostics: findings.all };
}

/** What place would be asked. @throws InputError with all that is wrong */
function prepareUnderPolicy(
  candidates: Distribution | undefined,
  models: LoadedModels,
  given: Given,
  world: CommandWorld,
): { readonly policy: Policy; readonly request: PreparedRequest } {
  const { services, infrastructure, findings } = models;
  const policy = given.policy === undefined ? policyOfServices(services) : readPolicy(given.policy, models);
  const named = findNamedPlan(given, world);
  for (const warning of named.warnings) findings.add(warning);
  const previous = readPreviousPlan(named.previous, models, world, findings);
  const request = prepareRequest({ services, infrastructure, candidates, previous }, findings);
  findings.throwIfErrors();
  return { policy, request };
}

function reportPlan(
  plan: Distribution | undefined,
  request: PreparedRequest,
  sources: CandidateSources,
  models: LoadedModels,
  given: Given,
  world: CommandWorld,
): Outcome {
  const { infrastructure, findings } = models;
  const capacities = readCapacities(pairResources(given), models);
  if (plan === undefined) throw new InputError(findings.all);
  const names = chooseServices(given, 'the plan has', [...plan.mappings.keys()], findings);
  checkTarget(given, infrastructure, findings);
  findings.throwIfErrors();
  const { target } = given;
  const explain = prepareExplanations(toInput(plan, request, sources, models, capacities));
  const shown = shorten(names, explain, given, world);
  const explainOne = (name: string): Explanation => {
    const one = explain(name);
    return target === undefined
      ? one
      : { ...one, alternatives: one.alternatives.filter(alternative => alternative.target === target) };
  };
  const writers = { toJson: explanationToJson, write: writeExplanation, summary: shown.summary };
  return writeAll(shown.names, explainOne, writers, given, world);
}

/** Which services are explained, and what stands before that: for people not all where there are many. */
function shorten(
  names: readonly string[],
  explain: (service: string) => Explanation,
  { json, service }: Given,
  { isWhole }: CommandWorld,
): { readonly names: readonly string[]; readonly summary: string } {
  if (json || isWhole || service.length > 0) return { names, summary: '' };
  const toSeeAll = 'name one with --service NAME, or see them with --all';
  const { explanations, summary } = shortenExplanations(names.map(explain), toSeeAll);
  return { names: explanations.map(one => one.service), summary };
}

/** All explanations at once. */
function explainNow<One>(names: readonly string[], explain: (service: string) => One): (service: string) => One {
  const told = new Map(names.map(name => [name, explain(name)]));
  return name => told.get(name) ?? explain(name);
}

function toInput(
  plan: Distribution,
  { candidates, weightOf, ports }: PreparedRequest,
  sources: CandidateSources,
  { services, infrastructure }: LoadedModels,
  capacities: readonly Capacity[],
): ExplanationInput {
  const find = (service: string, target: string) => findRemoval(sources, service, target);
  return { services, infrastructure, plan, candidates, findRemoval: find, weightOf, capacities, ports };
}

/** Without a plan: where each service may go. */
function reportCandidates(
  candidates: Distribution,
  sources: CandidateSources,
  { infrastructure, findings }: LoadedModels,
  given: Given,
  world: CommandWorld,
): Outcome {
  const names = chooseServices(given, 'the QoS model yields', [...candidates.mappings.keys()], findings);
  checkTarget(given, infrastructure, findings);
  findings.throwIfErrors();
  const targets = listAsked(given, infrastructure);
  const explain = (name: string) => explainCandidates(candidates, sources, name, targets);
  return writeAll(
    names,
    explain,
    { toJson: candidateExplanationToJson, write: writeCandidateExplanation },
    given,
    world,
  );
}

/** How explanations of one kind are written. */
interface Writers<One> {
  readonly toJson: (one: One) => Json;
  readonly write: (one: One, format: ExplanationFormat) => string;
  /** What stands before them for people (byte string). */
  readonly summary?: string;
}

/** Explanations are made while they are written: services times targets of them would fill the memory. */
function writeAll<One>(
  names: readonly string[],
  explain: (service: string) => One,
  { toJson, write, summary = '' }: Writers<One>,
  given: Given,
  world: CommandWorld,
): Outcome {
  const { folder, isWhole } = world;
  const format = { folder, asked: given.target, isWhole };
  // Who names services gets them in their own order.
  const shown = given.service.length > 0 ? names : sortNaturally(names);
  const forms = {
    data: () => ({ services: () => mapLazily(names, name => toJson(explain(name))) }),
    text: () => () => writeTexts(showControls(summary), shown, name => showControls(write(explain(name), format))),
  };
  return writeForm(forms, given, world);
}

function* mapLazily<T>(names: readonly string[], make: (name: string) => T): Iterable<T> {
  for (const name of names) yield make(name);
}

/** Texts with an empty line between them. */
function* writeTexts(head: string, names: readonly string[], write: (name: string) => string): Iterable<string> {
  let before = head;
  for (const name of names) {
    yield before + write(name);
    before = '\n';
  }
}

/** @throws InputError for a planner that has no candidates of its own, where none are given */
function requireCandidates({ distribution, qos }: Given, planner: ExplainedPlanner | 'place'): void {
  if (planner === 'graphcol' || planner === 'place' || distribution !== undefined || qos !== undefined) return;
  const message = `--impossible ${planner} needs -d/--distribution FILE`;
  throw usageError(message, candidatesHint, 'missing-option');
}

/** @throws InputError unless there is a resource to divide by */
function requireResources(resources: readonly ResourceNames[]): void {
  if (resources.length > 0) return;
  const message = '--impossible divide needs --service-property NAME and --target-property NAME';
  const hint = 'the properties that say what a service needs and what a target has of it';
  throw usageError(message, hint, 'missing-option');
}

function chooseServices(
  { service: asked }: Given,
  who: string,
  planned: readonly string[],
  findings: Findings,
): readonly string[] {
  for (const name of asked) {
    if (planned.includes(name)) continue;
    findings.error('unknown-service', `${who} no service "${name}"`, {
      hint: didYouMean(name, planned),
      subject: aboutService(name),
    });
  }
  return asked.length === 0 ? planned : asked;
}

/** The targets that something is to be said of. */
function listAsked({ target }: Given, { targets }: InfrastructureModel): readonly string[] {
  return target === undefined ? [...targets.keys()] : [target];
}

function checkTarget({ target }: Given, { targets }: InfrastructureModel, findings: Findings): void {
  if (target === undefined || targets.has(target)) return;
  findings.error('unknown-target', `there is no target "${target}"`, {
    hint: didYouMean(target, targets.keys()),
    subject: aboutTarget(target),
  });
}
