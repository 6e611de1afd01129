import { InputError } from '../base/diagnostic.ts';
import { type CommandWorld, defineCommand, type Outcome } from '../cli/command.ts';
import { evaluationOptions, jsonOption } from '../cli/model-options.ts';
import { type ArgumentsOf, type OptionTable, required } from '../cli/option-table.ts';
import { stateFolder, stateKeepingOptions } from '../cli/state-options.ts';
import { profileName } from '../load/coordinator-profile.ts';
import { deployNow } from '../loop/apply/deploy-now.ts';
import { deployOptions, toDeployer } from '../loop/options/deploy-options.ts';
import { discoveryOptions, toDiscovery } from '../loop/options/discovery-options.ts';
import { planOptions, toPlanInputs } from '../loop/options/plan-options.ts';
import { planNow } from '../loop/plan-now.ts';
import { readDeployed } from '../loop/read-deployed/read-deployed.ts';
import { discoverOnce } from '../loop/run/discover-once.ts';
import { LoopFiles } from '../loop/run/loop-files.ts';
import type { Discovery } from '../loop/run/loop-settings.ts';
import { requireProfile } from '../loop/state/require-profile.ts';
import { StateFiles } from '../loop/state/state-files.ts';

const options = {
  ...planOptions,
  services: required({ ...planOptions.services }),
  ...discoveryOptions,
  infrastructure: {
    ...discoveryOptions.infrastructure,
    summary: 'the infrastructure model: with it nothing is discovered',
  },
  ids: {
    ...planOptions.ids,
    needs: [
      { option: 'id-resources', message: 'ids are taken from pools', hint: 'name their model with --id-resources' },
    ],
  },
  ...deployOptions,
  ...stateKeepingOptions,
  json: { ...jsonOption.json, summary: 'print what came of it as one JSON object' },
  ...evaluationOptions,
} as const satisfies OptionTable;

type Given = ArgumentsOf<typeof options>;

/** `dydisnix-env`: one round of discovering, planning and deploying. */
export const env = defineCommand({
  name: 'env',
  summary: 'discover the machines, plan, assign ids and deploy, once',
  description:
    'Takes the machines that the infrastructure model has, or that a program prints (--geninfra, or ' +
    'DYDISNIX_GENINFRA), adds to what is known of them (-a), plans by the QoS model or under a policy, assigns ids ' +
    'where there are pools, and deploys, without a question: with disnix-env, or who else is named. ' +
    'Ids are kept only together with success. Exit code 1: there is no plan; 6: the deployment failed and was rolled ' +
    'back; 7: it is not known what runs.',
  options,
  examples: [
    {
      command: 'dydisnix-env -s services.nix -i infrastructure.nix -q qos.nix',
      effect: 'deploys the services where the QoS model puts them',
    },
    {
      command: 'dydisnix-env -s services.nix -q qos.nix --geninfra ./machines.sh -a augment.nix -p shop',
      effect: 'discovers the machines before, and deploys under the profile shop',
    },
  ],
  run,
});

function run(given: Given, world: CommandWorld): Outcome {
  const state = new StateFiles(stateFolder(given, world));
  requireProfile(state, profileName(given.profile, world.environment));
  const deployer = toDeployer(given, world);
  const discovery = chooseDiscovery(given, world);
  return state.locked(given.lockTimeout, () => {
    const { services, infrastructure = '' } = given;
    const asked = toPlanInputs({ ...given, services, infrastructure }, world);
    const files = new LoopFiles(state.folder);
    const inputs = discoverOnce({ inputs: asked, discovery, augment: given.augment }, files, world);
    const read = (models: Parameters<typeof readDeployed>[2]) =>
      readDeployed(inputs.deployedFrom, state, models, world);
    const made = planNow(inputs, read, state, world, deployer);
    if ('exitCode' in made) return made;
    refuseEmpty(made.plan);
    return deployNow(made, deployer, { ...given, yes: true }, state, world);
  });
}

/** With an infrastructure model nothing is discovered, as in the original. */
function chooseDiscovery(given: Given, world: CommandWorld): Discovery {
  return given.infrastructure === undefined ? toDiscovery(given, world) : { kind: 'model' };
}

/** Whoever narrows all candidates away rarely means to undeploy everything. @throws InputError */
function refuseEmpty({
  distribution,
  before,
}: {
  readonly distribution: { readonly mappings: ReadonlyMap<string, readonly unknown[]> };
  readonly before: { readonly services: ReadonlyMap<string, unknown> };
}): void {
  const isEmpty = [...distribution.mappings.values()].every(list => list.length === 0);
  if (!isEmpty || before.services.size === 0) return;
  const message = 'the plan deploys nothing, so everything that runs would be stopped';
  const hint = 'dydisnix apply asks, and then does that';
  throw new InputError([{ severity: 'error', code: 'empty-plan', message, hint }]);
}
