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
import { pointToExplanation } from '../cli/point-to-explanation.ts';
import { keptReplicas, replicasOption, tellChoices } from '../cli/replicas-option.ts';
import { pairResources, resourceOptions } from '../cli/resource-options.ts';
import { tellNoPlan } from '../cli/tell-no-plan.ts';
import { drawnPlanOptions, writeServicesPicture } from '../cli/write-picture.ts';
import { writePlan } from '../cli/write-plan.ts';
import { drawPlacementProblem, drawResolvedPlacement } from '../graph/draw-problem.ts';
import { interruptible } from '../load/interruptible.ts';
import { loadModels } from '../load/load-models.ts';
import { readPreviousPlan } from '../load/read-plan.ts';
import { warnAboutNothing } from '../load/warn-about-unplaced.ts';
import { findExceeded, planDivision, poseDivision, warnAboutExceeded } from '../plan/index.ts';

const { 'output-plan': _plan, ...drawn } = drawnPlanOptions(
  'draw the problem: what services need, and what the targets have that they may go to',
  'draw the problem with one target left for each service',
);

const options = {
  services: required(modelOptions.services),
  infrastructure: required(modelOptions.infrastructure),
  distribution: required(candidatesOption),
  strategy: {
    kind: 'text',
    value: 'NAME',
    choices: ['greedy', 'highest-bidder', 'lowest-bidder', 'exact'],
    summary: 'how targets are chosen',
    required: true,
  },
  'service-property': required(resourceOptions['service-property']),
  'target-property': required(resourceOptions['target-property']),
  ...timeLimitOption(10, 'how long exact may search'),
  ...replicasOption,
  ...statefulOptions,
  ...drawn,
  ...evaluationOptions,
} as const satisfies OptionTable;

/** `dydisnix-divide`: a place for each service by what it needs and what targets have. */
export const divide = defineCommand({
  name: 'divide',
  summary: 'divide services over their candidate targets by what they need and targets have',
  description:
    'greedy takes the first target with room, highest-bidder the one with most left, lowest-bidder the one with least left, services and targets in byte order of their names; exact finds a division whenever there is one. A service without the property needs nothing, a target without it has nothing.',
  options,
  writes: 'distribution',
  examples: [
    {
      command:
        'dydisnix-divide --strategy greedy -s services.nix -i infrastructure.nix -d distribution.nix --service-property requiredMemory --target-property memory',
      effect: 'puts each service on the first candidate whose memory suffices',
    },
    {
      command:
        'dydisnix-divide --strategy exact -s services.nix -i infrastructure.nix -d distribution.nix --service-property memory --target-property memory --service-property cpus --target-property cpus',
      effect: 'finds a division that exceeds neither memory nor processors, or says what is short',
    },
  ],
  run,
});

function run(given: ArgumentsOf<typeof options>, world: CommandWorld): Outcome {
  const resources = pairResources(given);
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
  if (given.outputGraph) {
    const problem = poseDivision(request, resources, findings);
    return writeServicesPicture(drawPlacementProblem(problem, infrastructure), services, given, world);
  }
  const { strategy, timeLimit } = given;
  world.progress('dividing the services over the targets');
  const plan = planDivision(request, { strategy, resources, timeLimit, ...interruptible(world) }, findings);
  if (plan.kind !== 'planned') {
    const explanation = pointToExplanation('divide');
    return tellNoPlan(plan, { services, infrastructure, candidates, explanation }, findings, world, choices);
  }
  if (given.outputResolvedGraph) {
    return writeServicesPicture(drawResolvedPlacement(plan.resolved, infrastructure), services, given, world);
  }
  const counted = resources.flatMap(({ serviceProperty, targetProperty }) => [serviceProperty, targetProperty]);
  warnAboutExceeded(findExceeded(services, infrastructure, plan.distribution, counted), findings);
  const placed = { distribution: plan.distribution, services, infrastructure };
  const outcome = writePlan(withAssignedPorts(placed, knownPorts, loaded), () => ({ strategy }), given, world, choices);
  return { ...outcome, diagnostics: findings.all };
}
