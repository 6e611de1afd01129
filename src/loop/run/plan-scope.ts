import { UserError } from '../../base/diagnostic.ts';
import { Findings } from '../../base/findings.ts';
import { plainLook } from '../../base/look.ts';
import { sortNames } from '../../base/order.ts';
import { type Distribution, targetsOf } from '../../model/distribution.ts';
import { prepareRequest } from '../../plan/index.ts';
import { writeJson } from '../../write/json.ts';
import { describePlanning } from '../../write/plan-heading.ts';
import { writePlanSummary } from '../../write/plan-summary.ts';
import { describeNoPlan } from '../../write/reasons/no-plan.ts';
import type { Observation, PlanScope } from '../control/decision.ts';
import { makeRoundRequest } from '../control/index.ts';
import type { PlanFacts } from '../control/plan-facts.ts';
import type { DisnixPreview } from '../deploy/preview-disnix.ts';
import type { Deployed } from '../deployed.ts';
import type { ChosenPlaces } from '../make-plan/choose-places.ts';
import { completePlan, type MadePlan } from '../make-plan/complete-plan.ts';
import type { PlanMatter } from '../make-plan/describe-basis.ts';
import type { PlanInputs } from '../make-plan/plan-inputs.ts';
import { readMatter } from '../make-plan/read-matter.ts';
import { withBuiltPackages } from '../make-plan/with-built-packages.ts';
import { type PlannedDeploy, savePlan, withPreview } from '../saved-plan/save-plan.ts';
import { listChangedFiles, type SavedPlan } from '../saved-plan/saved-plan.ts';
import { savedPlanToJson } from '../saved-plan/write-saved-plan.ts';
import { deployedInScope, type KnownServices } from './deployed-in-scope.ts';
import { reasonOf } from './discover.ts';
import { type PlacedInScope, placeInScope } from './place-in-scope.ts';
import { placesIn } from './read-running.ts';
import type { Surroundings } from './surroundings.ts';
import { digestOf } from './watch-models.ts';

/** A plan of a round: what control judges, what is deployed, and what people read. */
export interface ScopePlan {
  readonly kind: 'planned';
  readonly facts: PlanFacts;
  readonly plan: SavedPlan;
  readonly summary: string;
}

type NotPlanned = Extract<Observation, { kind: 'not planned' }>;

/**
 * Plans what control asks for. Models that are wrong, and a search without a result, are an answer, too.
 * @param inputs what the round plans from: with all machines of the scope
 * @param deploy who deploys plans
 * @param preview what Disnix builds for a plan, where it is asked
 */
export function planScope(
  scope: PlanScope,
  inputs: PlanInputs,
  known: KnownServices,
  deploy: PlannedDeploy,
  { world, now }: Surroundings,
  preview: (made: MadePlan) => DisnixPreview | undefined,
): ScopePlan | NotPlanned {
  try {
    return plan(scope, inputs, known, deploy, world, new Date(now()), preview);
  } catch (error) {
    if (error instanceof UserError) return { kind: 'not planned', because: 'failed', reason: reasonOf(error) };
    throw error;
  }
}

function plan(
  { machines, previous, deployed }: PlanScope,
  inputs: PlanInputs,
  known: KnownServices,
  deploy: PlannedDeploy,
  world: Surroundings['world'],
  now: Date,
  preview: (made: MadePlan) => DisnixPreview | undefined,
): ScopePlan | NotPlanned {
  const notes = new Findings();
  const nothing = deployedInScope([], [], known, { services: new Map() });
  const matter = readMatter(inputs, () => nothing, world);
  const { models, policy } = matter;
  const round = makeRoundRequest({
    services: models.services,
    infrastructure: models.infrastructure,
    candidates: models.distribution,
    policy,
    previous,
    gone: new Set(machines.filter(({ isThere }) => !isThere).map(({ name }) => name)),
    missing: new Set(machines.filter(({ isMissing }) => isMissing).map(({ name }) => name)),
  });
  const placed = placeInScope(round, inputs, models, world);
  if (placed.kind !== 'planned') return notPlanned(placed, models, world.folder);
  const before = deployedInScope(deployed, round.waiting, known, models.services);
  const { moveStateful } = inputs;
  const request = prepareRequest(
    { ...round.request, previous: before.distribution, moveStateful, replicas: round.policy.replicas },
    new Findings(),
  );
  const absentees = findAbsent(placed, matter, previous, machines);
  const made = completePlan(
    { ...placed, absent: absentees },
    request,
    { ...matter, deployed: before },
    inputs,
    world,
    notes,
  );
  if (made.kind !== 'planned') return notPlanned(made, models, world.folder);
  const absent = [
    ...round.waiting.map(({ service }) => service),
    ...placed.leftOut.map(({ service }) => service),
    ...round.pinnedToGone,
  ];
  const built = preview(made);
  const compared = built === undefined ? made : withBuiltPackages(made, built.manifest);
  const told = { ...compared, findings: excuseAbsent(made.findings, absent) };
  const saved = withPreview(savePlan(told, inputs, world, now, deploy), built);
  const facts = factsOf(told, saved, round.waiting, placed.leftOut, [...models.services.services.keys()]);
  return {
    kind: 'planned',
    facts: { ...facts, hasOtherFiles: !arePackagesKnown(before, built) && mayHaveOthers(saved, known) },
    plan: saved,
    summary: summarise(told, saved, before, inputs, world.folder),
  };
}

/** Where it is known which packages run, and which would, files that changed say nothing more. */
function arePackagesKnown({ deployment }: Deployed, built: DisnixPreview | undefined): boolean {
  return built !== undefined && [...deployment.services.values()].every(({ pkg }) => pkg !== undefined);
}

function mayHaveOthers(plan: SavedPlan, { hasOtherPackages, current }: KnownServices): boolean {
  return hasOtherPackages || listChangedFiles(plan, current).length > 0;
}

/** The plan for people who read logs. */
function summarise(
  made: MadePlan,
  { deploy }: SavedPlan,
  { source }: Deployed,
  { qos, policy, keepsReplicas, models: { distribution } }: PlanInputs,
  folder: string,
): string {
  const heading = describePlanning(source, { qos, policy, keepsReplicas, distribution }, folder);
  return writePlanSummary({ ...made, heading, deploy }, folder, plainLook);
}

function notPlanned(
  { kind, reason }: Exclude<PlacedInScope | ReturnType<typeof completePlan>, { kind: 'planned' }>,
  models: Parameters<typeof describeNoPlan>[1],
  folder: string,
): NotPlanned {
  const [first] = describeNoPlan(reason, { ...models, folder });
  return { kind: 'not planned', because: kind, reason: first?.message ?? kind };
}

/**
 * Services of the models that hold ids and are not planned now: they are taken to be where they were, or else anywhere.
 * They will be back, and then want the numbers that others know them by. O(services + ids).
 */
function findAbsent(
  { distribution, services }: ChosenPlaces,
  { known }: PlanMatter,
  previous: PlanScope['previous'],
  machines: PlanScope['machines'],
): Distribution {
  const holders = new Set(
    [...known.ids.ids.values()].flatMap(held => [...held.keys()].flatMap(name => [name, name.split(':')[0] ?? name])),
  );
  const homes = new Map(previous.map(({ service, places }) => [service, places]));
  const absent = [...services.services.keys()].filter(
    service => holders.has(service) && targetsOf(distribution, service).length === 0,
  );
  const anywhere = machines.map(({ name }) => ({ target: name }));
  return {
    mappings: new Map(
      absent.map(service => [service, homes.get(service)?.map(({ target }) => ({ target })) ?? anywhere] as const),
    ),
  };
}

/**
 * A service that waits for its machine, or that there is no room for, is missing to those that depend on it, and that
 * is told as what it is: it is no reason to hold what can be planned for all others.
 */
function excuseAbsent(findings: MadePlan['findings'], absent: readonly string[]): MadePlan['findings'] {
  const names = new Set(absent);
  return findings.map(finding => {
    const isExcused = finding.code === 'undistributed-dependency' && names.has(finding.subject?.name ?? '');
    return isExcused ? { ...finding, severity: 'warning' as const } : finding;
  });
}

function factsOf(
  { deployment, changes, findings }: MadePlan,
  plan: SavedPlan,
  waiting: PlanFacts['waiting'],
  leftOut: PlanFacts['leftOut'],
  services: readonly string[],
): PlanFacts {
  return {
    digest: identify(plan),
    services: sortNames(services),
    wanted: placesIn(deployment),
    steps: changes.steps,
    findings: findings.map(({ severity, code, message }) => ({ severity, code, message })),
    waiting,
    leftOut,
  };
}

/** What identifies a plan: what it would deploy and change, whenever it was made. */
export function identify(plan: SavedPlan): string {
  const { made: _, basis: __, ...others } = savedPlanToJson(plan);
  return digestOf(writeJson(others)).slice(0, 16);
}
