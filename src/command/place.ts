import { Findings } from '../base/findings.ts';
import { showControls } from '../base/show-controls.ts';
import { addCapacities } from '../cli/add-capacities.ts';
import { addCertificate, certificateOption, nameCertificate } from '../cli/certificate-option.ts';
import { type CommandWorld, defineCommand, type Outcome } from '../cli/command.ts';
import { readKnownPorts, withAssignedPorts } from '../cli/exported-ports.ts';
import {
  bestPlanSoFar,
  evaluationOptions,
  modelOptions,
  moveStatefulOption,
  timeLimitOption,
  toEvaluation,
  toRequest,
} from '../cli/model-options.ts';
import { type ArgumentsOf, notWith, type OptionTable } from '../cli/option-table.ts';
import { keptReplicas, replicasOption, tellChoices } from '../cli/replicas-option.ts';
import { pairResources, resourceOptions } from '../cli/resource-options.ts';
import { tellLinkProgress } from '../cli/tell-link-progress.ts';
import { tellNoPlainPlan, tellNoPlan } from '../cli/tell-no-plan.ts';
import { drawnPlanOptions, writePlanPicture, writeServicesPicture } from '../cli/write-picture.ts';
import { writePlan } from '../cli/write-plan.ts';
import { writeForm } from '../cli/write-result.ts';
import { drawPlacementProblem, drawResolvedPlacement } from '../graph/draw-problem.ts';
import { interruptible } from '../load/interruptible.ts';
import { loadModels } from '../load/load-models.ts';
import { readCapacities, shownResources } from '../load/read-capacities.ts';
import { readPlainPlace } from '../load/read-plain-place.ts';
import { readPreviousPlan } from '../load/read-plan.ts';
import { readPolicy } from '../load/read-policy.ts';
import { warnAboutNothing } from '../load/warn-about-unplaced.ts';
import type { World } from '../load/world.ts';
import { policyOfServices } from '../model/policy.ts';
import {
  countedProperties,
  findExceeded,
  placePlainProblem,
  planPlace,
  posePlace,
  prepareRequest,
  tellingOfClock,
  warnAboutExceeded,
} from '../plan/index.ts';
import {
  describeNoPlainPlace,
  plainPlaceToJson,
  writePlainPlace,
  writePlainPlaceReport,
} from '../write/plain-place.ts';
import { planToJson, writePlanReport } from '../write/plan-report.ts';

const {
  json,
  'output-file': outputFile,
  force,
  format,
  plain,
  ...drawn
} = drawnPlanOptions(
  'draw the problem: replicas of services, candidate hosts, and the edges between them',
  'draw what the plan leaves of the problem',
);

const needed = {
  unless: ['instance'],
  hint: 'give services and infrastructure models, or a plain --instance',
} as const;

const { services, infrastructure, distribution, policy, previous, ...pictures } = notWith(
  'instance',
  'it needs models',
  {
    services: { ...modelOptions.services, required: needed },
    infrastructure: { ...modelOptions.infrastructure, required: needed },
    distribution: modelOptions.distribution,
    policy: {
      kind: 'file',
      lookedForAs: 'placement',
      summary: 'what a plan must keep, and what it should do well (docs/policy.md)',
    },
    previous: { kind: 'file', summary: 'the plan before, in any form: moves are counted from it' },
    'move-stateful': moveStatefulOption,
    ...replicasOption,
    ...resourceOptions,
    ...certificateOption,
    ...drawn,
  },
);

const options = {
  services,
  infrastructure,
  distribution,
  policy,
  previous,
  ...timeLimitOption(10, bestPlanSoFar),
  instance: {
    kind: 'file',
    summary: 'place a plain instance in JSON (units, targets, links by number; docs/place.md) instead of models',
  },
  ...pictures,
  format,
  plain,
  json,
  'output-file': outputFile,
  force,
  ...evaluationOptions,
} as const satisfies OptionTable;

type Given = ArgumentsOf<typeof options>;

/** `dydisnix-place`: the plan that does best under everything that a policy demands. */
export const place = defineCommand({
  name: 'place',
  summary: 'place services under a policy: room, replicas, apart, zones, cost, few moves, with proofs',
  description:
    'Capacities, replicas, groups that stay apart or together, zones, costs and moves are demands of the policy; ' +
    'its objectives (by default links, then targets, then moves) are minimised in their order. ' +
    'What is proved of each is reported on stderr. Without -d every target is a candidate of every service.',
  options,
  writes: given => ({ content: given.instance === undefined ? 'distribution' : 'report' }),
  examples: [
    {
      command: 'dydisnix-place -s services.nix -i infrastructure.nix --policy placement.nix',
      effect: 'prints the distribution with the fewest network links that keeps to the policy',
    },
    {
      command: 'dydisnix-place -s services.nix -i infrastructure.nix --policy placement.nix --previous old.nix --json',
      effect: 'moves away from old.nix only as far as the policy wants, and prints measures and bounds, too',
    },
    {
      command:
        'dydisnix-place -s services.nix -i infrastructure.nix --service-property memory --target-property mem --output-plan -o plan.svg',
      effect: 'keeps to one capacity without a policy, and draws the plan',
    },
    {
      command: 'dydisnix-place --instance instance.json --json --time-limit 60',
      effect: 'places an instance in numbers and prints the target of each unit with what is proved',
    },
  ],
  run,
});

function run(given: Given, world: CommandWorld): Outcome {
  if (given.instance !== undefined) return placePlain(given.instance, given, world);
  const resources = pairResources(given);
  const loaded = loadModels(toRequest(given), world);
  const { services, infrastructure, distribution: candidates, findings } = loaded;
  warnAboutNothing(services, candidates, findings);
  const said = given.policy === undefined ? policyOfServices(services) : readPolicy(given.policy, loaded);
  const counted = addCapacities(said, resources, loaded, findings);
  const kept = keptReplicas(candidates, given);
  const policy = kept === undefined ? counted : { ...counted, replicas: kept };
  const choices = showControls(tellChoices(candidates, services, given, policy.replicas));
  const previous = readPreviousPlan(given.previous, loaded, world, findings);
  const knownPorts = readKnownPorts(given, loaded, world);
  findings.throwIfErrors();
  const request = prepareRequest(
    { services, infrastructure, candidates, previous, moveStateful: given.moveStateful },
    findings,
  );
  if (given.outputGraph) {
    return writeServicesPicture(
      drawPlacementProblem(posePlace(request, policy, findings).graph, infrastructure),
      services,
      given,
      world,
    );
  }
  world.progress('placing the services');
  const outcome = planPlace(request, { policy, ...searchOptions(given, world) }, findings);
  if (outcome.kind !== 'planned') {
    return tellNoPlan(outcome, { services, infrastructure, candidates }, findings, world, choices);
  }
  warnAboutExceeded(findExceeded(services, infrastructure, outcome.distribution, countedProperties(policy)), findings);
  const placed = { distribution: outcome.distribution, services, infrastructure };
  const resolved = () => drawResolvedPlacement(outcome.resolved, infrastructure);
  const picture = writePlanPicture(
    { ...placed, weightOf: request.weightOf, capacities: readCapacities(shownResources(policy), loaded), resolved },
    given,
    world,
  );
  if (picture !== undefined) return picture;
  const written = writePlan(
    withAssignedPorts(placed, knownPorts, loaded),
    () => ({ ...planToJson(outcome), ...nameCertificate(given) }),
    given,
    world,
  );
  const printed = addCertificate(written, outcome, given, world);
  return { ...printed, diagnostics: findings.all, report: look => choices + writePlanReport(outcome, look) };
}

/** How long a plan is searched for, how that is interrupted, and who hears of it. */
function searchOptions({ timeLimit }: Given, world: World) {
  return { timeLimit, ...interruptible(world), onProgress: tellLinkProgress(world) };
}

/** `--instance`: a problem in numbers, straight to the solver. */
function placePlain(file: string, given: Given, world: World): Outcome {
  const problem = readPlainPlace(file, toEvaluation(given), world);
  world.progress('placing the services');
  const findings = new Findings();
  const outcome = placePlainProblem(problem, tellingOfClock(searchOptions(given, world), findings));
  if (outcome.kind !== 'planned') return tellNoPlainPlan(outcome.kind, describeNoPlainPlace(outcome), file, world);
  const { solution } = outcome;
  const report = writePlainPlaceReport(solution);
  const forms = { data: () => plainPlaceToJson(solution), text: () => writePlainPlace(solution) };
  return { ...writeForm(forms, given, world, report), diagnostics: findings.all };
}
