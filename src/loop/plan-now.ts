import type { Diagnostic } from '../base/diagnostic.ts';
import { Findings } from '../base/findings.ts';
import type { Look } from '../base/look.ts';
import type { Outcome } from '../cli/command.ts';
import { tellNoPlan } from '../cli/tell-no-plan.ts';
import type { LoadedModels } from '../load/load-models.ts';
import type { World } from '../load/world.ts';
import { describeChangedFiles, describePlanning } from '../write/plan-heading.ts';
import { writePlanSummary } from '../write/plan-summary.ts';
import { describeWhatIf } from '../write/what-if.ts';
import type { Deployer } from './deploy/deployer.ts';
import { type DisnixPreview, previewDisnix } from './deploy/preview-disnix.ts';
import type { Deployed } from './deployed.ts';
import { judgePlanGates, type PlanGates } from './gate-plan.ts';
import type { MadePlan } from './make-plan/complete-plan.ts';
import { makePlan } from './make-plan/make-plan.ts';
import type { PlanInputs } from './make-plan/plan-inputs.ts';
import { withBuiltPackages } from './make-plan/with-built-packages.ts';
import { saveInputs } from './saved-plan/save-inputs.ts';
import { savePlan, withPreview } from './saved-plan/save-plan.ts';
import { listChangedFiles, type SavedPlan } from './saved-plan/saved-plan.ts';
import type { StateFiles } from './state/state-files.ts';
import { warnOfPending } from './state/warn-of-pending.ts';
import { isDeployable } from './what-if/what-if.ts';

/** A plan as it is saved, and what there is to say of it. */
export interface PlanNow {
  readonly plan: SavedPlan;
  readonly summary: (look: Look) => string;
  readonly notes: readonly Diagnostic[];
}

/** What is looked at beside the plan itself. */
export interface Looks {
  /** Whether Disnix is asked, where it deploys and is installed, what it would do: that builds packages. */
  readonly isPreviewed?: boolean;
  /** What would hold the plan in a loop; where that is told. */
  readonly gates?: PlanGates | undefined;
}

/**
 * Plans what the inputs ask for in the place of what is deployed; the outcome of a command where there is no plan.
 * @throws UserError for models that are wrong
 */
export function planNow(
  inputs: PlanInputs,
  readDeployed: (models: LoadedModels) => Deployed,
  state: StateFiles,
  world: World,
  deployer: Deployer | undefined,
  { isPreviewed = false, gates }: Looks = {},
): PlanNow | Outcome {
  const notes = new Findings();
  const found = makePlan(inputs, readDeployed, world, notes);
  if (found.kind !== 'planned') {
    const { services, infrastructure, distribution: candidates, findings } = found.models;
    return tellNoPlan(found, { services, infrastructure, candidates }, findings, world);
  }
  warnOfPending(state, notes);
  const { qos, policy, keepsReplicas, models, whatIf } = inputs;
  const files = { qos, policy, keepsReplicas, distribution: models.distribution };
  const preview = isPreviewed ? askPreview(found, inputs, deployer, state, world, notes) : undefined;
  const made = preview === undefined ? found : withBuiltPackages(found, preview.manifest);
  const saved = savePlan(
    made,
    inputs,
    world,
    new Date(),
    deployer && { deployer, folder: state.folder, before: state.readDeployed() },
  );
  const judged = gates && judgePlanGates(made, state.folder, gates);
  const plan = { ...withPreview(saved, preview), gates: judged };
  const heading = [
    ...describeWhatIf(whatIf),
    ...describePlanning(found.deployed.source, files, world.folder),
    ...describeChangedFiles(listChangedFiles(plan, state.readCurrent()), world.folder),
  ];
  const held = (judged ?? []).flatMap(({ gate, reason }) => (reason === undefined ? [] : [`${gate}: ${reason}`]));
  return {
    plan,
    summary: look => writePlanSummary({ ...made, heading, deploy: plan.deploy, held }, world.folder, look),
    notes: notes.all,
  };
}

/** Milliseconds: all packages are built on the way. */
const previewTime = 3_600_000;

/** Of what is not in files, Disnix can say nothing: other models than they are, and ids that are not written yet. */
function askPreview(
  { distribution, ids }: MadePlan,
  inputs: PlanInputs,
  deployer: Deployer | undefined,
  { folder }: StateFiles,
  world: World,
  notes: Findings,
): DisnixPreview | undefined {
  if (deployer?.settings.name !== 'disnix' || !isDeployable(inputs.whatIf)) return undefined;
  if (ids !== undefined && ids.saved.before !== ids.saved.after) return undefined;
  const { files } = saveInputs(inputs, world);
  const models = {
    services: files.get('services') ?? '',
    infrastructure: files.get('infrastructure') ?? '',
    distribution,
  };
  const call = { file: `${folder}/preview.nix`, milliseconds: previewTime };
  return previewDisnix(models, deployer.settings, call, world, reason =>
    notes.warning('preview', `there is no preview: ${reason}`),
  );
}
