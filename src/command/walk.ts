import { toBytes } from '../base/bytes.ts';
import { type CommandWorld, defineCommand, type Outcome } from '../cli/command.ts';
import { foldingOnce } from '../cli/fold-large.ts';
import { idResourcesOption } from '../cli/id-options.ts';
import { evaluationOptions, modelOptions, outputFileOption, toRequest } from '../cli/model-options.ts';
import { type ArgumentsOf, type OptionTable, required } from '../cli/option-table.ts';
import { answerNoPlan, qosOptions, toQosRequest } from '../cli/qos-options.ts';
import { tellNoPlan } from '../cli/tell-no-plan.ts';
import { writeResult } from '../cli/write-result.ts';
import { interruptible } from '../load/interruptible.ts';
import { loadWalk } from '../load/load-walk.ts';
import type { ServicesModel } from '../model/service.ts';
import { makeChapters } from '../page/chapters.ts';
import { writePlanPage } from '../page/write-page.ts';
import { summarisePlace, takeWalk, type Walk, type WalkPlans, type WalkStage } from '../plan/index.ts';
import { compress } from '../ports/compress.ts';
import { pageMachine } from '../ports/page-machine.ts';
import { sha256 } from '../ports/sha256.ts';
import { buildDocument } from '../write/cards/build-document.ts';
import type { PlanDocument } from '../write/cards/plan-document.ts';
import { refusePinConflicts } from '../write/reasons/ids.ts';
import type { Section } from '../write/section.ts';
import { describeWalk, walkStages } from '../write/walk/describe-walk.ts';

const options = {
  services: required(modelOptions.services),
  infrastructure: required(modelOptions.infrastructure),
  distribution: {
    ...modelOptions.distribution,
    summary: 'the distribution: which targets each service may go to; with -q the initial one, in any form',
  },
  ...qosOptions,
  ...idResourcesOption,
  ...outputFileOption,
  ...evaluationOptions,
} as const satisfies OptionTable;

type Given = ArgumentsOf<typeof options>;

/** `dydisnix-walk`: the way from models to plans as one HTML page. */
export const walk = defineCommand({
  name: 'walk',
  summary: 'write one HTML page that walks from the models to the plans, with pictures, steps and proofs',
  description:
    'The page is that of dydisnix page, with a chapter for each step, and opens at any size; it is one file that needs no network and can be mailed. Without a distribution every target is a candidate for every service. With a QoS model (-q) a section shows how its filters narrow the candidates.',
  options,
  writes: 'page',
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
  run: (given, world) => answerNoPlan(() => writeWalk(given, world)),
});

/** The page; why there is no plan goes to stderr. */
function writeWalk(given: Given, world: CommandWorld): Outcome {
  const { distribution: initial, idResources } = given;
  const qos = given.qos === undefined ? undefined : toQosRequest(given, { initial, traced: true }, world);
  const models = toRequest({ ...given, distribution: qos === undefined ? initial : undefined });
  const { findings, ...loaded } = loadWalk({ models, qos, idResources }, world);
  const onStage = (stage: WalkStage) => world.progress(walkStages[stage]);
  const taken = takeWalk(loaded, { ...interruptible(world), onStage }, findings);
  const { plans } = taken;
  if (plans.kind === 'planned') refusePinConflicts(plans.ids, findings);
  const sections = foldPictures(describeWalk(taken), taken.request.services, world);
  const chapters = makeChapters(sections, pageMachine.renderer);
  const document = buildWalkDocument(taken, world.folder);
  const html = writePlanPage(document, undefined, { compress, sha256 }, chapters);
  if (plans.kind === 'planned') return { ...writeResult(html, given, world), diagnostics: findings.all };
  // A page that a file was asked for is written all the same: it shows why there is no plan.
  const { stdout: _, ...page } = writeResult(html, given, world);
  const { services, infrastructure, listed: candidates } = taken.request;
  const context = { services, infrastructure, candidates };
  return { ...page, ...tellNoPlan(plans, context, findings, world) };
}

/** The reliable plan, and what it stands on. */
function buildWalkDocument({ request, narrowing, plans }: Walk, folder: string): PlanDocument {
  const { services, infrastructure, listed, candidates, weightOf, pins } = request;
  const isOpen = listed === undefined && narrowing === undefined && pins.size === 0;
  return buildDocument({
    ...{ title: toBytes('From models to a plan'), services, infrastructure, listed, weightOf, folder },
    candidates: isOpen ? undefined : candidates,
    plans: plans.kind === 'planned' ? [describePlan(plans)] : [],
  });
}

function describePlan({ reliable, byClock }: WalkPlans) {
  const { lowerBound: bound, optimal } = summarisePlace(reliable);
  const { distribution } = reliable;
  return { title: 'plan', distribution, bound, optimal, endedByClock: byClock.has('reliable') };
}

/** The sections with pictures that somebody can read; what was folded is said once. */
function foldPictures(sections: readonly Section[], services: ServicesModel, world: CommandWorld): readonly Section[] {
  const fold = foldingOnce(services, world);
  return sections.map(section => ({
    ...section,
    pictures: section.pictures.map(picture => ({ ...picture, drawing: fold(picture.drawing) })),
  }));
}
