import { showControls } from '../base/show-controls.ts';
import { type CommandWorld, defineCommand, type Outcome } from '../cli/command.ts';
import { readKnownPorts, withAssignedPorts } from '../cli/exported-ports.ts';
import {
  candidatesOption,
  evaluationOptions,
  modelOptions,
  statefulOptions,
  timeLimitOption,
  toRequest,
} from '../cli/model-options.ts';
import { type ArgumentsOf, type OptionTable, required } from '../cli/option-table.ts';
import { keptReplicas, replicasOption, tellChoices } from '../cli/replicas-option.ts';
import { tellNoPlan } from '../cli/tell-no-plan.ts';
import { drawnPlanOptions, writeServicesPicture } from '../cli/write-picture.ts';
import { writePlan } from '../cli/write-plan.ts';
import { drawPlacementProblem, drawResolvedPlacement } from '../graph/draw-problem.ts';
import { interruptible } from '../load/interruptible.ts';
import { loadModels } from '../load/load-models.ts';
import { readPreviousPlan } from '../load/read-plan.ts';
import { warnAboutNothing } from '../load/warn-about-unplaced.ts';
import { findExceeded, planMinSetCover, poseSetCover, warnAboutExceeded } from '../plan/index.ts';
import { bySearch } from '../write/by-search.ts';

const { 'output-plan': _plan, ...drawn } = drawnPlanOptions(
  'draw the problem: services, and what the targets cost that they may go to',
  'draw the problem with one target left for each service',
);

const options = {
  services: required(modelOptions.services),
  infrastructure: required(modelOptions.infrastructure),
  distribution: required(candidatesOption),
  'target-property': {
    kind: 'text',
    value: 'NAME',
    required: true,
    summary: 'the property that says what a target costs',
  },
  algorithm: {
    kind: 'text',
    value: 'NAME',
    choices: ['greedy', 'exact'],
    default: 'exact',
    summary: 'how the targets are chosen',
  },
  ...timeLimitOption(10, 'how long exact may search'),
  ...replicasOption,
  ...statefulOptions,
  ...drawn,
  ...evaluationOptions,
} as const satisfies OptionTable;

/** `dydisnix-minsetcover`: all services on the cheapest targets. */
export const minsetcover = defineCommand({
  name: 'minsetcover',
  summary: 'host all services on the targets that cost least together',
  description:
    'exact finds the cheapest set of targets and proves it, or says how far from it the set may be; greedy is the approximation of Chvatal. A target without the cost property is left out.',
  options,
  writes: 'distribution',
  examples: [
    {
      command: 'dydisnix-minsetcover -s services.nix -i infrastructure.nix -d distribution.nix --target-property cost',
      effect: 'prints the distribution over the cheapest targets',
    },
    {
      command:
        'dydisnix-minsetcover -s services.nix -i infrastructure.nix -d distribution.nix --target-property cost --algorithm greedy --json',
      effect: 'the greedy cover with its cost and a lower bound, as JSON',
    },
  ],
  run,
});

function run(given: ArgumentsOf<typeof options>, world: CommandWorld): Outcome {
  const loaded = loadModels(toRequest(given), world);
  const { services, infrastructure, distribution, findings } = loaded;
  const candidates = distribution ?? { mappings: new Map() };
  warnAboutNothing(services, distribution, findings);
  const { moveStateful } = given;
  const previous = readPreviousPlan(given.previous, loaded, world, findings);
  const knownPorts = readKnownPorts(given, loaded, world);
  const replicas = keptReplicas(candidates, given);
  const request = { services, infrastructure, candidates, previous, replicas, moveStateful };
  const choices = showControls(tellChoices(candidates, services, given));
  const { targetProperty, algorithm, timeLimit } = given;
  if (given.outputGraph) {
    const problem = poseSetCover(request, targetProperty, findings);
    return writeServicesPicture(drawPlacementProblem(problem, infrastructure), services, given, world);
  }
  world.progress('choosing targets');
  const plan = planMinSetCover(request, { targetProperty, algorithm, timeLimit, ...interruptible(world) }, findings);
  if (plan.kind !== 'planned') {
    return tellNoPlan(plan, { services, infrastructure, candidates }, findings, world, choices);
  }
  if (given.outputResolvedGraph) {
    return writeServicesPicture(drawResolvedPlacement(plan.resolved, infrastructure), services, given, world);
  }
  warnAboutExceeded(findExceeded(services, infrastructure, plan.distribution, [targetProperty]), findings);
  const { cost, lowerBound, optimal, certified, targets } = plan.proof;
  const proof = optimal
    ? `no cover costs less${bySearch(certified)}`
    : `not proved to be the cheapest: every cover costs at least ${lowerBound}${bySearch(certified)}`;
  const stderr = `${choices}cost ${cost} on ${targets.length} of ${infrastructure.targets.size} targets; ${proof}\n`;
  const report = { cost, lowerBound, optimal, certified, targets };
  const placed = { distribution: plan.distribution, services, infrastructure };
  const outcome = writePlan(withAssignedPorts(placed, knownPorts, loaded), () => report, given, world, stderr);
  return { ...outcome, diagnostics: findings.all };
}
