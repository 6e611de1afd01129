import { resolvePath } from '../base/path.ts';
import { type CommandWorld, defineCommand, type Outcome } from '../cli/command.ts';
import { foldingOnce } from '../cli/fold-large.ts';
import { idResourcesOption } from '../cli/id-options.ts';
import { evaluationOptions, forceOption, modelOptions, toRequest } from '../cli/model-options.ts';
import { type ArgumentsOf, type OptionTable, required } from '../cli/option-table.ts';
import { tellNoPlan } from '../cli/tell-no-plan.ts';
import { interruptible } from '../load/interruptible.ts';
import { loadWalk } from '../load/load-walk.ts';
import { takeWalk, type WalkStage } from '../plan/index.ts';
import { renderSvg } from '../ports/graphviz/render-svg.ts';
import { writeGraph } from '../write/picture/graph.ts';
import { refusePinConflicts } from '../write/reasons/ids.ts';
import { describeWalk, walkStages } from '../write/walk/describe-walk.ts';
import { writeWalkText } from '../write/walk/write-walk-text.ts';

const options = {
  services: required(modelOptions.services),
  infrastructure: required(modelOptions.infrastructure),
  distribution: required(modelOptions.distribution),
  'id-resources': required(idResourcesOption['id-resources']),
  'output-dir': { kind: 'folder', summary: 'write the pictures (SVG) into this folder', required: true },
  ...forceOption,
  ...evaluationOptions,
} as const satisfies OptionTable;

/**
 * `dydisnix tour`: every step from the models to the plans in one text, and every picture as a file. `npm start` runs
 * it.
 */
export const tour = defineCommand({
  name: 'tour',
  summary: 'walk through all steps from models to plans, printing each and drawing every picture',
  options,
  writes: 'picture',
  examples: [
    {
      command:
        'dydisnix tour -s services.nix -i infrastructure.nix -d distribution.nix --id-resources idresources.nix --output-dir pictures',
      effect: 'prints the models, both problem graphs, both plans and the ids, and draws them into the folder pictures',
    },
    {
      command:
        'dydisnix tour -s services.nix -i infrastructure.nix -d distribution.nix --id-resources idresources.nix --output-dir .',
      effect: 'the same, with the pictures in the current folder',
    },
  ],
  run,
});

/** What `walk` has on a page: the text on stdout, the pictures as files, what is to be said of them on stderr. */
function run(given: ArgumentsOf<typeof options>, world: CommandWorld): Outcome {
  const { outputDir: shown, idResources } = given;
  const { findings, ...models } = loadWalk({ models: toRequest(given), qos: undefined, idResources }, world);
  const onStage = (stage: WalkStage) => world.progress(walkStages[stage]);
  const taken = takeWalk(models, { ...interruptible(world), onStage }, findings);
  const { plans } = taken;
  if (plans.kind === 'planned') refusePinConflicts(plans.ids, findings);
  const sections = describeWalk(taken);
  const folder = resolvePath(world.folder, shown);
  const fold = foldingOnce(taken.request.services, world);
  const drawn = sections
    .flatMap(({ asides = [], pictures }) => [...asides, ...pictures])
    .map(({ name, drawing }) => {
      const picture = writeGraph(fold(drawing), { format: 'svg', renderer: renderSvg });
      return { name, ...picture };
    });
  const notes = drawn.flatMap(({ name, note }) => (note === undefined ? [] : [`${name}: ${note}\n`])).join('');
  const { services, infrastructure, listed: candidates } = taken.request;
  const context = { services, infrastructure, candidates };
  const ending: Outcome =
    plans.kind === 'planned'
      ? { exitCode: 0, diagnostics: findings.all, stderr: notes }
      : tellNoPlan(plans, context, findings, world, notes);
  return {
    ...ending,
    stdout: writeWalkText(sections, name => `${shown}/${name}.svg`),
    folders: [folder],
    files: drawn.map(({ name, text }) => ({ path: resolvePath(folder, `${name}.svg`), bytes: text })),
  };
}
