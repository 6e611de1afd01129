import { Findings } from '../base/findings.ts';
import type { Look } from '../base/look.ts';
import { resolvePath } from '../base/path.ts';
import { defineCommand, type Outcome } from '../cli/command.ts';
import { idResourcesOption, idsOption, wantedPoolsOption } from '../cli/id-options.ts';
import { interruptible } from '../cli/interruptible.ts';
import {
  bestPlanSoFar,
  evaluationOptions,
  forceOption,
  jsonOption,
  modelOptions,
  moveStatefulOption,
  timeLimitOption,
  toRequest,
} from '../cli/model-options.ts';
import { type ArgumentsOf, type OptionTable, required } from '../cli/option-table.ts';
import { qosOptions } from '../cli/qos-options.ts';
import { replicasOption } from '../cli/replicas-option.ts';
import { stateFolder, stateOptions } from '../cli/state-options.ts';
import { tellNoPlan } from '../cli/tell-no-plan.ts';
import type { LoadedModels } from '../load/load-models.ts';
import { readPreviousPlan } from '../load/read-plan.ts';
import type { World } from '../load/world.ts';
import { type Deployed, deployedAsGiven, deployedByPlan, deployedNothing } from '../loop/deployed.ts';
import { type MadePlan, makePlan } from '../loop/make-plan/make-plan.ts';
import { savePlan } from '../loop/saved-plan/save-plan.ts';
import { savedPlanToJson, writeSavedPlan } from '../loop/saved-plan/write-saved-plan.ts';
import { readCurrentPlan } from '../loop/state/state-files.ts';
import { type ToldPlan, writePlanSummary } from '../write/plan-summary.ts';

const { qos, filters } = qosOptions;

const options = {
  services: required(modelOptions.services),
  infrastructure: required(modelOptions.infrastructure),
  distribution: modelOptions.distribution,
  policy: {
    kind: 'file',
    lookedForAs: 'placement',
    summary: 'what a plan must keep, and what it should do well (docs/policy.md)',
  },
  qos: { ...qos, summary: 'the QoS model: where there is one, it decides in the place of the policy' },
  filters: {
    ...filters,
    needs: [{ option: 'qos', message: 'filters are called by a QoS model', hint: 'give it with -q' }],
  },
  ...idResourcesOption,
  ids: {
    ...idsOption.ids,
    summary: 'the ids file: ids in it stay as they are; ids.nix where there are pools and nothing is said',
  },
  'ids-service-property': wantedPoolsOption['service-property'],
  previous: { kind: 'file', summary: 'what is deployed, in any form of a plan, instead of what the state remembers' },
  ...stateOptions,
  ...timeLimitOption(10, bestPlanSoFar),
  'move-stateful': moveStatefulOption,
  ...replicasOption,
  output: { kind: 'output', short: 'o', summary: 'save the plan in this file (JSON): dydisnix apply takes it' },
  ...forceOption,
  'exit-code': { kind: 'switch', summary: 'end with exit code 3 when there are changes' },
  json: { ...jsonOption.json, summary: 'print the plan as one JSON object, as --output saves it' },
  ...evaluationOptions,
} as const satisfies OptionTable;

type Given = ArgumentsOf<typeof options>;

/** `dydisnix plan`: what a deployment would change. */
export const plan = defineCommand({
  name: 'plan',
  summary: 'plan what to deploy, and show what that changes of what is deployed',
  description:
    'Takes all models that there are, plans where services go and which ids they get, and compares that with what is ' +
    'deployed: services that start, stop, move, change, and that restart with them, those with data first; ids; links ' +
    'and loads; what check finds. Nothing is deployed, and nothing is written but the file of --output. ' +
    'Exit code 1: there is no plan; with --exit-code 3: there are changes.',
  options,
  takesAll: true,
  writes: () => ({ content: 'saved plan', form: 'json' }),
  examples: [
    { command: 'dydisnix plan', effect: 'plans for the models in this folder, and prints what would change' },
    {
      command: 'dydisnix plan -s services.nix -i infrastructure.nix --policy placement.nix --output plan.json',
      effect: 'also saves the plan, to be looked at and applied later',
    },
    {
      command: 'dydisnix plan --previous deployed.nix --exit-code',
      effect:
        'compares with a plan that is said to be deployed; exit code 3 tells a script that there is something to do',
    },
  ],
  run,
});

function run(given: Given, world: World): Outcome {
  const notes = new Findings();
  const folder = stateFolder(given, world);
  const found = makePlan(
    {
      ...given,
      models: toRequest(given),
      ids: given.ids ?? (given.idResources === undefined ? undefined : 'ids.nix'),
      idsProperty: given.idsServiceProperty,
      keepsReplicas: given.replicas !== undefined,
      ...interruptible(world),
    },
    models => readDeployed(given, folder, models, world),
    world,
    notes,
  );
  if (found.kind !== 'planned') {
    const { services, infrastructure, distribution: candidates, findings } = found.models;
    return tellNoPlan(found, { services, infrastructure, candidates }, findings, world);
  }
  const saved = savePlan(found, new Date());
  const { output, json, exitCode } = given;
  return {
    exitCode: exitCode && saved.steps.length > 0 ? 3 : 0,
    diagnostics: notes.all,
    ...(output === undefined
      ? {}
      : { files: [{ path: resolvePath(world.folder, output), bytes: writeSavedPlan(saved) }] }),
    ...(json
      ? { data: savedPlanToJson(saved) }
      : { shown: (look: Look) => writePlanSummary(toTold(found, given), world.folder, look) }),
  };
}

function readDeployed({ previous }: Given, folder: string, models: LoadedModels, world: World): Deployed {
  if (previous !== undefined) {
    const before = readPreviousPlan(previous, models, world, models.findings);
    return before === undefined ? deployedNothing : deployedAsGiven(previous, before, models.services);
  }
  const current = readCurrentPlan(folder);
  return current === undefined ? deployedNothing : deployedByPlan(current);
}

function toTold(made: MadePlan, given: Given): ToldPlan {
  return { ...made, heading: [describeDeployed(made.deployed), describeCandidates(given)] };
}

function describeDeployed({ source }: Deployed): string {
  switch (source.kind) {
    case 'nothing':
      return 'deployed: nothing that is known of';
    case 'applied':
      return `deployed: the plan of ${source.made}`;
    case 'given':
      return `deployed: as ${source.file} says`;
  }
}

function describeCandidates({ qos, distribution, replicas, policy }: Given): string {
  const from = distribution ?? 'every target';
  if (qos !== undefined) return `planned by ${qos}`;
  const how =
    distribution === undefined ? '' : replicas === undefined ? ', one of those that it lists' : ', all that it lists';
  return `planned under ${policy ?? 'no policy'}; candidates: ${from}${how}`;
}
