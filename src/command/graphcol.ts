import type { Arguments, Command, Outcome, Surroundings } from '../cli/command.ts';
import {
  distributionOption,
  evaluationOptions,
  formatOption,
  infrastructureOption,
  servicesOption,
} from '../cli/model-options.ts';
import { checkPictures } from '../cli/refuse-options.ts';
import { requireOptions } from '../cli/require-options.ts';
import { plainOption, writePicture } from '../cli/write-picture.ts';
import { planOptions, writePlan } from '../cli/write-plan.ts';
import { buildDistributionGraph } from '../graph/distribution-graph.ts';
import { drawColouringProblem, drawResolvedColouring } from '../graph/draw-problem.ts';
import { coloursOf } from '../graph/read-distribution.ts';
import { loadModels } from '../load/load-models.ts';
import { warnAboutUnplaced } from '../load/warn-about-unplaced.ts';
import { planGraphCol, poseGraphCol } from '../plan/graphcol.ts';
import { runHighs } from '../ports/highs/run-highs.ts';
import type { ColouringOptions } from '../solve/colouring/colouring.ts';
import { colouringToJson, writeColouringReport } from '../write/colouring-report.ts';
import { describeReason } from '../write/reasons/reason.ts';
import { colourDimacs } from './colour-dimacs.ts';
import { pointToExplanation } from './point-to-explanation.ts';

/** `dydisnix-graphcol`: the fragile plan. */
export const graphcol: Command = {
  name: 'graphcol',
  summary: 'place services so that every dependency is a network link, on the fewest targets',
  description:
    'Services that depend on each other never share a target: a graph colouring with targets as colours. Without -d every service may go to every target; with it, only the services that it names are placed, each on one of its candidates.',
  options: [
    servicesOption,
    infrastructureOption,
    distributionOption,
    {
      name: 'algorithm',
      value: 'NAME',
      choices: ['auto', 'dsatur', 'exact'],
      summary:
        'auto (default) improves and proves what DSATUR finds, dsatur stops there, exact leaves out the tabu search',
    },
    {
      name: 'time-limit',
      value: 'SECONDS',
      summary: 'end the search with the best plan so far after this time (default 5)',
    },
    {
      name: 'target-property',
      value: 'NAME',
      summary: 'use the targets with the least value of this property first, instead of by name',
    },
    { name: 'dimacs', value: 'FILE', summary: 'colour a graph in the DIMACS format (.col) instead of models' },
    { name: 'output-graph', summary: 'draw the problem: services, and the links between them' },
    { name: 'output-resolved-graph', summary: 'draw the coloured graph: the colour and target of each service' },
    { name: 'output-plan', summary: 'draw the plan: services boxed by target' },
    formatOption,
    plainOption,
    ...planOptions,
    ...evaluationOptions,
  ],
  examples: [
    {
      command: 'dydisnix-graphcol -s services.nix -i infrastructure.nix',
      effect: 'prints a distribution in which no two services that depend on each other share a machine',
    },
    {
      command:
        'dydisnix-graphcol -s services.nix -i infrastructure.nix --output-resolved-graph --output-file coloured.svg',
      effect: 'draws the colouring behind it',
    },
    { command: 'dydisnix-graphcol --dimacs queen8_8.col --json --time-limit 10', effect: 'colours a plain graph' },
  ],
  run,
};

function run(options: Arguments, surroundings: Surroundings): Outcome {
  const algorithm = (options.text('algorithm') ?? 'auto') as ColouringOptions['algorithm'];
  const timeLimit = options.number('time-limit', 0) ?? 5;
  const solving = { algorithm, timeLimit, programs: runHighs, targetProperty: options.text('target-property') };
  if (options.has('dimacs')) return colourDimacs(options, graphcol.options, solving, surroundings);
  requireOptions(
    options,
    'graphcol',
    [servicesOption, infrastructureOption],
    'give services and infrastructure models, or a plain graph with --dimacs',
  );
  checkPictures(options);
  const { services, infrastructure, distribution: candidates, findings } = loadModels(options, surroundings);
  if (candidates !== undefined) warnAboutUnplaced(services, candidates, findings);
  const request = { services, infrastructure, candidates };
  if (options.has('output-graph')) {
    return writePicture(drawColouringProblem(poseGraphCol(request, solving, findings)), options, surroundings);
  }
  const plan = planGraphCol(request, solving, findings);
  if (plan.kind !== 'planned') {
    const lines = describeReason(plan.reason).map(line => `${line}\n`);
    const hint = plan.reason.kind === 'self-dependency' ? '' : pointToExplanation('graphcol');
    return { exitCode: 1, diagnostics: findings.all, stderr: lines.join('') + hint };
  }
  const { distribution, resolved } = plan;
  const { solution, clique } = plan.proof;
  if (options.has('output-resolved-graph')) {
    return writePicture(drawResolvedColouring(resolved), options, surroundings);
  }
  if (options.has('output-plan')) {
    return writePicture(buildDistributionGraph(services, infrastructure, distribution), options, surroundings);
  }
  const report = { ...colouringToJson(solution, algorithm), clique, assignment: coloursOf(resolved) };
  const stderr = writeColouringReport(solution, clique);
  const outcome = writePlan(distribution, report, options, surroundings, { stderr });
  return { ...outcome, diagnostics: findings.all };
}
