import { InputError } from '../base/diagnostic.ts';
import { resolvePath } from '../base/path.ts';
import { didYouMean } from '../base/suggest.ts';
import type { Arguments, Command, Outcome, Surroundings } from '../cli/command.ts';
import {
  distributionOption,
  evaluationOptions,
  formatOption,
  infrastructureOption,
  jsonOption,
  outputFileOption,
  required,
  servicesOption,
} from '../cli/model-options.ts';
import { usageError } from '../cli/usage-error.ts';
import { drawPicture, plainOption, writePicture } from '../cli/write-picture.ts';
import { buildServicesGraph } from '../graph/services-graph.ts';
import { loadModels } from '../load/load-models.ts';
import { listGroups, selectGroup, selectNeighbourhood } from '../model/select-services.ts';
import type { ServicesModel } from '../model/service.ts';
import { splitGroup } from '../model/service-details.ts';
import { folderName } from '../write/folder-name.ts';

/** `dydisnix-visualize-services`: a picture of services and their dependencies. */
export const visualizeServices: Command = {
  name: 'visualize-services',
  summary: 'draw the services of a model and what they depend on',
  description:
    'Solid arrows are dependsOn, dashed ones connectsTo; a double outline marks a service that provides containers. ' +
    "Services stand in boxes by their property group, a path such as 'Shop/Payment'.",
  options: [
    required(servicesOption),
    {
      ...infrastructureOption,
      summary: 'with -d: the targets, for services that the model has only where it knows where they go',
    },
    { ...distributionOption, summary: 'with -i: where services go, see -i' },
    {
      name: 'group',
      value: 'GROUP',
      completes: 'group',
      summary: 'only the services of this group and of the groups inside it',
    },
    { name: 'group-subservices', summary: 'draw each group inside as one node' },
    { name: 'focus', value: 'SERVICE', completes: 'service', summary: 'only this service and its neighbourhood' },
    { name: 'depth', value: 'N', summary: 'how many dependencies away the neighbourhood reaches (1)' },
    {
      name: 'direction',
      value: 'DIRECTION',
      choices: ['in', 'out', 'both'],
      summary: 'whether the neighbourhood is what the service needs (out), who needs it (in), or both (both)',
    },
    { name: 'batch', summary: 'draw the whole model and each group, as SVG unless --format says otherwise' },
    { name: 'output-dir', value: 'FOLDER', summary: 'the folder for the pictures of --batch, one folder a group' },
    formatOption,
    jsonOption,
    outputFileOption,
    plainOption,
    ...evaluationOptions,
  ],
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
};

function run(options: Arguments, surroundings: Surroundings): Outcome {
  checkCombination(options);
  const { services } = loadModels(options, surroundings);
  if (options.has('batch')) return drawBatch(services, options, surroundings);
  const focus = options.text('focus');
  const group = options.text('group');
  if (group !== undefined) checkName('group', group, listGroups(services), splitGroup(group).join('/'));
  let part = group === undefined ? services : selectGroup(services, group);
  if (focus !== undefined) {
    checkName('service', focus, [...part.services.keys()], focus);
    const direction = options.text('direction') ?? 'both';
    part = selectNeighbourhood(part, {
      service: focus,
      depth: options.number('depth', 0) ?? 1,
      direction: direction === 'in' || direction === 'out' ? direction : 'both',
    });
  }
  const drawing = buildServicesGraph(part, { group, focus, foldGroups: options.has('group-subservices') });
  return writePicture(drawing, options, surroundings);
}

/** A picture of the whole and of each group: `index.svg` in the output folder and in a folder for each group. */
function drawBatch(services: ServicesModel, options: Arguments, surroundings: Surroundings): Outcome {
  const folder = resolvePath(surroundings.folder, options.text('output-dir') ?? '.');
  const format = options.text('format') === 'dot' ? 'dot' : 'svg';
  const notes: string[] = [];
  const pictures = [undefined, ...listGroups(services)].map(group => {
    const part = group === undefined ? services : selectGroup(services, group);
    const drawing = buildServicesGraph(part, { group, foldGroups: options.has('group-subservices') });
    const { text, note } = drawPicture(drawing, format, options);
    const path = [folder, ...splitGroup(group ?? '').map(folderName), `index.${format}`].join('/');
    if (note !== undefined) notes.push(`${path}: ${note}\n`);
    return { path, bytes: text };
  });
  const folders = pictures.map(({ path }) => path.slice(0, path.lastIndexOf('/')));
  return { exitCode: 0, folders, files: pictures, stderr: notes.join('') };
}

function checkCombination(options: Arguments): void {
  if (options.has('distribution') !== options.has('infrastructure')) {
    throw usageError(
      'the distribution (-d) and the infrastructure model (-i) belong together',
      'give both, or none of them',
    );
  }
  const alone = options.has('batch') ? ['group', 'focus', 'output-file'].filter(name => options.has(name)) : [];
  const message = alone.length > 0 ? `--batch draws every group and cannot be combined with --${alone[0]}` : undefined;
  if (message !== undefined) throw usageError(message);
  if (options.has('batch') && !options.has('output-dir')) {
    throw usageError('--batch needs a folder to write to', 'add --output-dir FOLDER');
  }
  for (const name of ['depth', 'direction']) {
    if (options.has(name) && !options.has('focus')) throw usageError(`--${name} needs --focus`, 'add --focus SERVICE');
  }
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
