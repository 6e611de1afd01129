import type { Arguments, Command, Outcome, Surroundings } from '../cli/command.ts';
import {
  distributionOption,
  evaluationOptions,
  infrastructureOption,
  outputFileOption,
  required,
  servicesOption,
} from '../cli/model-options.ts';
import { omitOption } from '../cli/omit-option.ts';
import { writeResult } from '../cli/write-result.ts';
import { type LoadedModels, loadModels } from '../load/load-models.ts';
import { answerNoPlan, qosOptions, runQosModel } from '../load/run-qos-model.ts';
import { noIdAssignments } from '../model/ids.ts';
import { assignIds } from '../plan/assign-ids.ts';
import { planGraphCol } from '../plan/graphcol.ts';
import { planMultiwayCut } from '../plan/multiwaycut.ts';
import { prepareRequest } from '../plan/prepare-request.ts';
import { usualServiceProperty } from '../plan/read-id-requests.ts';
import { traceColouring } from '../plan/trace-colouring.ts';
import { traceExpansion } from '../plan/trace-expansion.ts';
import { traceIsolation } from '../plan/trace-isolation.ts';
import { renderSvg } from '../ports/graphviz/render-svg.ts';
import { runHighs } from '../ports/highs/run-highs.ts';
import type { PlacementProgress } from '../solve/placement/solve-placement.ts';
import { type Section, writePage } from '../write/html/page.ts';
import { describeModels } from '../write/html/walk-models.ts';
import { describeFragilePlan, describeIds, describeNoPlan, describeReliablePlan } from '../write/html/walk-plans.ts';
import { describeReason } from '../write/reasons/reason.ts';
import { idResourcesOption } from './id-options.ts';
import { readIdResources } from './run-id-assignment.ts';

/** `dydisnix-walk`: the way from models to plans as one HTML page. */
export const walk: Command = {
  name: 'walk',
  summary: 'write one HTML page that walks from the models to the plans, with pictures, steps and proofs',
  description:
    'The page is one file: it needs no network and can be mailed. Without a distribution every target is a candidate for every service. With a QoS model (-q) a section shows how its filters narrow the candidates.',
  options: [
    required(servicesOption),
    required(infrastructureOption),
    {
      ...distributionOption,
      summary: 'the distribution: which targets each service may go to; with -q the initial one, in any form',
    },
    ...qosOptions,
    idResourcesOption,
    outputFileOption,
    ...evaluationOptions,
  ],
  examples: [
    {
      command: 'dydisnix-walk -s services.nix -i infrastructure.nix -d distribution.nix --output-file plan.html',
      effect: 'writes the page; open plan.html in a browser',
    },
    {
      command: 'dydisnix-walk -s services.nix -i infrastructure.nix --id-resources idresources.nix > plan.html',
      effect: 'the same with every target a candidate, and with the ids that the services get',
    },
    {
      command: 'dydisnix-walk -s services.nix -i infrastructure.nix -q qos.nix --output-file plan.html',
      effect: 'shows how the filters of a QoS model narrow the candidates, and goes on from what they leave',
    },
  ],
  run,
};

function run(options: Arguments, surroundings: Surroundings): Outcome {
  return answerNoPlan(() => writeWalk(options, surroundings));
}

function writeWalk(options: Arguments, surroundings: Surroundings): Outcome {
  const models = loadModels(options.has('qos') ? omitOption(options, 'distribution') : options, surroundings);
  const { infrastructure, findings } = models;
  const from = { initialOption: 'distribution', traced: true };
  const narrowing = options.has('qos') ? runQosModel(options, models, surroundings, from) : undefined;
  const services = narrowing?.services ?? models.services;
  const given = { services, infrastructure, candidates: narrowing?.final ?? models.distribution };
  const walked = prepareRequest(given, findings);
  const progress: PlacementProgress[] = [];
  surroundings.progress('looking for the reliable plan');
  const plan = planMultiwayCut(
    walked,
    { algorithm: 'auto', timeLimit: 10, programs: runHighs, onProgress: one => progress.push(one) },
    findings,
  );
  const first = describeModels(walked, narrowing);
  if (plan.kind !== 'planned') {
    const said = describeReason(plan.reason).map(line => `${line}\n`);
    const sections = [...first, describeNoPlan(plan.reason)];
    const { stdout: _, ...outcome } = finish(sections, options, surroundings, said.join(''));
    return { ...outcome, exitCode: 1, diagnostics: findings.all };
  }
  surroundings.progress('looking for the fragile plan');
  const colouring = planGraphCol(walked, { algorithm: 'auto', timeLimit: 5, programs: runHighs }, findings);
  surroundings.progress('drawing');
  const traces = [traceIsolation(plan.problem), traceExpansion(plan.problem, { timeLimit: 5 }), progress] as const;
  const sections = [
    ...first,
    ...describeReliablePlan(walked, plan, ...traces),
    describeFragilePlan(colouring, traceColouring(colouring.problem)),
    ...numberSection({ ...models, distribution: plan.distribution }, options),
  ];
  return { ...finish(sections, options, surroundings), diagnostics: findings.all };
}

/** The page of the sections, numbered; what is to be said of their pictures goes to stderr. */
function finish(sections: readonly Section[], options: Arguments, surroundings: Surroundings, said = ''): Outcome {
  const numbered = sections.map((section, i) => ({ ...section, title: `${i + 1}. ${section.title}` }));
  const { html, notes } = writePage({ title: 'From models to a plan', sections: numbered }, renderSvg);
  const told = notes.map(({ caption, text }) => `${caption}: ${text}\n`);
  return writeResult(html, options, surroundings, told.join('') + said);
}

function numberSection(models: LoadedModels, options: Arguments): Section[] {
  if (!options.has('id-resources')) return [];
  const { services, distribution, evaluator, findings } = models;
  const resources = readIdResources(options, evaluator, findings);
  findings.throwIfErrors();
  const input = { services, distribution, resources, previous: noIdAssignments, serviceProperty: usualServiceProperty };
  const { assignments } = assignIds(input, findings);
  findings.throwIfErrors();
  return [describeIds(assignments)];
}
