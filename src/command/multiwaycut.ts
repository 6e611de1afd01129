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
import { drawPlacementProblem, drawResolvedPlacement } from '../graph/draw-problem.ts';
import { loadModels } from '../load/load-models.ts';
import { readPreviousPlan } from '../load/read-plan.ts';
import { warnAboutUnplaced } from '../load/warn-about-unplaced.ts';
import { explainLinks } from '../plan/explain-links.ts';
import { planMultiwayCut, poseMultiwayCut } from '../plan/multiwaycut.ts';
import { prepareRequest } from '../plan/prepare-request.ts';
import { runHighs } from '../ports/highs/run-highs.ts';
import type { PlacementAlgorithm, PlacementOptions, PlacementSolution } from '../solve/placement/solve-placement.ts';
import { placementToJson, writePlacementReport, writeRemainingLinks } from '../write/placement-report.ts';
import { describeReason } from '../write/reasons/reason.ts';
import { placeInstance } from './place-instance.ts';

/** `dydisnix-multiwaycut`: the reliable plan. */
export const multiwaycut: Command = {
  name: 'multiwaycut',
  summary: 'place each service on one of its candidate targets, with the fewest network links',
  description:
    'Of all plans one with the fewest network links (weighted by the linkWeights of services), then with the fewest targets, then with the fewest services moved away from the --previous plan. What is proved is reported on stderr.',
  options: [
    servicesOption,
    infrastructureOption,
    distributionOption,
    {
      name: 'algorithm',
      value: 'NAME',
      choices: ['auto', 'isolation', 'expansion', 'exact'],
      summary: "auto (default), the paper's isolating cuts, expansion moves alone, or integer programming",
    },
    {
      name: 'time-limit',
      value: 'SECONDS',
      summary: 'end the search with the best plan so far after this time (default 10)',
    },
    {
      name: 'previous',
      value: 'FILE',
      summary: 'a plan, in any form: services stay where it has them if that costs nothing',
    },
    {
      name: 'instance',
      value: 'FILE',
      summary: 'plan a plain instance ("n k m", candidates, weighted dependencies) instead of models',
    },
    { name: 'explain', summary: 'list each network link that remains, and why, on stderr' },
    { name: 'output-graph', summary: 'draw the problem: services, candidate hosts, and the edges between them' },
    { name: 'output-resolved-graph', summary: 'draw the problem after the cut' },
    { name: 'output-plan', summary: 'draw the plan: services boxed by target' },
    formatOption,
    plainOption,
    ...planOptions,
    ...evaluationOptions,
  ],
  examples: [
    {
      command: 'dydisnix-multiwaycut -s services.nix -i infrastructure.nix -d distribution.nix',
      effect: 'prints the distribution with the fewest network links among the candidates that distribution.nix lists',
    },
    {
      command:
        'dydisnix-multiwaycut -s services.nix -i infrastructure.nix -d distribution.nix --output-resolved-graph --output-file cut.svg',
      effect: 'draws which edges the cut leaves',
    },
    {
      command: 'dydisnix-multiwaycut --instance types.txt --json --time-limit 60',
      effect: 'plans an instance in numbers and prints the plan with its lower bound',
    },
  ],
  run,
};

function run(options: Arguments, surroundings: Surroundings): Outcome {
  const placement = readPlacementOptions(options, surroundings);
  if (options.has('instance')) return placeInstance(options, placement, surroundings);
  requireOptions(
    options,
    'multiwaycut',
    [servicesOption, infrastructureOption, distributionOption],
    'give services, infrastructure and distribution models, or a plain --instance',
  );
  checkPictures(options);
  const loaded = loadModels(options, surroundings);
  const { services, infrastructure, findings } = loaded;
  const candidates = loaded.distribution ?? { mappings: new Map() };
  const previousFile = options.text('previous');
  const previous =
    previousFile === undefined ? undefined : readPreviousPlan(previousFile, loaded, surroundings, findings);
  warnAboutUnplaced(services, candidates, findings);
  const request = prepareRequest({ services, infrastructure, candidates, previous }, findings);
  if (options.has('output-graph')) {
    return writePicture(
      drawPlacementProblem(poseMultiwayCut(request, findings), infrastructure),
      options,
      surroundings,
    );
  }
  const plan = planMultiwayCut(request, placement, findings);
  if (plan.kind !== 'planned') {
    const stderr = describeReason(plan.reason).map(line => `${line}\n`);
    return { exitCode: 1, diagnostics: findings.all, stderr: stderr.join('') };
  }
  const { distribution, proof, problem, resolved } = plan;
  if (options.has('output-resolved-graph')) {
    return writePicture(drawResolvedPlacement(resolved, infrastructure), options, surroundings);
  }
  if (options.has('output-plan')) {
    const graph = buildDistributionGraph(services, infrastructure, distribution, request.weightOf);
    return writePicture(graph, options, surroundings);
  }
  const remaining = options.has('explain') ? explainLinks(problem, resolved) : undefined;
  const explanation = remaining ? writeRemainingLinks(remaining, proof.optimal) : '';
  const report = writePlacementReport(proof) + explanation;
  const outcome = writePlan(distribution, toReport(proof, remaining), options, surroundings, { stderr: report });
  return { ...outcome, diagnostics: findings.all };
}

function readPlacementOptions(options: Arguments, { progress }: Surroundings): PlacementOptions {
  return {
    algorithm: (options.text('algorithm') ?? 'auto') as PlacementAlgorithm,
    timeLimit: options.number('time-limit', 0) ?? 10,
    programs: runHighs,
    onProgress: ({ stage, links, lowerBound, seconds }) =>
      progress(`${seconds.toFixed(1)} s, ${stage}: ${links} links, at least ${lowerBound}`),
  };
}

function toReport(solution: PlacementSolution, remaining: ReturnType<typeof explainLinks> | undefined) {
  const networkLinks = remaining?.map(link => ({ ...link, reason: link.reason ?? null }));
  return { ...placementToJson(solution), networkLinks };
}
