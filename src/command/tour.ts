import { toBytes } from '../base/bytes.ts';
import { countNouns } from '../base/count-nouns.ts';
import { Findings } from '../base/findings.ts';
import { resolvePath } from '../base/path.ts';
import type { Arguments, Command, Outcome, Surroundings } from '../cli/command.ts';
import {
  distributionOption,
  evaluationOptions,
  infrastructureOption,
  required,
  servicesOption,
} from '../cli/model-options.ts';
import {
  drawColouringProblem,
  drawPlacementProblem,
  drawResolvedColouring,
  drawResolvedPlacement,
} from '../graph/draw-problem.ts';
import type { Drawing } from '../graph/drawing.ts';
import { buildInfrastructureGraph } from '../graph/infrastructure-graph.ts';
import { buildServicesGraph } from '../graph/services-graph.ts';
import { type LoadedModels, loadModels } from '../load/load-models.ts';
import { noIdAssignments } from '../model/ids.ts';
import { assignIds } from '../plan/assign-ids.ts';
import { planGraphCol } from '../plan/graphcol.ts';
import { planMultiwayCut } from '../plan/multiwaycut.ts';
import { usualServiceProperty } from '../plan/read-id-requests.ts';
import type { Reason } from '../plan/reason.ts';
import { renderSvg } from '../ports/graphviz/render-svg.ts';
import { runHighs } from '../ports/highs/run-highs.ts';
import { writeDistribution } from '../write/distribution.ts';
import { writeIds } from '../write/ids.ts';
import { writeGraph } from '../write/picture/graph.ts';
import { describeReason } from '../write/reasons/reason.ts';
import { idResourcesOption } from './id-options.ts';
import { readIdResources } from './run-id-assignment.ts';

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

function run(options: Arguments, surroundings: Surroundings): Outcome {
  const models = loadModels(options, surroundings);
  const folder = options.text('output-dir') ?? '.';
  const folderPath = resolvePath(surroundings.folder, folder);
  const album = new Album(folderPath, folder);
  const parts = [
    describeModels(models, album),
    planReliably(models, album),
    planFragilely(models, album),
    giveNumbers(models, options),
  ];
  return { exitCode: 0, stdout: parts.join('\n'), stderr: album.notes, folders: [folderPath], files: album.files };
}

/** The pictures drawn on the way. */
class Album {
  readonly files: { path: string; bytes: string }[] = [];
  notes = '';
  readonly #folder: string;
  readonly #shown: string;

  constructor(folder: string, shown: string) {
    this.#folder = folder;
    this.#shown = shown;
  }

  /** Draws, and returns the line that says where. */
  add(name: string, drawing: Drawing): string {
    const picture = writeGraph(drawing, { format: 'svg', renderer: renderSvg });
    this.files.push({ path: resolvePath(this.#folder, `${name}.svg`), bytes: picture.text });
    if (picture.note !== undefined) this.notes += `${name}: ${picture.note}\n`;
    return `  picture: ${this.#shown}/${name}.svg`;
  }
}

function describeModels({ services, infrastructure, distribution }: LoadedModels, album: Album): string {
  const serviceLines = [...services.services.values()].map(({ key, type, dependsOn, connectsTo }) => {
    const needs = dependsOn.length === 0 ? '' : `, depends on ${dependsOn.join(', ')}`;
    const talks = connectsTo.length === 0 ? '' : `, connects to ${connectsTo.join(', ')}`;
    return `  ${key}${type === undefined ? '' : ` (${type})`}${needs}${talks}`;
  });
  const targetLines = [...infrastructure.targets.values()].map(({ name, containers }) =>
    containers.size === 0 ? `  ${name}, without containers` : `  ${name}, with ${[...containers.keys()].join(', ')}`,
  );
  const candidateLines = [...(distribution?.mappings ?? [])].map(
    ([key, mappings]) => `  ${key}: ${mappings.map(({ target }) => target).join(', ') || 'none'}`,
  );
  return section('1. The models', [
    `The services model has ${countNouns(services.services.size, 'service')}:`,
    ...serviceLines,
    album.add('services', buildServicesGraph(services)),
    `The infrastructure model has ${countNouns(infrastructure.targets.size, 'target')}:`,
    ...targetLines,
    album.add('infrastructure', buildInfrastructureGraph(infrastructure)),
    'The distribution model lists the candidates of each service:',
    ...candidateLines,
  ]);
}

function planReliably({ services, infrastructure, distribution, findings }: LoadedModels, album: Album): string {
  const request = { services, infrastructure, candidates: distribution ?? { mappings: new Map() } };
  const plan = planMultiwayCut(request, { algorithm: 'auto', timeLimit: 10, programs: runHighs }, findings);
  const kinds = plan.problem.edges().map(edge => plan.problem.edge(edge).kind);
  const links = kinds.filter(kind => kind === 'link').length;
  const problem = [
    'Find the distribution with the fewest network links: a multiway cut of the application-host graph.',
    `  ${countNouns(links, 'dependency', 'dependencies')} of weight 1, ${countNouns(kinds.length - links, 'candidate')} of weight ${toBytes('n²')}`,
    album.add('multiwaycut-problem', drawPlacementProblem(plan.problem, infrastructure)),
  ];
  if (plan.kind !== 'planned') {
    return section('2. The reliable plan', [...problem, 'There is no such distribution:', ...indentLines(plan.reason)]);
  }
  const { links: cut, totalLinks, lowerBound, optimal, labels } = plan.proof;
  const proof = optimal ? 'no distribution has fewer' : `every distribution has at least ${lowerBound}`;
  return section('2. The reliable plan', [
    ...problem,
    `${cut} of ${totalLinks} dependencies are network links (${proof}), on ${countNouns(labels, 'target')}:`,
    indent(writeDistribution(plan.distribution)),
    album.add('multiwaycut-resolved', drawResolvedPlacement(plan.resolved, infrastructure)),
  ]);
}

function planFragilely({ services, infrastructure }: LoadedModels, album: Album): string {
  const plan = planGraphCol(
    { services, infrastructure },
    { algorithm: 'auto', timeLimit: 5, programs: runHighs },
    new Findings(),
  );
  const problem = [
    'Find the distribution that makes every dependency a network link, on the fewest targets: a graph colouring.',
    album.add('graphcol-problem', drawColouringProblem(plan.problem)),
  ];
  if (plan.kind !== 'planned') {
    return section('3. The fragile plan', [...problem, 'There is none:', ...indentLines(plan.reason)]);
  }
  const { solution, clique } = plan.proof;
  const proof = solution.optimal ? 'the fewest possible' : `at least ${solution.lowerBound} are needed`;
  const because =
    clique.length === solution.count && clique.length > 1 ? `: ${clique.join(', ')} all talk to each other` : '';
  return section('3. The fragile plan', [
    ...problem,
    `${countNouns(solution.count, 'colour')}, ${proof}${because}:`,
    indent(writeDistribution(plan.distribution)),
    album.add('graphcol-resolved', drawResolvedColouring(plan.resolved)),
  ]);
}

function indentLines(reason: Reason): readonly string[] {
  return describeReason(reason).map(line => `  ${line}`);
}

function giveNumbers({ services, distribution, evaluator, findings }: LoadedModels, options: Arguments): string {
  const resources = readIdResources(options, evaluator, findings);
  findings.throwIfErrors();
  const pools = [...resources.pools.values()].map(
    ({ name, min, max, scope }) => `  ${name}: ${min} to ${max}, ${scope}`,
  );
  const input = { services, distribution, resources, previous: noIdAssignments, serviceProperty: usualServiceProperty };
  const plan = assignIds(input, findings);
  findings.throwIfErrors();
  return section('4. The numbers', [
    'Each service gets an id of each pool that it asks for:',
    ...pools,
    'The assignments:',
    indent(writeIds(plan.assignments)),
    ...plan.dry.map(({ pool, services: unserved }) => `Pool ${pool.name} ran dry: ${unserved.join(', ')} got nothing.`),
  ]);
}

function section(title: string, lines: readonly string[]): string {
  return `${title}\n${'-'.repeat(title.length)}\n${lines.map(line => line.trimEnd()).join('\n')}\n`;
}

function indent(text: string): string {
  return text.trimEnd().replace(/^/gm, '  ');
}
