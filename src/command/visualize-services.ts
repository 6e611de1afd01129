import { countNouns } from '../base/count-nouns.ts';
import { InputError } from '../base/diagnostic.ts';
import { resolvePath } from '../base/path.ts';
import { didYouMean } from '../base/suggest.ts';
import { type CommandWorld, defineCommand, type Outcome } from '../cli/command.ts';
import { drawServices } from '../cli/draw-services.ts';
import { mostServices } from '../cli/fold-large.ts';
import { evaluationOptions, jsonOption, modelOptions, outputFileOption, toRequest } from '../cli/model-options.ts';
import { type ArgumentsOf, type OptionTable, required } from '../cli/option-table.ts';
import { beginPicture, pictureOptions, putPicture } from '../cli/write-picture.ts';
import { writeData } from '../cli/write-result.ts';
import { buildServicesGraph } from '../graph/services-graph.ts';
import { loadModels } from '../load/load-models.ts';
import { listGroups, selectGroup, selectNeighbourhood } from '../model/select-services.ts';
import type { ServicesModel } from '../model/service.ts';
import { splitGroup } from '../model/service-details.ts';
import { folderName, folderUrl } from '../write/folder-name.ts';
import { drawingToJson } from '../write/picture/drawing-json.ts';

const together = {
  message: 'the distribution (-d) and the infrastructure model (-i) belong together',
  hint: 'give both, or none of them',
};

const withFocus = (name: string) => [
  { option: 'focus', message: `--${name} needs --focus`, hint: 'add --focus SERVICE' },
];

const withBatch = (name: string) => [
  { option: name, message: `--batch draws every group and cannot be combined with --${name}` },
];

const options = {
  services: required(modelOptions.services),
  infrastructure: {
    ...modelOptions.infrastructure,
    summary: 'with -d: the targets, for services that the model has only where it knows where they go',
    needs: [{ option: 'distribution', ...together }],
  },
  distribution: {
    ...modelOptions.distribution,
    summary: 'with -i: where services go, see -i',
    needs: [{ option: 'infrastructure', ...together }],
  },
  group: {
    kind: 'text',
    value: 'GROUP',
    completes: 'group',
    summary: 'only the services of this group and of the groups inside it',
  },
  'group-subservices': { kind: 'switch', summary: 'draw each group inside as one node' },
  focus: {
    kind: 'text',
    value: 'SERVICE',
    completes: 'service',
    summary: 'only this service and its neighbourhood',
  },
  depth: {
    kind: 'number',
    value: 'N',
    least: 0,
    default: 1,
    needs: withFocus('depth'),
    summary: 'how many dependencies away the neighbourhood reaches',
  },
  direction: {
    kind: 'text',
    value: 'DIRECTION',
    choices: ['in', 'out', 'both'],
    default: 'both',
    needs: withFocus('direction'),
    summary: 'whether the neighbourhood is what the service needs (out), who needs it (in), or both',
  },
  batch: {
    kind: 'switch',
    summary: 'draw the whole model and each group, as SVG unless --format says otherwise',
    needs: [{ option: 'output-dir', message: '--batch needs a folder to write to', hint: 'add --output-dir FOLDER' }],
    excludes: ['group', 'focus', 'output-file'].flatMap(withBatch),
  },
  'output-dir': { kind: 'folder', summary: 'the folder for the pictures of --batch, one folder a group' },
  format: pictureOptions.format,
  ...jsonOption,
  ...outputFileOption,
  plain: pictureOptions.plain,
  ...evaluationOptions,
} as const satisfies OptionTable;

type Given = ArgumentsOf<typeof options>;

/** `dydisnix-visualize-services`: a picture of services and their dependencies. */
export const visualizeServices = defineCommand({
  name: 'visualize-services',
  summary: 'draw the services of a model and what they depend on',
  description:
    'Solid arrows are dependsOn, dashed ones connectsTo; a double outline marks a service that provides containers. ' +
    "Services stand in boxes by their property group, a path such as 'Shop/Payment'.",
  options,
  writes: 'picture',
  examples: [
    { command: 'dydisnix-visualize-services -s services.nix', effect: 'prints the picture in the DOT language' },
    {
      command:
        'dydisnix-visualize-services -s services.nix --focus web --depth 2 --direction out --output-file web.svg',
      effect: 'draws what web needs, and what that needs in turn',
    },
    {
      command: 'dydisnix-visualize-services -s services.nix --batch --group-subservices --output-dir pictures',
      effect: 'writes pictures/index.svg and an index.svg in a folder for each group',
    },
  ],
  run,
});

function run(given: Given, world: CommandWorld): Outcome {
  const { services } = loadModels(toRequest(given), world);
  if (given.batch) return drawBatch(services, given, world);
  const { focus, group, depth, direction, groupSubservices: foldGroups } = given;
  if (group !== undefined) checkName('group', group, listGroups(services), splitGroup(group).join('/'));
  let part = group === undefined ? services : selectGroup(services, group);
  if (focus !== undefined) {
    checkName('service', focus, [...part.services.keys()], focus);
    part = selectNeighbourhood(part, { service: focus, depth, direction });
  }
  if (given.json) {
    return writeData(drawingToJson(buildServicesGraph(part, { group, focus, foldGroups })), given, world);
  }
  const format = beginPicture(given, world);
  const picture = drawServices({ ...given, services: part, format }, world);
  if (picture.isFolded) {
    const more = '--group NAME draws one, --focus NAME a neighbourhood, --all every service';
    world.note(`${part.services.size} services: groups are folded; ${more}`);
  }
  return putPicture(picture, given, world);
}

/** A picture of the whole and of each group: `index.svg` in the output folder and in a folder for each group. */
function drawBatch(services: ServicesModel, given: Given, world: CommandWorld): Outcome {
  const { outputDir = '.', format = 'svg' } = given;
  const folder = resolvePath(world.folder, outputDir);
  const notes: string[] = [];
  let folded = 0;
  const pictures = [undefined, ...listGroups(services)].map(group => {
    const part = group === undefined ? services : selectGroup(services, group);
    const linkOf = (inside: string): string => linkBetween(group ?? '', inside);
    const { text, note, isFolded } = drawServices(
      { ...given, services: part, group, focus: undefined, format, linkOf },
      world,
    );
    if (isFolded) folded++;
    const path = [folder, ...splitGroup(group ?? '').map(folderName), `index.${format}`].join('/');
    if (note !== undefined) notes.push(`${path}: ${note}\n`);
    return { path, bytes: text };
  });
  if (folded > 0) {
    const those = `${countNouns(folded, 'picture')} of more than ${mostServices} services`;
    world.note(`${those}: groups are folded; --all draws every service`);
  }
  const folders = pictures.map(({ path }) => path.slice(0, path.lastIndexOf('/')));
  return { exitCode: 0, folders, files: pictures, stderr: notes.join('') };
}

/** From the picture of a group to that of one inside it. */
function linkBetween(from: string, to: string): string {
  const below = splitGroup(to).slice(splitGroup(from).length);
  return [...below.map(part => folderUrl(part)), 'index.svg'].join('/');
}

function checkName(kind: 'service' | 'group', given: string, known: readonly string[], normal: string): void {
  if (known.includes(normal)) return;
  throw new InputError([
    {
      severity: 'error',
      code: `unknown-${kind}`,
      message: `there is no ${kind} "${given}"`,
      hint: didYouMean(given, known),
    },
  ]);
}
