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
import { buildApplicationHostGraph, buildResolvedMultiwayCutGraph } from '../graph/application-host-graph.ts';
import { buildDistributionGraph } from '../graph/distribution-graph.ts';
import { loadModels } from '../load/load-models.ts';
import { readPreviousPlan } from '../load/read-plan.ts';
import { warnAboutUnplaced } from '../load/warn-about-unplaced.ts';
import { applyPins } from '../model/apply-pins.ts';
import { decodeLinkWeights } from '../model/decode-link-weights.ts';
import { explainLinks } from '../plan/explain-links.ts';
import { type MultiwayCutPlan, planMultiwayCut } from '../plan/multiwaycut.ts';
import type { PlacementAlgorithm, PlacementOptions } from '../solve/placement/solve-placement.ts';
import { placementToJson, writeNoPlan, writePlacementReport, writeRemainingLinks } from '../write/placement-report.ts';
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
  const weightOf = decodeLinkWeights(services, findings);
  const { candidates } = applyPins(loaded.distribution ?? { mappings: new Map() }, services, findings);
  const previousFile = options.text('previous');
  const previous =
    previousFile === undefined ? undefined : readPreviousPlan(previousFile, loaded, surroundings, findings);
  warnAboutUnplaced(services, candidates, findings);
  findings.throwIfErrors();
  if (options.has('output-graph')) {
    return writePicture(
      buildApplicationHostGraph(services, infrastructure, candidates, weightOf),
      options,
      surroundings,
    );
  }
  const plan = planMultiwayCut({ services, infrastructure, candidates, previous, weightOf }, placement);
  if (plan.kind === 'impossible') {
    return { exitCode: 1, diagnostics: findings.all, stderr: writeNoPlan(plan.withoutCandidates) };
  }
  if (options.has('output-resolved-graph')) {
    const graph = buildResolvedMultiwayCutGraph(services, infrastructure, candidates, plan.distribution, weightOf);
    return writePicture(graph, options, surroundings);
  }
  const remaining = options.has('explain')
    ? explainLinks(services, candidates, plan.distribution, weightOf)
    : undefined;
  if (options.has('output-plan')) {
    const graph = buildDistributionGraph(services, infrastructure, plan.distribution, weightOf);
    return writePicture(graph, options, surroundings);
  }
  const explanation = remaining ? writeRemainingLinks(remaining, plan.solution.optimal) : '';
  const report = writePlacementReport(plan.solution) + explanation;
  const outcome = writePlan(plan.distribution, toReport(plan, remaining), options, surroundings, { stderr: report });
  return { ...outcome, diagnostics: findings.all };
}

function readPlacementOptions(options: Arguments, { progress }: Surroundings): PlacementOptions {
  return {
    algorithm: (options.text('algorithm') ?? 'auto') as PlacementAlgorithm,
    timeLimit: options.number('time-limit', 0) ?? 10,
    onProgress: ({ stage, links, lowerBound, seconds }) =>
      progress(`${seconds.toFixed(1)} s, ${stage}: ${links} links, at least ${lowerBound}`),
  };
}

function toReport(
  { solution }: Extract<MultiwayCutPlan, { kind: 'planned' }>,
  remaining: ReturnType<typeof explainLinks> | undefined,
) {
  const networkLinks = remaining?.map(link => ({ ...link, reason: link.reason ?? null }));
  return { ...placementToJson(solution), networkLinks };
}
