import type { Findings } from '../base/findings.ts';
import { type CommandWorld, defineCommand, type Outcome } from '../cli/command.ts';
import { idResourcesOption } from '../cli/id-options.ts';
import { evaluationOptions, modelOptions, outputFileOption, toRequest } from '../cli/model-options.ts';
import { type ArgumentsOf, type OptionTable, required } from '../cli/option-table.ts';
import { answerNoPlan, findNamedPlan, qosOptions, toQosRequest } from '../cli/qos-options.ts';
import { tellNoPlan } from '../cli/tell-no-plan.ts';
import { writeResult } from '../cli/write-result.ts';
import { interruptible } from '../load/interruptible.ts';
import { loadPolicyWalk } from '../load/load-policy-walk.ts';
import { loadWalk, type WalkRequest } from '../load/load-walk.ts';
import { rulesOf } from '../page/policy-in-document.ts';
import {
  type Planless,
  type PreparedRequest,
  takePolicyWalk,
  takeWalk,
  type WalkOptions,
  type WalkStage,
} from '../plan/index.ts';
import { refusePinConflicts } from '../write/reasons/ids.ts';
import { describePolicyWalk } from '../write/walk/describe-policy-walk.ts';
import { describeWalk, walkStages } from '../write/walk/describe-walk.ts';
import { writeWalkPage } from './walk-page.ts';

const options = {
  services: required(modelOptions.services),
  infrastructure: required(modelOptions.infrastructure),
  distribution: {
    ...modelOptions.distribution,
    summary: 'the distribution: which targets each service may go to; with -q the initial one, in any form',
  },
  ...qosOptions,
  policy: {
    kind: 'file',
    summary: 'the placement policy: the walk is that to the plan of place',
  },
  ...idResourcesOption,
  ...outputFileOption,
  ...evaluationOptions,
} as const satisfies OptionTable;

type Given = ArgumentsOf<typeof options>;

/** `dydisnix-walk`: the way from models to plans as one HTML page. */
export const walk = defineCommand({
  name: 'walk',
  summary: 'write one HTML page that walks from the models to the plans, with pictures, steps and proofs',
  description:
    'The page is that of dydisnix page, with a chapter for each step, and opens at any size; it is one file that needs no network and can be mailed. Without a distribution every target is a candidate for every service. With a QoS model (-q) a section shows how its filters narrow the candidates; with a policy (--policy) the walk is that to the plan of place.',
  options,
  writes: 'page',
  examples: [
    {
      command: 'dydisnix-walk -s services.nix -i infrastructure.nix -d distribution.nix --output-file plan.html',
      effect: 'writes the page; open plan.html in a browser',
    },
    {
      command: 'dydisnix-walk -s services.nix -i infrastructure.nix --id-resources idresources.nix > plan.html',
      effect: 'the same with every target a candidate, and with the ids that the services get',
    },
    {
      command: 'dydisnix-walk -s services.nix -i infrastructure.nix -q qos.nix --output-file plan.html',
      effect: 'shows how the filters of a QoS model narrow the candidates, and goes on from what they leave',
    },
    {
      command: 'dydisnix-walk -s services.nix -i infrastructure.nix --policy placement.nix --output-file plan.html',
      effect: 'walks to the plan under a policy: what it demands, the search, what is proved of each objective, loads',
    },
  ],
  run: (given, world) => answerNoPlan(() => writeWalk(given, world)),
});

/** The page; why there is no plan goes to stderr. */
function writeWalk(given: Given, world: CommandWorld): Outcome {
  const { distribution: initial, idResources, policy } = given;
  const qos = given.qos === undefined ? undefined : toQosRequest(given, { initial, traced: true }, world);
  const models = toRequest({ ...given, distribution: qos === undefined ? initial : undefined });
  const onStage = (stage: WalkStage) => world.progress(walkStages[stage]);
  const options = { ...interruptible(world), onStage };
  if (policy !== undefined) return writePolicyWalk({ models, qos, idResources, policy }, options, given, world);
  const { findings, ...loaded } = loadWalk({ models, qos, idResources }, world);
  const taken = takeWalk(loaded, options, findings);
  const { plans, request, narrowing } = taken;
  if (plans.kind === 'planned') refusePinConflicts(plans.ids, findings);
  const isOpen = request.listed === undefined && narrowing === undefined && request.pins.size === 0;
  const [plan, isByClock] =
    plans.kind === 'planned' ? [plans.reliable, plans.byClock.has('reliable')] : [undefined, false];
  const html = writeWalkPage(describeWalk(taken), { request, isOpen, plan, isByClock }, world);
  return answer(html, plans.kind === 'planned' ? undefined : { plans, request }, findings, given, world);
}

/** The same under a policy: the way to the plan that `place` finds. */
function writePolicyWalk(
  asked: WalkRequest & { readonly policy: string },
  options: WalkOptions,
  given: Given,
  world: CommandWorld,
): Outcome {
  const named = findNamedPlan(given, world);
  const { capacities, findings, ...loaded } = loadPolicyWalk({ ...asked, previous: named.previous }, world);
  for (const warning of named.warnings) findings.add(warning);
  const walk = takePolicyWalk(loaded, options, findings);
  const { request, narrowing, outcome, isByClock, ids } = walk;
  refusePinConflicts(ids, findings);
  const isOpen = request.listed === undefined && narrowing === undefined && request.pins.size === 0;
  const plan = outcome.kind === 'planned' ? outcome : undefined;
  const rules = rulesOf(loaded.policy, loaded, plan?.distribution, loaded.previous);
  const map = { request, isOpen, plan, isByClock, capacities, rules, isUnderPolicy: true };
  const html = writeWalkPage(describePolicyWalk(walk), map, world);
  return answer(html, outcome.kind === 'planned' ? undefined : { plans: outcome, request }, findings, given, world);
}

function answer(
  html: string,
  none: { readonly plans: Planless; readonly request: PreparedRequest } | undefined,
  findings: Findings,
  given: Given,
  world: CommandWorld,
): Outcome {
  if (none === undefined) return { ...writeResult(html, given, world), diagnostics: findings.all };
  // A page that a file was asked for is written all the same: it shows why there is no plan.
  const { stdout: _, ...page } = writeResult(html, given, world);
  const { services, infrastructure, listed: candidates } = none.request;
  return { ...page, ...tellNoPlan(none.plans, { services, infrastructure, candidates }, findings, world) };
}
