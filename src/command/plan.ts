import { resolvePath } from '../base/path.ts';
import { defineCommand, type Outcome } from '../cli/command.ts';
import { evaluationOptions, forceOption, jsonOption } from '../cli/model-options.ts';
import type { ArgumentsOf, OptionTable } from '../cli/option-table.ts';
import { stateFolder } from '../cli/state-options.ts';
import { profileName } from '../load/coordinator-profile.ts';
import type { World } from '../load/world.ts';
import { deployerOptions, previewOption, toDeployerIfNamed } from '../loop/options/deploy-options.ts';
import { planGateOptions, toPlanGates } from '../loop/options/gate-options.ts';
import { planOptions, toPlanInputs } from '../loop/options/plan-options.ts';
import { whatIfOptions } from '../loop/options/what-if-options.ts';
import { planNow } from '../loop/plan-now.ts';
import { readDeployed } from '../loop/read-deployed/read-deployed.ts';
import { hasChanges } from '../loop/saved-plan/saved-plan.ts';
import { savedPlanToJson, writeSavedPlan } from '../loop/saved-plan/write-saved-plan.ts';
import { requireProfile } from '../loop/state/require-profile.ts';
import { StateFiles } from '../loop/state/state-files.ts';

const options = {
  ...planOptions,
  ...whatIfOptions,
  ...deployerOptions,
  ...previewOption,
  ...planGateOptions,
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
    'deployed: services that start, stop, move, change, and that restart with them, those with data first; ids; ' +
    'links and loads; what check finds. Nothing is deployed, and nothing is written but the file of --output. ' +
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
    { command: 'dydisnix plan --without test1', effect: 'shows what moves where when the machine test1 is drained' },
    {
      command: 'dydisnix plan --previous deployed.nix --exit-code',
      effect:
        'compares with a plan that is said to be deployed; exit code 3 tells a script that there is something to do',
    },
  ],
  run,
});

function run(given: Given, world: World): Outcome {
  const state = new StateFiles(stateFolder(given, world));
  requireProfile(state, profileName(given.profile, world.environment));
  const inputs = toPlanInputs(given, world);
  const deployer = toDeployerIfNamed(given, world);
  const made = planNow(
    inputs,
    models => readDeployed(inputs.deployedFrom, state, models, world),
    state,
    world,
    deployer,
    { isPreviewed: !given.noPreview, gates: toPlanGates(given, state.folder, world) },
  );
  if ('exitCode' in made) return made;
  const { plan: saved, summary, notes } = made;
  const { output, json, exitCode } = given;
  return {
    exitCode: exitCode && hasChanges(saved, state.readCurrent()) ? 3 : 0,
    diagnostics: notes,
    ...(output === undefined
      ? {}
      : { files: [{ path: resolvePath(world.folder, output), bytes: writeSavedPlan(saved) }] }),
    ...(json ? { data: savedPlanToJson(saved) } : { shown: summary }),
  };
}
