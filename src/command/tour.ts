import { resolvePath } from '../base/path.ts';
import type { Arguments, Command, Outcome, Surroundings } from '../cli/command.ts';
import {
  distributionOption,
  evaluationOptions,
  infrastructureOption,
  required,
  servicesOption,
} from '../cli/model-options.ts';
import { renderSvg } from '../ports/graphviz/render-svg.ts';
import { writeGraph } from '../write/picture/graph.ts';
import { describeReason } from '../write/reasons/reason.ts';
import { writeWalkText } from '../write/write-walk-text.ts';
import { idResourcesOption } from './id-options.ts';
import { takeWalk } from './take-walk.ts';

/** `dydisnix tour`: every step from the models to the plans in one text, and every picture as a file. `npm start` runs it. */
export const tour: Command = {
  name: 'tour',
  summary: 'walk through all steps from models to plans, printing each and drawing every picture',
  options: [
    required(servicesOption),
    required(infrastructureOption),
    required(distributionOption),
    required(idResourcesOption),
    { name: 'output-dir', value: 'FOLDER', summary: 'write the pictures (SVG) into this folder', required: true },
    ...evaluationOptions,
  ],
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
};

/** What `walk` has on a page: the text on stdout, the pictures as files, what is to be said of them on stderr. */
function run(options: Arguments, surroundings: Surroundings): Outcome {
  const { sections, findings, reason } = takeWalk(options, surroundings);
  const shown = options.text('output-dir') ?? '.';
  const folder = resolvePath(surroundings.folder, shown);
  const drawn = sections
    .flatMap(({ asides = [], pictures }) => [...asides, ...pictures])
    .map(({ name, drawing }) => ({ name, ...writeGraph(drawing, { format: 'svg', renderer: renderSvg }) }));
  const said = [
    ...drawn.flatMap(({ name, note }) => (note === undefined ? [] : [`${name}: ${note}\n`])),
    ...(reason === undefined ? [] : describeReason(reason).map(line => `${line}\n`)),
  ];
  return {
    exitCode: reason === undefined ? 0 : 1,
    stdout: writeWalkText(sections, name => `${shown}/${name}.svg`),
    stderr: said.join(''),
    diagnostics: findings,
    folders: [folder],
    files: drawn.map(({ name, text }) => ({ path: resolvePath(folder, `${name}.svg`), bytes: text })),
  };
}
