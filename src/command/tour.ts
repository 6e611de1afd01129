import { toBytes } from '../base/bytes.ts';
import { countNouns } from '../base/count-nouns.ts';
import { resolvePath } from '../base/path.ts';
import type { Arguments, Command, Outcome, Surroundings } from '../cli/command.ts';
import {
  distributionOption,
  evaluationOptions,
  infrastructureOption,
  required,
  servicesOption,
} from '../cli/model-options.ts';
import { buildApplicationHostGraph, buildResolvedMultiwayCutGraph } from '../graph/application-host-graph.ts';
import { buildColouringGraph, buildResolvedColouringGraph } from '../graph/colouring-graph.ts';
import type { Drawing } from '../graph/drawing.ts';
import { buildInfrastructureGraph } from '../graph/infrastructure-graph.ts';
import { listServiceLinks } from '../graph/service-links.ts';
import { buildServicesGraph } from '../graph/services-graph.ts';
import { type LoadedModels, loadModels } from '../load/load-models.ts';
import { applyPins } from '../model/apply-pins.ts';
import { decodeLinkWeights } from '../model/decode-link-weights.ts';
import { noIdAssignments } from '../model/ids.ts';
import { assignIds } from '../plan/assign-ids.ts';
import { planGraphCol } from '../plan/graphcol.ts';
import { planMultiwayCut } from '../plan/multiwaycut.ts';
import { usualServiceProperty } from '../plan/read-id-requests.ts';
import { renderSvg } from '../ports/graphviz/render-svg.ts';
import { writeDistribution } from '../write/distribution.ts';
import { writeIds } from '../write/ids.ts';
import { writeGraph } from '../write/picture/graph.ts';
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
  const weightOf = decodeLinkWeights(services, findings);
  const { candidates } = applyPins(distribution ?? { mappings: new Map() }, services, findings);
  findings.throwIfErrors();
  const links = listServiceLinks(services);
  const edges = [...candidates.mappings.values()].reduce((sum, mappings) => sum + mappings.length, 0);
  const problem = [
    'Find the distribution with the fewest network links: a multiway cut of the application-host graph.',
    `  ${countNouns(links.length, 'dependency', 'dependencies')} of weight 1, ${countNouns(edges, 'candidate')} of weight ${toBytes('n²')}`,
    album.add('multiwaycut-problem', buildApplicationHostGraph(services, infrastructure, candidates, weightOf)),
  ];
  const plan = planMultiwayCut(
    { services, infrastructure, candidates, weightOf },
    { algorithm: 'auto', timeLimit: 10 },
  );
  if (plan.kind === 'impossible') {
    problem.push(`There is no such distribution: ${plan.withoutCandidates.join(', ')} may go nowhere.`);
    return section('2. The reliable plan', problem);
  }
  const { solution } = plan;
  const proof = solution.optimal
    ? 'no distribution has fewer'
    : `every distribution has at least ${solution.lowerBound}`;
  return section('2. The reliable plan', [
    ...problem,
    `${solution.links} of ${solution.totalLinks} dependencies are network links (${proof}), on ${countNouns(solution.labels, 'target')}:`,
    indent(writeDistribution(plan.distribution)),
    album.add(
      'multiwaycut-resolved',
      buildResolvedMultiwayCutGraph(services, infrastructure, candidates, plan.distribution, weightOf),
    ),
  ]);
}

function planFragilely({ services, infrastructure }: LoadedModels, album: Album): string {
  const problem = [
    'Find the distribution that makes every dependency a network link, on the fewest targets: a graph colouring.',
    album.add('graphcol-problem', buildColouringGraph(services)),
  ];
  const plan = planGraphCol({ services, infrastructure }, { algorithm: 'auto', timeLimit: 5 });
  const { solution, clique } = plan;
  if (plan.distribution === undefined) {
    problem.push(`There are too few targets: at least ${solution.lowerBound} are needed.`);
    return section('3. The fragile plan', problem);
  }
  const proof = solution.optimal ? 'the fewest possible' : `at least ${solution.lowerBound} are needed`;
  const because =
    clique.length === solution.count && clique.length > 1 ? `: ${clique.join(', ')} all talk to each other` : '';
  return section('3. The fragile plan', [
    ...problem,
    `${countNouns(solution.count, 'colour')}, ${proof}${because}:`,
    indent(writeDistribution(plan.distribution)),
    album.add('graphcol-resolved', buildResolvedColouringGraph(services, plan)),
  ]);
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
