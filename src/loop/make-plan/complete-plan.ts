import type { Diagnostic } from '../../base/diagnostic.ts';
import { Findings } from '../../base/findings.ts';
import { type LoadedModels, reloadServices } from '../../load/load-models.ts';
import type { World } from '../../load/world.ts';
import type { Distribution } from '../../model/distribution.ts';
import type { Policy } from '../../model/policy.ts';
import type { ServicesModel } from '../../model/service.ts';
import { hashText } from '../../nix/index.ts';
import {
  type AnyPlacePlan,
  type AssignedPorts,
  checkModels,
  compareDeployments,
  countedProperties,
  type Deployment,
  type DeploymentSteps,
  describeDeployment,
  explainMoves,
  findExceeded,
  judgePlan,
  listAssignedPorts,
  type MeasuredPlan,
  type MoveReason,
  type NoPlan,
  type PreparedRequest,
  poseEverywhere,
  prepareAlternatives,
  readAssignment,
  warnAboutExceeded,
} from '../../plan/index.ts';
import { describePinConflict } from '../../write/reasons/ids.ts';
import type { Deployed } from '../deployed.ts';
import type { Basis } from '../saved-plan/saved-plan.ts';
import { assignNewIds, type KnownIds, type MadeIds } from './assign-new-ids.ts';
import type { ChosenPlaces } from './choose-places.ts';
import { describeBasis, type PlanMatter } from './describe-basis.ts';
import type { MatterInputs } from './plan-inputs.ts';

/** A plan with all that there is to say of it. */
export interface MadePlan {
  readonly kind: 'planned';
  readonly distribution: Distribution;
  readonly deployed: Deployed;
  readonly deployment: Deployment;
  readonly changes: DeploymentSteps;
  readonly reasons: ReadonlyMap<string, readonly MoveReason[]>;
  readonly ids: MadeIds | undefined;
  readonly basis: Basis;
  /** What `place` proved of it; undefined where a QoS model decided. */
  readonly placed: AnyPlacePlan | undefined;
  /** What the plan comes to under the policy, and what is deployed, as far as the models still have it. */
  readonly measured: MeasuredPlan;
  readonly before: MeasuredPlan | undefined;
  /** What `check` finds in the plan, and which candidates cannot be built. */
  readonly findings: readonly Diagnostic[];
  /** The services as they are with the plan and its ids, and the machines. */
  readonly models: Pick<LoadedModels, 'services' | 'infrastructure'>;
  /** The ports that services have as ids; undefined where there are no pools. */
  readonly listPorts: () => AssignedPorts | undefined;
}

/** There is no plan, or none is known; with the models that it would be of. */
export interface PlanMissing extends Pick<NoPlan<'impossible' | 'unknown', unknown>, 'kind' | 'reason'> {
  readonly models: LoadedModels;
}

/**
 * Makes a plan of where services go: ids, what that changes of what is deployed, what check finds.
 * @param request what was asked for, of which it is told why services move
 * @param notes what is found while models are read
 * @throws UserError for models that are wrong
 */
export function completePlan(
  places: ChosenPlaces,
  request: PreparedRequest,
  matter: PlanMatter,
  inputs: MatterInputs,
  world: World,
  notes: Findings,
): MadePlan | PlanMissing {
  const { models, policy, known, deployed } = matter;
  const { findings } = models;
  const ids = assignNewIds(places, known, inputs, models, world);
  if (ids !== undefined && ids.kind !== 'planned') return { kind: ids.kind, reason: ids.reason, models };
  world.progress('comparing the plan with what is deployed');
  const services = reload(places, ids, models, world);
  const { distribution, placed } = places;
  const deployment = describeDeployment(
    services,
    distribution,
    text => hashText(models.evaluator.host.createHash, 'sha256', text),
    findings,
  );
  const changes = compareDeployments(deployed.deployment, deployment);
  const fellOut = findings.all.filter(({ code }) => code === 'not-buildable');
  for (const finding of findings.all) if (!fellOut.includes(finding)) notes.add(finding);
  const judge = (plan: Distribution): MeasuredPlan => {
    const judged = { services, infrastructure: models.infrastructure, previous: deployed.distribution };
    return judgePlan(judged, policy, plan, new Findings(), new Findings());
  };
  const after = { ...known, ids: ids?.after ?? known.ids };
  return {
    kind: 'planned',
    distribution,
    deployed,
    deployment,
    changes,
    reasons: explainMoves(changes.steps, request, () => explainPlan(request, policy, distribution)),
    ids,
    basis: describeBasis(inputs, matter, world),
    placed,
    measured: judge(distribution),
    before: new Findings().attempt(() => judge(deployed.distribution)),
    findings: [
      ...checkPlan(services, distribution, models, after, inputs),
      ...findOverload(services, models, policy, distribution),
      ...fellOut,
    ],
    models: { services, infrastructure: models.infrastructure },
    listPorts: () => listPorts(services, distribution, after, inputs),
  };
}

/** What is plainly too much for a target, of what the policy does not count. */
function findOverload(
  services: ServicesModel,
  { infrastructure }: LoadedModels,
  policy: Policy,
  distribution: Distribution,
): readonly Diagnostic[] {
  const findings = new Findings();
  warnAboutExceeded(findExceeded(services, infrastructure, distribution, countedProperties(policy)), findings);
  return findings.all;
}

/** What would be wrong with ids, the assigner has told by now. */
function listPorts(
  services: ServicesModel,
  distribution: Distribution,
  { resources, ids }: KnownIds,
  { idsProperty: serviceProperty }: MatterInputs,
): AssignedPorts | undefined {
  if (resources === undefined) return undefined;
  return listAssignedPorts({ services, distribution, resources, ids, serviceProperty }, new Findings());
}

/** The services as they are once the plan is made and its ids are written. */
function reload(
  { services, distribution }: { readonly services: ServicesModel; readonly distribution: Distribution },
  ids: MadeIds | undefined,
  models: LoadedModels,
  world: World,
): ServicesModel {
  const written = ids === undefined ? [] : [[ids.saved.file, ids.saved.after] as const];
  const fresh = reloadServices(models, distribution, new Map(written), world, models.findings);
  return models.findings.hasErrors ? services : fresh;
}

/** The plan as what it is asked of why services are not elsewhere; undefined where it is none under the policy. */
function explainPlan(
  request: PreparedRequest,
  policy: Policy,
  distribution: Distribution,
): ReturnType<typeof prepareAlternatives> | undefined {
  const findings = new Findings();
  const posed = findings.attempt(() => poseEverywhere(request, policy));
  const label = posed && readAssignment(posed, distribution, findings);
  return posed === undefined || label === undefined || findings.hasErrors
    ? undefined
    : prepareAlternatives(posed, label);
}

function checkPlan(
  services: ServicesModel,
  distribution: Distribution,
  { infrastructure }: LoadedModels,
  { resources, ids }: KnownIds,
  { idsProperty, ids: idsFile }: MatterInputs,
): readonly Diagnostic[] {
  const findings = new Findings();
  const input = { services, infrastructure, distribution, resources, ids: resources && ids };
  findings.attempt(() =>
    checkModels({ ...input, serviceProperty: idsProperty, idsFile }, describePinConflict, findings),
  );
  return findings.all;
}
