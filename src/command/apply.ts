import type { Look } from '../base/look.ts';
import { nameSome } from '../base/name-some.ts';
import { resolvePath } from '../base/path.ts';
import { type CommandWorld, defineCommand, type Outcome } from '../cli/command.ts';
import { evaluationHints, evaluationOptions, jsonOption, modelOptions } from '../cli/model-options.ts';
import type { ArgumentsOf, OptionTable, PositionalTable } from '../cli/option-table.ts';
import { stateFolder, stateKeepingOptions } from '../cli/state-options.ts';
import { usageError } from '../cli/usage.ts';
import { profileName } from '../load/coordinator-profile.ts';
import { type LoadedModels, loadModels } from '../load/load-models.ts';
import { readIfThere } from '../load/read-if-there.ts';
import { readText } from '../load/read-text.ts';
import { deployNow, tell, tellStale } from '../loop/apply/deploy-now.ts';
import { findStale } from '../loop/apply/find-stale.ts';
import { rollBackTo } from '../loop/apply/roll-back-to.ts';
import { addPorts } from '../loop/deploy/add-ports.ts';
import { createDeployer } from '../loop/deploy/create-deployer.ts';
import type { Deployer } from '../loop/deploy/deployer.ts';
import { completeDeploy, type DeploySurroundings, prepareDeploy } from '../loop/deploy/prepare-deploy.ts';
import { deployOptions, previewOption, toDeployer } from '../loop/options/deploy-options.ts';
import { saysWhatIsDeployed, toDeployedFrom } from '../loop/options/deployed-options.ts';
import { planGateOptions, toPlanGates } from '../loop/options/gate-options.ts';
import { planOptions, toPlanInputs } from '../loop/options/plan-options.ts';
import { toWhatIf } from '../loop/options/what-if-options.ts';
import { type PlanNow, planNow } from '../loop/plan-now.ts';
import { readDeployed } from '../loop/read-deployed/read-deployed.ts';
import { readSavedPlan } from '../loop/saved-plan/read-saved-plan.ts';
import { restoreInputs } from '../loop/saved-plan/save-inputs.ts';
import { hasChanges, type SavedPlan } from '../loop/saved-plan/saved-plan.ts';
import { requireProfile } from '../loop/state/require-profile.ts';
import { StateFiles } from '../loop/state/state-files.ts';
import { asModelled, beyondModels, isDeployable } from '../loop/what-if/what-if.ts';
import { describeStale } from '../write/applied.ts';
import { writeCommands } from '../write/deploy-commands.ts';
import { countSteps, writeSteps } from '../write/deployment-steps.ts';
import { describeWhatIf } from '../write/what-if.ts';

const positionals = {
  PLAN: { kind: 'file', summary: 'a plan that dydisnix plan --output saved', required: false },
} as const satisfies PositionalTable;

const options = {
  ...planOptions,
  // A saved plan knows its own.
  services: modelOptions.services,
  infrastructure: modelOptions.infrastructure,
  ...deployOptions,
  ...previewOption,
  ...planGateOptions,
  yes: { kind: 'switch', summary: 'deploy without a question' },
  rollback: { kind: 'switch', summary: 'deploy the plan that was applied before the current one' },
  'rollback-to': {
    kind: 'number',
    value: 'NUMBER',
    least: 1,
    summary: 'deploy that plan of history in the folder of the state, 1.json and so on: to go back further',
  },
  ...stateKeepingOptions,
  json: { ...jsonOption.json, summary: 'print what came of it as one JSON object' },
  ...evaluationOptions,
} as const satisfies OptionTable;

type Given = ArgumentsOf<typeof options, typeof positionals>;

/** `dydisnix apply`: deploys a plan. */
export const apply = defineCommand({
  name: 'apply',
  summary: 'deploy a plan, and remember it',
  description:
    'With a saved plan: deploys it, unless models, files, machines or what is deployed are no longer what it was ' +
    'made for (exit code 4). Without one: plans as dydisnix plan does, shows the plan, and asks; where nobody can be ' +
    'asked, --yes is needed. Ids are kept only together with success. Exit code 6: the deployment failed and was ' +
    'rolled back; 7: it is not known what runs.',
  positionals,
  options,
  takesAll: 'alone',
  examples: [
    {
      command: 'dydisnix apply plan.json --deploy-command ./deploy.sh',
      effect: 'deploys a saved plan by a program, which reads it from standard input',
    },
    { command: 'dydisnix apply --yes', effect: 'plans for the models in this folder, and deploys with disnix-env' },
    { command: 'dydisnix apply --rollback --deploy-command ./deploy.sh', effect: 'goes back to the plan before' },
  ],
  run,
});

function run(given: Given, world: CommandWorld): Outcome {
  const state = new StateFiles(stateFolder(given, world));
  return state.locked(given.lockTimeout, () => {
    const chosen = choose(given, state, world);
    if ('exitCode' in chosen) return chosen;
    const { plan, summary, notes } = chosen;
    if (!hasChanges(plan, state.readCurrent()) && state.readPending() === undefined) {
      return { ...tell('unchanged', plan, given), diagnostics: notes, report: () => 'nothing to do\n' };
    }
    const isWanted = given.yes || given.plan !== undefined || world.confirm(look => `${summary(look)}deploy this?`);
    if (isWanted === undefined) return refuseUnasked(chosen, given);
    if (!isWanted) return { ...tell('declined', plan, given), diagnostics: notes, report: () => 'not deployed\n' };
    return deployNow(chosen, deployerOf(plan, given, world), given, state, world);
  });
}

/** Nobody can be asked: what would be deployed is shown, so that it can be looked at before somebody says yes. */
function refuseUnasked({ plan, summary, notes }: PlanNow, given: Given): Outcome {
  const message = 'nobody can be asked whether to deploy this';
  const hint = 'give --yes, or a plan that was saved and looked at';
  return {
    ...tell('refused', plan, given),
    diagnostics: [...notes, { severity: 'error', code: 'usage', message, hint }],
    ...(given.json ? {} : { shown: summary }),
  };
}

/** The plan that is meant, or why none can be deployed. */
function choose(given: Given, state: StateFiles, world: CommandWorld): PlanNow | Outcome {
  const isBack = given.rollback || given.rollbackTo !== undefined;
  if ((isBack || given.plan !== undefined) && toWhatIf(given) !== asModelled) {
    const message = 'a plan that is made already keeps to what was demanded then';
    throw usageError(
      message,
      'make one with dydisnix plan --without (--without-service, --pin), or leave the plan out',
    );
  }
  if (isBack) return chooseEarlier(given, state, world);
  return given.plan === undefined ? makeOne(given, state, world) : chooseSaved(given.plan, given, state, world);
}

function makeOne(given: Given, state: StateFiles, world: CommandWorld): PlanNow | Outcome {
  const { services, infrastructure } = given;
  if (services === undefined || infrastructure === undefined) {
    throw usageError('there is nothing to deploy', 'name a saved plan, or the models with -s and -i');
  }
  requireProfile(state, profileName(given.profile, world.environment));
  const deployer = toDeployer(given, world);
  const inputs = toPlanInputs({ ...given, services, infrastructure }, world);
  return planNow(inputs, models => readDeployed(inputs.deployedFrom, state, models, world), state, world, deployer, {
    isPreviewed: !given.noPreview,
    gates: toPlanGates(given, state.folder, world),
  });
}

function chooseSaved(file: string, given: Given, state: StateFiles, world: CommandWorld): PlanNow | Outcome {
  const plan = readSavedPlan(file, readText(resolvePath(world.folder, file)));
  if (!isDeployable(plan.inputs.whatIf)) {
    const said = describeWhatIf(beyondModels(plan.inputs.whatIf)).join('');
    return tellStale(
      file,
      `the plan is made for models that say something else than they do (${said})`,
      'write it into them',
    );
  }
  const inputs = restoreInputs(plan.inputs, evaluationHints);
  const deployedFrom = saysWhatIsDeployed(given) ? toDeployedFrom(given, true, world) : inputs.deployedFrom;
  const { stale, matter } = findStale(plan, inputs, models => readDeployed(deployedFrom, state, models, world), world);
  if (stale !== undefined) {
    const message = describeStale(stale.models, stale.files, stale.isDeployedOther, world.folder);
    return tellStale(file, message);
  }
  const asked = { ...plan, inputs: { ...plan.inputs, deployedFrom } };
  const prepared = withDeployer(asked, matter.models, given, state, world);
  if (prepared.deploy !== undefined) requireProfile(state, prepared.deploy.by.profile);
  return { plan: prepared, summary: look => summarise(prepared, world, look), notes: [] };
}

/** A plan is deployed as it says; by somebody else where somebody else is named, or it does not say. */
function withDeployer(
  plan: SavedPlan,
  models: LoadedModels,
  given: Given,
  state: StateFiles,
  world: CommandWorld,
): SavedPlan {
  if (plan.deploy !== undefined && given.deployer === undefined && given.deployCommand === undefined) return plan;
  return prepareDeploy(plan, addPorts(plan, models, world), toDeployer(given, world), surroundingsOf(state));
}

/** What was deployed since is stopped, also where a plan is deployed as it was then. */
function goBack(
  back: SavedPlan,
  inputs: ReturnType<typeof restoreInputs>,
  given: Given,
  state: StateFiles,
  world: CommandWorld,
): SavedPlan {
  const { deploy } = back;
  if (deploy === undefined || given.deployer !== undefined || given.deployCommand !== undefined) {
    return withDeployer(back, loadModels(inputs.models, world), given, state, world);
  }
  return completeDeploy(back, deploy, createDeployer(deploy.by), surroundingsOf(state));
}

function surroundingsOf(state: StateFiles): DeploySurroundings {
  return { folder: state.folder, before: state.readDeployed(), read: readText };
}

function deployerOf({ deploy }: SavedPlan, given: Given, world: CommandWorld): Deployer {
  return deploy === undefined ? toDeployer(given, world) : createDeployer(deploy.by);
}

function chooseEarlier(given: Given, state: StateFiles, world: CommandWorld): PlanNow | Outcome {
  const numbers = state.listHistory();
  const number = given.rollbackTo ?? numbers.at(-1);
  const earlier = number === undefined ? undefined : state.readEarlier(number);
  const current = state.readCurrent();
  if (earlier === undefined || current === undefined) {
    const message =
      numbers.length === 0 || current === undefined
        ? 'there is no plan to go back to: none was applied before the current one'
        : `there is no plan ${number} in the history, which has ${nameSome(numbers.map(String), 12)}`;
    return { exitCode: 1, diagnostics: [{ severity: 'error', code: 'no-history', message }] };
  }
  const inputs = restoreInputs(earlier.inputs, evaluationHints);
  const back = rollBackTo(earlier, current, readIfThere, new Date());
  const plan = goBack(back, inputs, given, state, world);
  return { plan, summary: look => summarise(plan, world, look), notes: [] };
}

/** The steps of a plan of which no more is known. */
function summarise({ steps, kept, deploy }: SavedPlan, { folder }: CommandWorld, look: Look): string {
  const lines = [
    countSteps({ steps, kept }),
    ...writeSteps({ steps, kept }, new Map(), folder, look),
    ...writeCommands(deploy, folder, look),
  ];
  return `${lines.join('\n')}\n`;
}
