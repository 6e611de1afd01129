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
import { readResources } from '../load/read-resources.ts';
import { type DivideInput, planDivision } from '../plan/divide.ts';
import { runHighs } from '../ports/highs/run-highs.ts';
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
  const resources = readResources(options);
  const { services, infrastructure, distribution, findings } = loadModels(options, surroundings);
  const candidates = distribution ?? { mappings: new Map() };
  const strategy = (options.text('strategy') ?? 'greedy') as DivideInput['strategy'];
  const timeLimit = options.number('time-limit', 0) ?? 10;
  const input = { services, infrastructure, candidates, strategy, resources, timeLimit, programs: runHighs };
  const plan = planDivision(input, findings);
  if (plan.kind === 'planned') {
    const outcome = writePlan(plan.distribution, { strategy }, options, surroundings);
    return { ...outcome, diagnostics: findings.all };
  }
  const stderr = formatReasons(plan.reasons) + pointToExplanation('divide');
  return { exitCode: 1, diagnostics: findings.all, stderr };
}

/** The first reason says what is the matter; of the others the first ones suffice to see where. */
function formatReasons([first = '', ...others]: readonly string[]): string {
  const shown = others.slice(0, 10).map(reason => `  ${reason}\n`);
  const more = others.length - shown.length;
  return `${first}\n${shown.join('')}${more > 0 ? `  and ${more} more\n` : ''}`;
}
