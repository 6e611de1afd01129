import { buildColouringGraph, buildResolvedColouringGraph } from '../graph/colouring-graph.ts';
import { type GraphColPlan, planGraphCol } from '../plan/graphcol.ts';
import { distributionToJson, writeDistribution } from '../write/distribution.ts';
import { writeJson } from '../write/json.ts';
import type { Arguments, Command, Outcome, Surroundings } from './command.ts';
import { loadModels } from './load-models.ts';
import {
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

export const graphcol: Command = {
  name: 'graphcol',
  summary: 'place services so that every dependency is a network link, on the fewest targets',
  options: [
    required(servicesOption),
    required(infrastructureOption),
    { name: 'output-graph', summary: 'draw the problem: services, and the links between them' },
    { name: 'output-resolved-graph', summary: 'draw the coloured graph: the colour and target of each service' },
    formatOption,
    jsonOption,
    outputFileOption,
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
  ],
  run,
};

function run(options: Arguments, surroundings: Surroundings): Outcome {
  const { services, infrastructure } = loadModels(options, surroundings);
  if (options.has('output-graph')) return writePicture(buildColouringGraph(services), options, surroundings);
  const plan = planGraphCol({ services, infrastructure }, { algorithm: 'auto', timeLimit: 5 });
  if (plan.distribution === undefined) return { exitCode: 1, stderr: explainFailure(plan) };
  if (options.has('output-resolved-graph')) {
    return writePicture(buildResolvedColouringGraph(services, plan), options, surroundings);
  }
  const result = options.has('json') ? writeJson(toJson(plan)) : writeDistribution(plan.distribution);
  return writeResult(result, options, surroundings);
}

function explainFailure({ solution, targets, clique }: GraphColPlan): string {
  const there = targets.length === 1 ? 'there is 1 target' : `there are ${targets.length} targets`;
  if (solution.status === 'unknown') {
    return `no distribution was found within the limit: at least ${solution.lowerBound} targets are needed, ${solution.count} are enough, ${there}\n`;
  }
  const reason = clique.length > targets.length ? `: ${clique.join(', ')} all depend on each other` : '';
  return `there is no such distribution: at least ${solution.lowerBound} targets are needed, but ${there}${reason}\n`;
}

function toJson(plan: GraphColPlan) {
  const { solution, distribution, colours, clique } = plan;
  return {
    distribution: distribution === undefined ? undefined : distributionToJson(distribution),
    colours: solution.count,
    lowerBound: solution.lowerBound,
    optimal: solution.optimal,
    clique,
    assignment: colours,
    algorithm: solution.method,
    seconds: solution.seconds,
  };
}
