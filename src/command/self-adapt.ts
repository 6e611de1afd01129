import { type CommandWorld, defineCommand, type Outcome } from '../cli/command.ts';
import { evaluationOptions } from '../cli/model-options.ts';
import type { ArgumentsOf, OptionTable } from '../cli/option-table.ts';
import { stateFolder } from '../cli/state-options.ts';
import { usageError } from '../cli/usage.ts';
import { profileName } from '../load/coordinator-profile.ts';
import type { World } from '../load/world.ts';
import { isInstalled } from '../loop/deploy/build-manifest.ts';
import { chooseDeployer, deployOptions, previewOption, toDeployer } from '../loop/options/deploy-options.ts';
import { discoveryOptions, toDiscovery } from '../loop/options/discovery-options.ts';
import { disnixHelpOptions, toDisnixHelp } from '../loop/options/disnix-help-options.ts';
import { gateOptions, toApproveProgram, toFreezeFile } from '../loop/options/gate-options.ts';
import { tellOptions, toControl, toTelling, watchOptions } from '../loop/options/loop-options.ts';
import { planOptions, toPlanInputs } from '../loop/options/plan-options.ts';
import { readDeployed } from '../loop/read-deployed/read-deployed.ts';
import { LoopFiles } from '../loop/run/loop-files.ts';
import type { LoopSettings } from '../loop/run/loop-settings.ts';
import { type LoopEnd, runLoop } from '../loop/run/run-loop.ts';
import type { Surroundings } from '../loop/run/surroundings.ts';
import { requireProfile } from '../loop/state/require-profile.ts';
import { StateFiles } from '../loop/state/state-files.ts';
import { fileExists } from '../ports/disk/file-exists.ts';
import { pause } from '../ports/pause.ts';
import { type RunProgram, runProgram, runTelling } from '../ports/programs/run-program.ts';

const { infrastructure, ...otherDiscoveryOptions } = discoveryOptions;
// What is deployed is asked anew in each round: no file that somebody wrote once tells it.
const { previous: _, ...roundOptions } = planOptions;

const options = {
  ...roundOptions,
  services: {
    ...roundOptions.services,
    required: { unless: ['approve', 'refuse', 'release'], hint: 'a loop plans services: give their model with -s' },
  },
  infrastructure,
  ...otherDiscoveryOptions,
  ...deployOptions,
  ...previewOption,
  ...watchOptions,
  ...gateOptions,
  ...tellOptions,
  ...disnixHelpOptions,
  once: { kind: 'switch', summary: 'end after one round' },
  approve: {
    kind: 'text',
    value: 'PLAN',
    summary: 'agree to the plan with this digest, or its beginning, for the loop that runs; and end',
  },
  refuse: {
    kind: 'text',
    value: 'PLAN',
    summary: 'refuse it',
    excludes: [{ option: 'approve', message: 'a plan is agreed to, or refused' }],
  },
  release: {
    kind: 'switch',
    summary: 'let the loop that runs try again what failed, once machines were looked at; and end',
  },
  ...evaluationOptions,
} as const satisfies OptionTable;

type Given = ArgumentsOf<typeof options>;

const description = {
  summary: 'plan and apply again and again, whenever machines, models or what runs are not as they were',
  description:
    'Looks at the machines, the models and what runs, plans where anything is different, and applies the plan when ' +
    'all gates let it pass; then waits, and begins again. Nothing that fails ends it; SIGTERM does, after the step ' +
    'that it is at. All that it remembers is in the state: a loop that was killed goes on from there. With --once, ' +
    'exit code 1 says that there is no plan, 5 that a gate holds it, 6 that a deployment failed and was rolled back, ' +
    '7 that it is not known what runs.',
  options,
  takesAll: true,
} as const;

/** `dydisnix-self-adapt`: keeps a deployment as the models want it. */
export const selfAdapt = defineCommand({
  ...description,
  name: 'self-adapt',
  examples: [
    {
      command: 'dydisnix-self-adapt -s services.nix --discover-command ./machines.sh --deploy-command ./deploy.sh',
      effect: 'keeps what runs as the models want it, on the machines that a program names',
    },
    {
      command: 'dydisnix-self-adapt --once --approval terminal --deploy-command ./deploy.sh',
      effect: 'one round with the models in this folder, with a question',
    },
    { command: 'dydisnix-self-adapt --approve 3f9a0c', effect: 'agrees to a plan that a loop waits with' },
  ],
  run,
});

/** `dydisnix loop`: the same. */
export const loop = defineCommand({
  ...description,
  name: 'loop',
  summary: 'the same as self-adapt',
  examples: [
    { command: 'dydisnix loop --deploy-command ./deploy.sh', effect: 'keeps what runs as the models here want it' },
    { command: 'dydisnix loop --release', effect: 'lets a loop try again what failed' },
  ],
  run,
});

function run(given: Given, world: CommandWorld): Outcome {
  const folder = stateFolder(given, world);
  const said = leaveWord(given, new LoopFiles(folder));
  if (said !== undefined) return { exitCode: 0, report: () => `${said}\n` };
  const settings = toSettings(given, folder, world);
  requireProfile(new StateFiles(folder), settings.profile);
  world.hearSignals();
  const end = runLoop(settings, surroundingsOf(given, world));
  return { exitCode: given.once ? codeOf(end) : 0, isEndless: true };
}

/** What somebody says to a loop that runs; undefined where nothing is said, and a loop is to run. */
function leaveWord({ approve, refuse, release }: Given, files: LoopFiles): string | undefined {
  const plan = approve ?? refuse;
  if (plan !== undefined || release) requireLoop(files);
  if (plan !== undefined) {
    if (!/^[0-9a-f]{6,64}$/.test(plan)) {
      throw usageError(`"${plan}" is no digest of a plan`, 'give at least six of the digits that the log tells');
    }
    files.writeApproval(plan, approve !== undefined);
    return approve === undefined ? `refused: ${plan}` : `agreed: ${plan}`;
  }
  if (!release) return undefined;
  files.writeRelease();
  return 'released: the next round tries again what failed';
}

/** @throws InputError where no loop has run, so that nobody waits for a word */
function requireLoop({ folder }: LoopFiles): void {
  if (fileExists(folder)) return;
  throw usageError(`no loop has run with the state ${folder}`, 'name its profile with -p, or its folder with --state');
}

function toSettings(given: Given, folder: string, world: CommandWorld): LoopSettings {
  const state = new StateFiles(folder);
  const discovery = toDiscovery(given, world);
  const { services = '', infrastructure: model = '' } = given;
  const isDisnix = chooseDeployer(given, world) === 'disnix';
  const inputs = toPlanInputs({ ...given, services, infrastructure: model, previous: undefined }, world);
  return {
    inputs,
    discovery,
    augment: given.augment,
    control: toControl(given, discovery),
    state,
    profile: profileName(given.profile, world.environment),
    running: {
      source: inputs.deployedFrom.kind === 'program' ? 'machines' : 'record',
      read: (round, models) => readDeployed(round.deployedFrom, state, models, quiet(world), runnerOf(given)),
    },
    deployer: toDeployer(given, world),
    deployTimeout: 1000 * given.deployTimeout,
    disnix: toDisnixHelp(given, isDisnix, world),
    buildsPackages: isDisnix && !given.noPreview && isInstalled('disnix-manifest', world),
    freezeFile: toFreezeFile(given, folder, world),
    approveProgram: toApproveProgram(given),
    ...toTelling(given, folder, world),
    once: given.once,
  };
}

function surroundingsOf(given: Given, world: CommandWorld): Surroundings {
  return {
    now: () => Date.now(),
    elapsed: () => performance.now(),
    localOffset: now => -new Date(now).getTimezoneOffset(),
    pause,
    isStopping: world.isInterrupted,
    run: runnerOf(given),
    say: line => world.say(line),
    ask: text => world.confirm(text),
    world: quiet(world),
  };
}

/** What programs print stands between the lines of the log: in one that programs read it is lines of it, too. */
function runnerOf({ log }: Given): RunProgram {
  return log === 'json' ? runTelling : runProgram;
}

/** A line of progress would stand between the lines of the log. */
function quiet(world: CommandWorld): World {
  return { ...world, progress: () => {} };
}

function codeOf({ because, outcome }: LoopEnd): Outcome['exitCode'] {
  if (outcome !== undefined && outcome !== 'done') return outcome === 'failed' ? 6 : 7;
  switch (because) {
    case 'applied':
    case 'nothing differs':
      return 0;
    case 'held':
      return 5;
    case 'inconsistent':
      return 7;
    case 'models cannot be read':
    case 'failed':
      return 2;
    default:
      return 1;
  }
}
