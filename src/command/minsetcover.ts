import type { Arguments, Command, Outcome, Surroundings } from '../cli/command.ts';
import {
  distributionOption,
  evaluationOptions,
  infrastructureOption,
  required,
  servicesOption,
} from '../cli/model-options.ts';
import { planOptions, writePlan } from '../cli/write-plan.ts';
import { loadModels } from '../load/load-models.ts';
import { planMinSetCover } from '../plan/minsetcover.ts';
import { runHighs } from '../ports/highs/run-highs.ts';

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
  const { infrastructure, distribution, findings } = loadModels(options, surroundings);
  const plan = planMinSetCover(
    {
      infrastructure,
      candidates: distribution ?? { mappings: new Map() },
      targetProperty: options.text('target-property') ?? '',
      algorithm: options.text('algorithm') === 'greedy' ? 'greedy' : 'exact',
      timeLimit: options.number('time-limit', 0) ?? 10,
      programs: runHighs,
    },
    findings,
  );
  if (plan.kind === 'impossible') {
    return { exitCode: 1, diagnostics: findings.all, stderr: `${plan.reasons.join('\n')}\n` };
  }
  const { distribution: cover, cost, lowerBound, optimal, targets } = plan;
  const proof = optimal ? 'no cover costs less' : `every cover costs at least ${lowerBound}`;
  const report = `cost ${cost} on ${targets.length} of ${infrastructure.targets.size} targets; ${proof}\n`;
  const outcome = writePlan(cover, { cost, lowerBound, optimal, targets }, options, surroundings, { stderr: report });
  return { ...outcome, diagnostics: findings.all };
}
