import { Findings } from '../base/findings.ts';
import type { Look } from '../base/look.ts';
import { showControls } from '../base/show-controls.ts';
import { addCertificate, certificateOption, nameCertificate } from '../cli/certificate-option.ts';
import { type CommandWorld, defineCommand, type Outcome } from '../cli/command.ts';
import { readKnownPorts, withAssignedPorts } from '../cli/exported-ports.ts';
import {
  bestPlanSoFar,
  candidatesHint,
  evaluationOptions,
  modelOptions,
  moveStatefulOption,
  timeLimitOption,
  toEvaluation,
  toRequest,
} from '../cli/model-options.ts';
import { type ArgumentsOf, notWith, type OptionTable } from '../cli/option-table.ts';
import { keptReplicas, replicasOption, tellChoices } from '../cli/replicas-option.ts';
import { tellLinkProgress } from '../cli/tell-link-progress.ts';
import { tellNoPlainPlan, tellNoPlan } from '../cli/tell-no-plan.ts';
import { drawnPlanOptions, writePlanPicture, writeServicesPicture } from '../cli/write-picture.ts';
import { writePlan } from '../cli/write-plan.ts';
import { writeForm } from '../cli/write-result.ts';
import { drawPlacementProblem, drawResolvedPlacement } from '../graph/draw-problem.ts';
import { interruptible } from '../load/interruptible.ts';
import { loadModels } from '../load/load-models.ts';
import { readPlainPlacement } from '../load/read-plain-placement.ts';
import { readPreviousPlan } from '../load/read-plan.ts';
import { warnAboutUnplaced } from '../load/warn-about-unplaced.ts';
import type { World } from '../load/world.ts';
import {
  type AnyPlacePlan,
  explainRemainingLinks,
  findExceeded,
  placePlainInstance,
  planMultiwayCut,
  poseMultiwayCut,
  prepareRequest,
  tellingOfClock,
  warnAboutExceeded,
} from '../plan/index.ts';
import type { PlacementOptions } from '../solve/index.ts';
import {
  describeWithoutCandidates,
  plainPlacementToJson,
  writePlacementReport,
  writePlainPlacement,
  writeRemainingLinks,
} from '../write/placement-report.ts';
import { planToJson, writePlanReport } from '../write/plan-report.ts';

const needed = {
  unless: ['instance'],
  hint: 'give services, infrastructure and distribution models, or a plain --instance',
} as const;

const {
  json,
  'output-file': outputFile,
  force,
  format,
  plain,
  ...drawn
} = drawnPlanOptions(
  'draw the problem: services, candidate hosts, and the edges between them',
  'draw the problem after the cut',
);

const { services, infrastructure, distribution, previous, ...others } = notWith('instance', 'it needs models', {
  services: { ...modelOptions.services, required: needed },
  infrastructure: { ...modelOptions.infrastructure, required: needed },
  distribution: { ...modelOptions.distribution, required: { ...needed, hint: candidatesHint } },
  previous: { kind: 'file', summary: 'a plan, in any form: services stay where it has them if that costs nothing' },
  'move-stateful': moveStatefulOption,
  ...replicasOption,
  ...certificateOption,
  explain: { kind: 'switch', summary: 'list each network link that remains, and why, on stderr' },
  ...drawn,
});

const options = {
  services,
  infrastructure,
  distribution,
  algorithm: {
    kind: 'text',
    value: 'NAME',
    choices: ['auto', 'isolation', 'expansion', 'exact'],
    default: 'auto',
    summary: "auto, the paper's isolating cuts, expansion moves alone, or integer programming",
  },
  ...timeLimitOption(10, bestPlanSoFar),
  previous,
  instance: {
    kind: 'file',
    summary: 'plan a plain instance ("n k m", candidates, weighted dependencies) instead of models',
  },
  ...others,
  format,
  plain,
  json,
  'output-file': outputFile,
  force,
  ...evaluationOptions,
} as const satisfies OptionTable;

type Given = ArgumentsOf<typeof options>;

/** `dydisnix-multiwaycut`: the reliable plan. */
export const multiwaycut = defineCommand({
  name: 'multiwaycut',
  summary: 'place each service on one of its candidate targets, with the fewest network links',
  description:
    'Of all plans one with the fewest network links (weighted by the linkWeights of services), then with the fewest targets, then with the fewest services moved away from the --previous plan. What is proved is reported on stderr.',
  options,
  writes: given => ({ content: given.instance === undefined ? 'distribution' : 'report' }),
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
});

function run(given: Given, world: CommandWorld): Outcome {
  const placement = readPlacementOptions(given, world);
  const { instance, previous: previousFile } = given;
  if (instance !== undefined) return placePlain(instance, placement, given, world);
  const loaded = loadModels(toRequest(given), world);
  const { services, infrastructure, findings } = loaded;
  const candidates = loaded.distribution ?? { mappings: new Map() };
  const previous = readPreviousPlan(previousFile, loaded, world, findings);
  const knownPorts = readKnownPorts(given, loaded, world);
  warnAboutUnplaced(services, candidates, findings);
  const replicas = keptReplicas(candidates, given);
  const request = prepareRequest(
    { services, infrastructure, candidates, previous, replicas, moveStateful: given.moveStateful },
    findings,
  );
  const choices = showControls(tellChoices(candidates, services, given));
  if (given.outputGraph) {
    return writeServicesPicture(
      drawPlacementProblem(poseMultiwayCut(request, findings), infrastructure),
      services,
      given,
      world,
    );
  }
  world.progress('cutting the network links');
  const plan = planMultiwayCut(request, placement, findings);
  if (plan.kind !== 'planned') {
    return tellNoPlan(plan, { services, infrastructure, candidates }, findings, world, choices);
  }
  const { distribution, resolved } = plan;
  warnAboutExceeded(findExceeded(services, infrastructure, distribution), findings);
  const placed = { distribution, services, infrastructure };
  const drawing = () => drawResolvedPlacement(resolved, infrastructure);
  const picture = writePlanPicture({ ...placed, weightOf: request.weightOf, resolved: drawing }, given, world);
  if (picture !== undefined) return picture;
  const remaining = given.explain ? explainRemainingLinks(plan) : undefined;
  const explanation = remaining ? writeRemainingLinks(remaining) : '';
  const written = writePlan(
    withAssignedPorts(placed, knownPorts, loaded),
    () => ({ ...toReport(plan, remaining), ...nameCertificate(given) }),
    given,
    world,
  );
  const outcome = addCertificate(written, plan, given, world);
  const report = (look: Look): string => choices + writePlanReport(plan, look) + showControls(explanation);
  return { ...outcome, diagnostics: findings.all, report };
}

function readPlacementOptions({ algorithm, timeLimit }: Given, world: World): PlacementOptions {
  return {
    algorithm,
    timeLimit,
    ...interruptible(world),
    onProgress: tellLinkProgress(world),
  };
}

function toReport(plan: AnyPlacePlan, remaining: ReturnType<typeof explainRemainingLinks> | undefined) {
  const networkLinks = remaining?.map(link => ({ ...link }));
  return { ...planToJson(plan), networkLinks };
}

/** `--instance`: a problem in numbers, straight to the solver. */
function placePlain(file: string, placement: PlacementOptions, given: Given, world: World): Outcome {
  world.progress('cutting the network links');
  const findings = new Findings();
  const problem = readPlainPlacement(file, toEvaluation(given), world);
  const outcome = placePlainInstance(problem, tellingOfClock(placement, findings));
  if (outcome.kind !== 'planned') {
    return tellNoPlainPlan(outcome.kind, describeWithoutCandidates(outcome.withoutCandidates), file, world);
  }
  const { solution } = outcome;
  const report = writePlacementReport(solution);
  const forms = { data: () => plainPlacementToJson(solution), text: () => writePlainPlacement(solution) };
  return { ...writeForm(forms, given, world, report), diagnostics: findings.all };
}
