import { buildApplicationHostGraph, buildResolvedMultiwayCutGraph } from '../graph/application-host-graph.ts';
import { type MultiwayCutPlan, planMultiwayCut } from '../plan/multiwaycut.ts';
import { distributionToJson, writeDistribution } from '../write/distribution.ts';
import { writeJson } from '../write/json.ts';
import type { Arguments, Command, Outcome, Surroundings } from './command.ts';
import { loadModels } from './load-models.ts';
import {
  distributionOption,
  evaluationOptions,
  formatOption,
  infrastructureOption,
  jsonOption,
  outputFileOption,
  required,
  servicesOption,
} from './model-options.ts';
import { writePicture } from './write-picture.ts';
import { writeResult } from './write-result.ts';

export const multiwaycut: Command = {
  name: 'multiwaycut',
  summary: 'place each service on one of its candidate targets, with the fewest network links',
  options: [
    required(servicesOption),
    required(infrastructureOption),
    required(distributionOption),
    { name: 'output-graph', summary: 'draw the problem: services, candidate hosts, and the edges between them' },
    { name: 'output-resolved-graph', summary: 'draw the problem after the cut' },
    formatOption,
    jsonOption,
    outputFileOption,
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
  ],
  run,
};

function run(options: Arguments, surroundings: Surroundings): Outcome {
  const { services, infrastructure, distribution } = loadModels(options, surroundings);
  const candidates = distribution ?? { mappings: new Map() };
  if (options.has('output-graph')) {
    return writePicture(buildApplicationHostGraph(services, infrastructure, candidates), options, surroundings);
  }
  const plan = planMultiwayCut({ services, infrastructure, candidates }, { algorithm: 'auto', timeLimit: 10 });
  if (plan.kind === 'impossible') return { exitCode: 1, stderr: explainImpossible(plan.withoutCandidates) };
  if (options.has('output-resolved-graph')) {
    const graph = buildResolvedMultiwayCutGraph(services, infrastructure, candidates, plan.distribution);
    return writePicture(graph, options, surroundings);
  }
  const result = options.has('json') ? writeJson(toJson(plan)) : writeDistribution(plan.distribution);
  return writeResult(result, options, surroundings);
}

function explainImpossible(services: readonly string[]): string {
  return services.map(name => `service "${name}" has no candidate targets\n`).join('');
}

function toJson({ distribution, solution }: Extract<MultiwayCutPlan, { kind: 'planned' }>) {
  return {
    distribution: distributionToJson(distribution),
    links: solution.links,
    totalLinks: solution.totalLinks,
    targets: solution.targets,
    moves: solution.moves,
    lowerBound: solution.lowerBound,
    optimal: solution.optimal,
    algorithm: solution.algorithm,
    seconds: solution.seconds,
  };
}
