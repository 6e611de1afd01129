import { type Diagnostic, InputError } from '../base/diagnostic.ts';
import type { Findings } from '../base/findings.ts';
import { nameSome } from '../base/name-some.ts';
import { resolvePath } from '../base/path.ts';
import type { Outcome } from '../cli/command.ts';
import { idResourcesOption, idsOption, wantedPoolsOption } from '../cli/id-options.ts';
import { jsonOption, outputFileOption, outputXmlOption } from '../cli/model-options.ts';
import { type ArgumentsOf, notWith, type OptionTable, required } from '../cli/option-table.ts';
import { pictureOptions, writePicture } from '../cli/write-picture.ts';
import { drawIds } from '../graph/draw-ids.ts';
import type { Evaluator } from '../load/evaluator.ts';
import { readIdResources, readIds } from '../load/read-ids.ts';
import type { World } from '../load/world.ts';
import type { Distribution } from '../model/distribution.ts';
import { type IdAssignments, noIdAssignments } from '../model/ids.ts';
import type { ServicesModel } from '../model/service.ts';
import { assignIds, describeRange, type IdPlan } from '../plan/assign-ids.ts';
import { type Holding, type IdChanges, listNewHoldings } from '../plan/compare-ids.ts';
import { withLockedFile } from '../ports/disk/lock-file.ts';
import { replaceFile } from '../ports/disk/replace-file.ts';
import { idsToJson, writeIds } from '../write/ids.ts';
import { type Json, writeJson } from '../write/json.ts';
import { writeIdsXml } from '../write/model-xml.ts';

const lockTimeoutOption = {
  'lock-timeout': {
    kind: 'number',
    value: 'SECONDS',
    least: 0,
    default: 60,
    summary: 'how long to wait while another run has the output file',
  },
} as const satisfies OptionTable;

/** The options of the commands that assign ids. */
export const assignmentOptions = {
  'id-resources': required(idResourcesOption['id-resources']),
  ...idsOption,
  ...wantedPoolsOption,
  'output-file': {
    ...outputFileOption['output-file'],
    summary: 'write the ids (Nix) to this file, replaced as a whole, instead of stdout',
  },
  'dry-run': { kind: 'switch', summary: 'write no file; print the result and what would change' },
  json: {
    ...jsonOption.json,
    summary: 'print the ids and what changed as one JSON object on stdout; an output file stays Nix',
  },
  ...lockTimeoutOption,
  'output-graph': {
    kind: 'switch',
    summary: 'draw the problem: which service wants ids of which pools, and stands on which targets',
  },
  ...notWith('output-graph', 'one picture at a time', {
    'output-resolved-graph': { kind: 'switch', summary: 'draw who got which number; no ids file is written' },
  }),
  ...pictureOptions,
  ...notWith(
    'output-resolved-graph',
    'a picture is no plan',
    notWith('output-graph', 'a picture is no plan', outputXmlOption),
  ),
} as const satisfies OptionTable;

type Given = ArgumentsOf<typeof assignmentOptions>;

/** The models that ids are assigned for, before the pools and the ids of the run before. */
export interface ServicesToServe {
  readonly services: ServicesModel;
  readonly distribution: Distribution | undefined;
  readonly evaluator: Evaluator;
  readonly findings: Findings;
}

/**
 * What `id-assign` and `nixproc-id-assign` have in common. The output file is locked from before the models are read (they may
 * import it) until it is replaced, so that of two runs at once the second sees what the first assigned.
 */
export function runIdAssignment(given: Given, world: World, load: () => ServicesToServe): Outcome {
  const { outputFile: file, dryRun, lockTimeout } = given;
  const isPicture = given.outputGraph || given.outputResolvedGraph;
  if (isPicture || dryRun || file === undefined || file === '-' || file === '/dev/stdout')
    return run(given, world, load, undefined);
  const path = resolvePath(world.folder, file);
  return withLockedFile(path, lockTimeout, () => run(given, world, load, path));
}

function run(given: Given, world: World, load: () => ServicesToServe, output: string | undefined): Outcome {
  const { idResources, ids, outputFile, serviceProperty, dryRun, json, outputXml } = given;
  const { services, distribution, evaluator, findings } = load();
  const resources = readIdResources(idResources, evaluator, findings);
  const previous = ids === undefined ? noIdAssignments : readIds(ids, outputFile, world, evaluator, findings);
  findings.throwIfErrors();
  const plan = assignIds({ services, distribution, resources, previous, serviceProperty }, findings);
  findings.throwIfErrors();
  if (given.outputGraph) return draw(plan, 'problem', given, world);
  if (plan.dry.length > 0) {
    return { exitCode: 1, diagnostics: [...findings.all, ...plan.dry.map(describeDryPool)] };
  }
  if (given.outputResolvedGraph) return draw(plan, 'resolved', given, world);
  const text = outputXml ? writeIdsXml(plan.assignments) : writeIds(plan.assignments);
  if (output !== undefined) replaceFile(output, text);
  return {
    exitCode: 0,
    diagnostics: findings.all,
    stderr: dryRun ? describeDryRun(previous, plan) : summarise(plan.changes),
    ...(json ? { stdout: writeJson(planToJson(previous, plan)) } : output === undefined ? { stdout: text } : {}),
  };
}

/** @throws InputError where there is too much to draw */
function draw({ graphs }: IdPlan, which: 'problem' | 'resolved', given: Given, world: World): Outcome {
  if (graphs === undefined) {
    const message = 'the services want too many ids for a picture: 200,000 edges at most';
    throw new InputError([{ severity: 'error', code: 'usage', message }]);
  }
  const title = which === 'problem' ? 'id assignment problem' : 'id assignment, resolved';
  return writePicture(drawIds(graphs[which], title), given, world);
}

function describeDryPool({ pool, services }: IdPlan['dry'][number]): Diagnostic {
  const where = pool.scope === 'machine' ? ' on their machines' : '';
  const verb = services.length === 1 ? 'gets' : 'get';
  return {
    severity: 'error',
    code: 'pool-dry',
    message: `pool "${pool.name}" (${describeRange(pool)}) has no id left${where}: ${nameSome(services, 20)} ${verb} nothing`,
    position: pool.position,
    hint: `raise its max, or let fewer services ask for an id of it`,
  };
}

/** `kept 12, assigned 3, released 1: webapp1 ports 5000`. */
function summarise({ kept, assigned, released }: IdChanges): string {
  const list = released.length === 0 ? '' : `: ${nameSome(released.map(describeHolding), 10)}`;
  return `kept ${kept}, assigned ${assigned}, released ${released.length}${list}\n`;
}

function describeDryRun(previous: IdAssignments, { assignments, changes }: IdPlan): string {
  const lines = [
    ...changes.released.map(holding => `  - ${describeHolding(holding)}\n`),
    ...listNewHoldings(previous, assignments).map(holding => `  + ${describeHolding(holding)}\n`),
  ];
  return `dry run: ${summarise(changes)}${lines.join('')}`;
}

function describeHolding({ service, pool, id }: Holding): string {
  return `${service} ${pool} ${id}`;
}

function planToJson(previous: IdAssignments, { assignments, changes: { kept, released } }: IdPlan): Json {
  const assigned = listNewHoldings(previous, assignments);
  const list = (holdings: readonly Holding[]): Json => holdings.map(({ service, pool, id }) => ({ service, pool, id }));
  const ids = idsToJson(assignments) as ReadonlyMap<string, Json>;
  return new Map<string, Json>([
    ['version', 1],
    ...ids,
    ['changes', { kept, assigned: list(assigned), released: list(released) }],
  ]);
}
