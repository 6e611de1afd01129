import { Findings } from '../base/findings.ts';
import { showControls } from '../base/show-controls.ts';
import { type CommandWorld, defineCommand, type Outcome } from '../cli/command.ts';
import { readKnownPorts, withAssignedPorts } from '../cli/exported-ports.ts';
import {
  bestPlanSoFar,
  evaluationOptions,
  modelOptions,
  statefulOptions,
  timeLimitOption,
  toRequest,
} from '../cli/model-options.ts';
import { type ArgumentsOf, notWith, type OptionTable } from '../cli/option-table.ts';
import { pointToExplanation } from '../cli/point-to-explanation.ts';
import { keptReplicas, replicasOption, tellChoices } from '../cli/replicas-option.ts';
import { tellNoPlan } from '../cli/tell-no-plan.ts';
import { drawnPlanOptions, writePlanPicture, writeServicesPicture } from '../cli/write-picture.ts';
import { writePlan } from '../cli/write-plan.ts';
import { writeForm } from '../cli/write-result.ts';
import { drawColouringProblem, drawResolvedColouring } from '../graph/draw-problem.ts';
import { coloursOf } from '../graph/read-distribution.ts';
import { interruptible } from '../load/interruptible.ts';
import { loadModels } from '../load/load-models.ts';
import { readPlainGraph } from '../load/read-plain-graph.ts';
import { readPreviousPlan } from '../load/read-plan.ts';
import { warnAboutNothing, warnAboutUnplaced } from '../load/warn-about-unplaced.ts';
import type { World } from '../load/world.ts';
import {
  colourPlainGraph,
  findExceeded,
  planGraphCol,
  poseGraphCol,
  tellingOfClock,
  warnAboutExceeded,
} from '../plan/index.ts';
import {
  colouringToJson,
  plainColouringToJson,
  writeColouringReport,
  writePlainColouring,
  writePlainColouringReport,
} from '../write/colouring-report.ts';

const needed = {
  unless: ['dimacs'],
  hint: 'give services and infrastructure models, or a plain graph with --dimacs',
} as const;

const {
  json,
  'output-file': outputFile,
  force,
  ...drawn
} = drawnPlanOptions(
  'draw the problem: services, and the links between them',
  'draw the coloured graph: the colour and target of each service',
);

const { 'show-trace': showTrace, ...evaluation } = evaluationOptions;

const {
  services,
  infrastructure,
  distribution,
  'target-property': targetProperty,
  ...others
} = notWith('dimacs', 'it needs models', {
  services: { ...modelOptions.services, required: needed },
  infrastructure: { ...modelOptions.infrastructure, required: needed },
  distribution: modelOptions.distribution,
  ...replicasOption,
  ...statefulOptions,
  'target-property': {
    kind: 'text',
    value: 'NAME',
    summary: 'use the targets with the least value of this property first, instead of by name',
  },
  ...drawn,
  ...evaluation,
});

const options = {
  services,
  infrastructure,
  distribution,
  algorithm: {
    kind: 'text',
    value: 'NAME',
    choices: ['auto', 'dsatur', 'exact'],
    default: 'auto',
    summary: 'auto improves and proves what DSATUR finds, dsatur stops there, exact leaves out the tabu search',
  },
  ...timeLimitOption(5, bestPlanSoFar),
  'target-property': targetProperty,
  dimacs: { kind: 'file', summary: 'colour a graph in the DIMACS format (.col) instead of models' },
  ...others,
  json,
  'output-file': outputFile,
  force,
  'show-trace': showTrace,
} as const satisfies OptionTable;

/** `dydisnix-graphcol`: the fragile plan. */
export const graphcol = defineCommand({
  name: 'graphcol',
  summary: 'place services so that every dependency is a network link, on the fewest targets',
  description:
    'Services that depend on each other never share a target: a graph colouring with targets as colours. Without -d every service may go to every target; with it, only the services that it names are placed, each on one of its candidates.',
  options,
  writes: given => ({ content: given.dimacs === undefined ? 'distribution' : 'report' }),
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
});

type Given = ArgumentsOf<typeof options>;

function run(given: Given, world: CommandWorld): Outcome {
  const { algorithm, timeLimit, targetProperty, dimacs } = given;
  const solving = {
    algorithm,
    timeLimit,
    ...interruptible(world),
    isInterrupted: world.isInterrupted,
    targetProperty,
  };
  if (dimacs !== undefined) return colourPlain(dimacs, given, world);
  const loaded = loadModels(toRequest(given), world);
  const { services, infrastructure, distribution: candidates, findings } = loaded;
  if (candidates === undefined) warnAboutNothing(services, undefined, findings);
  else warnAboutUnplaced(services, candidates, findings);
  const { moveStateful } = given;
  const previous = readPreviousPlan(given.previous, loaded, world, findings);
  const knownPorts = readKnownPorts(given, loaded, world);
  const replicas = keptReplicas(candidates, given);
  const request = { services, infrastructure, candidates, previous, replicas, moveStateful };
  const choices = showControls(tellChoices(candidates, services, given));
  if (given.outputGraph) {
    return writeServicesPicture(drawColouringProblem(poseGraphCol(request, solving, findings)), services, given, world);
  }
  world.progress('colouring the services');
  const plan = planGraphCol(request, solving, findings);
  if (plan.kind !== 'planned') {
    const isHopeless = plan.reason.kind === 'self-dependency';
    const context = { services, infrastructure, candidates, explanation: pointToExplanation('graphcol') };
    return tellNoPlan(plan, context, findings, world, isHopeless ? '' : choices);
  }
  const { distribution, resolved } = plan;
  const { solution, clique } = plan.proof;
  const order = targetProperty === undefined ? [] : [targetProperty];
  warnAboutExceeded(findExceeded(services, infrastructure, distribution, order), findings);
  const placed = { distribution, services, infrastructure };
  const picture = writePlanPicture({ ...placed, resolved: () => drawResolvedColouring(resolved) }, given, world);
  if (picture !== undefined) return picture;
  const report = () => ({ ...colouringToJson(solution, algorithm), clique, assignment: coloursOf(resolved) });
  const stderr = choices + writeColouringReport(solution, clique);
  const outcome = writePlan(withAssignedPorts(placed, knownPorts, loaded), report, given, world, stderr);
  return { ...outcome, diagnostics: findings.all };
}

/** `--dimacs`: a plain graph, straight to the solver. */
function colourPlain(file: string, given: Given, world: World): Outcome {
  const { algorithm, timeLimit } = given;
  const findings = new Findings();
  const graph = readPlainGraph(file, world, findings);
  world.progress('colouring the graph');
  const solution = colourPlainGraph(graph, tellingOfClock({ algorithm, timeLimit, ...interruptible(world) }, findings));
  const report = writePlainColouringReport(solution);
  const forms = { data: () => plainColouringToJson(solution, algorithm), text: () => writePlainColouring(solution) };
  return { ...writeForm(forms, given, world, report), diagnostics: findings.all };
}
