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
import { planMinSetCover, poseSetCover } from '../plan/minsetcover.ts';
import { runHighs } from '../ports/highs/run-highs.ts';
import { describeReason } from '../write/reasons/reason.ts';

/** `dydisnix-minsetcover`: all services on the cheapest targets. */
export const minsetcover: Command = {
  name: 'minsetcover',
  summary: 'host all services on the targets that cost least together',
  description:
    'exact (default) finds the cheapest set of targets and proves it, or says how far from it the set may be; greedy is the approximation of Chvatal. A target without the cost property is left out.',
  options: [
    required(servicesOption),
    required(infrastructureOption),
    required(distributionOption),
    { name: 'target-property', value: 'NAME', required: true, summary: 'the property that says what a target costs' },
    { name: 'algorithm', value: 'NAME', choices: ['greedy', 'exact'], summary: 'how the targets are chosen' },
    { name: 'time-limit', value: 'SECONDS', summary: 'how long exact may search (default 10)' },
    { name: 'output-graph', summary: 'draw the problem: services, and what the targets cost that they may go to' },
    { name: 'output-resolved-graph', summary: 'draw the problem with one target left for each service' },
    formatOption,
    plainOption,
    ...planOptions,
    ...evaluationOptions,
  ],
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
};

function run(options: Arguments, surroundings: Surroundings): Outcome {
  checkPictures(options);
  const { services, infrastructure, distribution, findings } = loadModels(options, surroundings);
  const request = { services, infrastructure, candidates: distribution ?? { mappings: new Map() } };
  const targetProperty = options.text('target-property') ?? '';
  if (options.has('output-graph')) {
    const problem = poseSetCover(request, targetProperty, findings);
    return writePicture(drawPlacementProblem(problem, infrastructure), options, surroundings);
  }
  const algorithm = options.text('algorithm') === 'greedy' ? 'greedy' : 'exact';
  const timeLimit = options.number('time-limit', 0) ?? 10;
  const plan = planMinSetCover(request, { targetProperty, algorithm, timeLimit, programs: runHighs }, findings);
  if (plan.kind !== 'planned') {
    const stderr = describeReason(plan.reason).map(line => `${line}\n`);
    return { exitCode: 1, diagnostics: findings.all, stderr: stderr.join('') };
  }
  if (options.has('output-resolved-graph')) {
    return writePicture(drawResolvedPlacement(plan.resolved, infrastructure), options, surroundings);
  }
  const { cost, lowerBound, optimal, targets } = plan.proof;
  const proof = optimal ? 'no cover costs less' : `every cover costs at least ${lowerBound}`;
  const stderr = `cost ${cost} on ${targets.length} of ${infrastructure.targets.size} targets; ${proof}\n`;
  const report = { cost, lowerBound, optimal, targets };
  const outcome = writePlan(plan.distribution, report, options, surroundings, { stderr });
  return { ...outcome, diagnostics: findings.all };
}
