import { applyPins } from '../model/apply-pins.ts';
import { decodeLinkWeights } from '../model/decode-link-weights.ts';
import { noIdAssignments } from '../model/ids.ts';
import { assignIds } from '../plan/assign-ids.ts';
import { planGraphCol } from '../plan/graphcol.ts';
import { planMultiwayCut } from '../plan/multiwaycut.ts';
import { usualServiceProperty } from '../plan/read-id-requests.ts';
import { traceColouring } from '../plan/trace-colouring.ts';
import { traceIsolation } from '../plan/trace-isolation.ts';
import { type Section, writePage } from '../write/html/page.ts';
import { describeModels, type WalkModels } from '../write/html/walk-models.ts';
import { describeFragilePlan, describeIds, describeReliablePlan } from '../write/html/walk-plans.ts';
import type { Arguments, Command, Outcome, Surroundings } from './command.ts';
import { idResourcesOption } from './id-options.ts';
import { type LoadedModels, loadModels } from './load-models.ts';
import {
  distributionOption,
  evaluationOptions,
  infrastructureOption,
  outputFileOption,
  required,
  servicesOption,
} from './model-options.ts';
import { readIdResources } from './run-id-assignment.ts';
import { writeResult } from './write-result.ts';

export const walk: Command = {
  name: 'walk',
  summary: 'write one HTML page that walks from the models to the plans, with pictures, steps and proofs',
  description:
    'The page is one file: it needs no network and can be mailed. Without a distribution every target is a candidate for every service.',
  options: [
    required(servicesOption),
    required(infrastructureOption),
    distributionOption,
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
  ],
  run,
};

function run(options: Arguments, surroundings: Surroundings): Outcome {
  const models = loadModels(options, surroundings);
  const { services, infrastructure, findings } = models;
  const weightOf = decodeLinkWeights(services, findings);
  const everywhere = [...infrastructure.targets.keys()].map(target => ({ target }));
  const given = models.distribution ?? {
    mappings: new Map([...services.services.keys()].map(key => [key, everywhere])),
  };
  const candidates = applyPins(given, services, findings);
  findings.throwIfErrors();
  const walked: WalkModels = { services, infrastructure, candidates, weightOf };
  const plan = planMultiwayCut(walked, { algorithm: 'auto', timeLimit: 10 });
  if (plan.kind === 'impossible') {
    const reasons = plan.withoutCandidates.map(service => `service "${service}" has no candidate targets\n`);
    return { exitCode: 1, stderr: reasons.join('') };
  }
  const colouring = planGraphCol(walked, { algorithm: 'auto', timeLimit: 5 });
  const sections = [
    ...describeModels(walked),
    ...describeReliablePlan(walked, plan, traceIsolation(walked)),
    describeFragilePlan(walked, colouring, traceColouring(services)),
    ...numberSection({ ...models, distribution: plan.distribution }, options),
  ];
  const notes = sections.flatMap(({ pictures }) =>
    pictures.flatMap(({ caption, picture }) => noteOf(caption, picture.note)),
  );
  return writeResult(writePage({ title: 'From models to a plan', sections }), options, surroundings, notes.join(''));
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

function noteOf(caption: string, note: string | undefined): string[] {
  return note === undefined ? [] : [`${caption}: ${note}\n`];
}
