import type { Arguments, Command, Outcome, Surroundings } from '../cli/command.ts';
import {
  distributionOption,
  evaluationOptions,
  formatOption,
  infrastructureOption,
  required,
  servicesOption,
} from '../cli/model-options.ts';
import { checkPictures } from '../cli/refuse-options.ts';
import { plainOption, writePicture } from '../cli/write-picture.ts';
import { planOptions, writePlan } from '../cli/write-plan.ts';
import { drawPlacementProblem, drawResolvedPlacement } from '../graph/draw-problem.ts';
import { loadModels } from '../load/load-models.ts';
import { readResources } from '../load/read-resources.ts';
import { type DivideOptions, planDivision } from '../plan/divide.ts';
import { poseDivision } from '../plan/pose-division.ts';
import { runHighs } from '../ports/highs/run-highs.ts';
import { writeReason } from '../write/reasons/reason.ts';
import { pointToExplanation } from './point-to-explanation.ts';

/** `dydisnix-divide`: a place for each service by what it needs and what targets have. */
export const divide: Command = {
  name: 'divide',
  summary: 'divide services over their candidate targets by what they need and targets have',
  description:
    'greedy takes the first target with room, highest-bidder the one with most left, lowest-bidder the one with least left, services and targets in byte order of their names; exact finds a division whenever there is one. A service without the property needs nothing, a target without it has nothing.',
  options: [
    required(servicesOption),
    required(infrastructureOption),
    required(distributionOption),
    {
      name: 'strategy',
      value: 'NAME',
      choices: ['greedy', 'highest-bidder', 'lowest-bidder', 'exact'],
      summary: 'how targets are chosen',
      required: true,
    },
    {
      name: 'service-property',
      value: 'NAME',
      repeatable: true,
      required: true,
      summary: 'the property that says what a service needs; several times for several resources',
    },
    {
      name: 'target-property',
      value: 'NAME',
      repeatable: true,
      required: true,
      summary: 'the property that says what a target has of it, in the same order',
    },
    { name: 'time-limit', value: 'SECONDS', summary: 'how long exact may search (default 10)' },
    {
      name: 'output-graph',
      summary: 'draw the problem: what services need, and what the targets have that they may go to',
    },
    { name: 'output-resolved-graph', summary: 'draw the problem with one target left for each service' },
    formatOption,
    plainOption,
    ...planOptions,
    ...evaluationOptions,
  ],
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
};

function run(options: Arguments, surroundings: Surroundings): Outcome {
  checkPictures(options);
  const resources = readResources(options);
  const { services, infrastructure, distribution, findings } = loadModels(options, surroundings);
  const request = { services, infrastructure, candidates: distribution ?? { mappings: new Map() } };
  if (options.has('output-graph')) {
    const problem = poseDivision(request, resources, findings);
    return writePicture(drawPlacementProblem(problem, infrastructure), options, surroundings);
  }
  const strategy = (options.text('strategy') ?? 'greedy') as DivideOptions['strategy'];
  const timeLimit = options.number('time-limit', 0) ?? 10;
  const plan = planDivision(request, { strategy, resources, timeLimit, programs: runHighs }, findings);
  if (plan.kind !== 'planned') {
    const stderr = writeReason(plan.reason) + pointToExplanation('divide');
    return { exitCode: 1, diagnostics: findings.all, stderr };
  }
  if (options.has('output-resolved-graph')) {
    return writePicture(drawResolvedPlacement(plan.resolved, infrastructure), options, surroundings);
  }
  const outcome = writePlan(plan.distribution, { strategy }, options, surroundings);
  return { ...outcome, diagnostics: findings.all };
}
