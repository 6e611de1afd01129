import { type Diagnostic, InputError } from '../base/diagnostic.ts';
import type { Findings } from '../base/findings.ts';
import { resolvePath } from '../base/path.ts';
import { showControls } from '../base/show-controls.ts';
import { assignmentOptions } from '../cli/assignment-options.ts';
import { type CommandWorld, defineCommand, type Outcome } from '../cli/command.ts';
import { evaluationOptions, modelOptions, toRequest } from '../cli/model-options.ts';
import { type ArgumentsOf, required } from '../cli/option-table.ts';
import { isStandardOutput } from '../cli/outputs.ts';
import { resultOf } from '../cli/result.ts';
import { writeServicesPicture } from '../cli/write-picture.ts';
import { drawIds } from '../graph/draw-ids.ts';
import type { IdGraph } from '../graph/id-graph.ts';
import type { Evaluator } from '../load/evaluator.ts';
import { nextIdentity, replaceIds } from '../load/ids-lineage.ts';
import { judgeLineage, judgeReplaced } from '../load/judge-lineage.ts';
import { readModels } from '../load/load-models.ts';
import { findIdsFile, readIdResources, readIds } from '../load/read-ids.ts';
import type { Distribution } from '../model/distribution.ts';
import { type IdsFile, noIdAssignments } from '../model/ids.ts';
import type { InfrastructureModel } from '../model/infrastructure.ts';
import type { ServicesModel } from '../model/service.ts';
import { assignIds, type IdPlan } from '../plan/index.ts';
import { type HeldLock, withLockedFile } from '../ports/disk/lock-file.ts';
import { identifyText, listChangedMemory, sayTheSame, writeIds } from '../write/ids.ts';
import {
  describeDryRun,
  describeForeign,
  describeHeld,
  describeMemory,
  idPlanToJson,
  summariseIdChanges,
} from '../write/ids-report.ts';
import { writeIdsXml } from '../write/model-xml.ts';
import { paintChanges } from '../write/paint-changes.ts';
import { describeNoIds, refusePinConflicts } from '../write/reasons/ids.ts';
import { reasonToJson } from '../write/reasons/reason-json.ts';

/**
 * `dydisnix-id-assign`: a unique number for each service from each pool that it asks for, as the post of 2020-09-24
 * tells it.
 */
export const idAssign = defineCommand({
  name: 'id-assign',
  summary: 'assign unique numbers (ports, user ids, group ids) to services',
  description:
    'Ids of the ids file given stay as they are wherever they are valid, ids of services that are gone are released, and new ones are handed out upwards. ' +
    'With a distribution, services that are distributed to no target are left out; without one, all services get their ids and every pool must be of global scope. ' +
    'The ids file may be the output file: it is replaced as a whole or not at all, and two runs at once wait for each other.',
  writes: 'ids file',
  options: {
    services: required(modelOptions.services),
    infrastructure: modelOptions.infrastructure,
    distribution: {
      ...modelOptions.distribution,
      needs: [
        {
          option: 'infrastructure',
          message: 'a distribution (-d) names targets, so the infrastructure model (-i) must be given as well',
        },
      ],
    },
    ...assignmentOptions,
    ...evaluationOptions,
  },
  examples: [
    {
      command:
        'dydisnix id-assign -s services.nix -i infrastructure.nix -d distribution.nix --id-resources idresources.nix --output-file ids.nix',
      effect: 'writes the ids of all services that are distributed to a target',
    },
    {
      command: 'dydisnix id-assign -s services.nix --id-resources idresources.nix --ids ids.nix --dry-run',
      effect: 'prints what the next ids file would be, and what would change, and writes nothing',
    },
  ],
  run: (given, world) =>
    runIdAssignment(given, world, () => ({
      ...readModels(toRequest(given), world),
      hintForTargets: 'give the infrastructure model with -i and the distribution with -d',
    })),
});

type AssignmentGiven = ArgumentsOf<typeof assignmentOptions>;

/** The models that ids are assigned for, before the pools and the ids of the run before. */
export interface ServicesToServe {
  readonly services: ServicesModel;
  /** Undefined where models know no machines. */
  readonly infrastructure?: InfrastructureModel | undefined;
  readonly distribution: Distribution | undefined;
  readonly evaluator: Evaluator;
  readonly findings: Findings;
  /** What to do where it has to be known which service runs on which machine. */
  readonly hintForTargets: string;
}

/**
 * What `id-assign` and `nixproc-id-assign` have in common. The output file is locked from before the models are read
 * (they may import it) until it is replaced, so that of two runs at once the second sees what the first assigned.
 */
export function runIdAssignment(given: AssignmentGiven, world: CommandWorld, load: () => ServicesToServe): Outcome {
  const { outputFile: file, dryRun, check, lockTimeout } = given;
  const isPicture = given.outputGraph || given.outputResolvedGraph;
  if (isPicture || dryRun || check || file === undefined || isStandardOutput(file))
    return run(given, world, load, undefined);
  const path = resolvePath(world.folder, file);
  return withLockedFile(path, lockTimeout, lock => run(given, world, load, { path, lock }));
}

/** The file that is to be replaced (absolute path), under its lock. */
interface LockedOutput {
  readonly path: string;
  readonly lock: HeldLock;
}

function run(
  given: AssignmentGiven,
  world: CommandWorld,
  load: () => ServicesToServe,
  output: LockedOutput | undefined,
): Outcome {
  const { idResources, outputFile, serviceProperty } = given;
  const { services, infrastructure, distribution, evaluator, findings, hintForTargets } = load();
  const resources = readIdResources(idResources, evaluator, findings);
  const ids = given.ids ?? findUnsaidIds(given, world, evaluator);
  const previous = ids === undefined ? noIdAssignments : readIds(ids, outputFile, world, evaluator, findings);
  const base = ids ?? (given.force || output === undefined ? undefined : outputFile);
  if (base !== undefined && !given.acceptIds) checkLineage(base, previous, outputFile, world, output, findings);
  findings.throwIfErrors();
  const request = { services, infrastructure, distribution, resources, previous };
  world.progress('assigning ids');
  const plan = assignIds(request, { serviceProperty, hintForTargets }, findings);
  refusePinConflicts(plan, findings);
  if (given.outputGraph) return draw(plan.problem, services, 'id assignment problem', given, world);
  if (plan.kind !== 'planned') {
    const diagnostics = plan.reason.kind === 'no-numbers' ? describeNoIds(plan.reason) : [];
    const data = { status: plan.kind, reason: reasonToJson(plan.reason) };
    return { exitCode: 1, data, diagnostics: [...findings.all, ...diagnostics] };
  }
  if (given.outputResolvedGraph) return draw(plan.resolved, services, 'id assignment, resolved', given, world);
  if (given.failOnChange && plan.proof.changed.length > 0) return refuseChanges(previous, plan, services, findings);
  if (given.check) return tellWhetherChanged(previous, plan, findings);
  return writePlan(previous, plan, { ...given, ids }, world, output, findings);
}

/** Whether the ids are those of this system, and no older ones: an error where a file is to be written. */
function checkLineage(
  ids: string,
  { identity }: IdsFile,
  outputFile: string | undefined,
  world: CommandWorld,
  output: LockedOutput | undefined,
  findings: Findings,
): void {
  if (ids === '-') return;
  const path = resolvePath(world.folder, ids);
  const found =
    judgeLineage(ids, path, identity) ??
    (output === undefined || output.path === path
      ? undefined
      : judgeReplaced(outputFile ?? output.path, output.path, identity));
  if (found !== undefined) findings.add(output === undefined ? { ...found, severity: 'warning' } : found);
}

/** Without `--ids` a run reads what it would replace, unless it is forced to begin anew. */
function findUnsaidIds(
  { outputFile, outputXml, force }: AssignmentGiven,
  world: CommandWorld,
  evaluator: Evaluator,
): string | undefined {
  if (force || outputFile === undefined || isStandardOutput(outputFile)) return undefined;
  const file = findIdsFile(undefined, outputFile, world, evaluator);
  if (file === undefined) return undefined;
  if (outputXml) {
    const message = `"${file}" is there already, and without --ids all ids would be given anew`;
    const hint = 'name the ids of the run before with --ids, so that they stay as they are, or begin anew with --force';
    throw new InputError([{ severity: 'error', code: 'ids-forgotten', message, hint }]);
  }
  world.note(`"${file}" stands where the ids go, so it is read: its ids stay as they are (--force gives all anew)`);
  return file;
}

/** Nothing is written where somebody would get another id. */
function refuseChanges(previous: IdsFile, plan: IdPlan, { services }: ServicesModel, { all }: Findings): Outcome {
  const refused = plan.proof.changed.map(
    ({ service, pool, from, to }): Diagnostic => ({
      severity: 'error',
      code: 'id-changed',
      message: `the id of service "${service}" of the pool "${pool}" would change from ${from} to ${to}`,
      hint: "what belongs to the old id may become another service's: see who pins it, and what the pool has",
      position: services.get(service)?.position,
      subject: { kind: 'service', name: service },
    }),
  );
  const { changes } = idPlanToJson(previous, plan);
  return { exitCode: 1, data: { status: 'changed', changes }, diagnostics: [...all, ...refused] };
}

/** What `--check` comes to: whether the next ids file says anything that the one before does not. */
function tellWhetherChanged(previous: IdsFile, plan: IdPlan, { all }: Findings): Outcome {
  const isChanged = !sayTheSame(plan.assignments, previous);
  const { changes } = idPlanToJson(previous, plan);
  const { changed, released, assigned } = plan.proof;
  const isSilent = changed.length + released.length + assigned === 0;
  const memory = isChanged ? listChangedMemory(previous, plan.assignments) : [];
  const what = !isChanged ? 'unchanged' : isSilent ? 'a run would change the ids file' : 'a run would change ids';
  const told = describeDryRun(previous, plan, what) + (isSilent ? describeMemory(memory) : '');
  return {
    exitCode: isChanged ? 1 : 0,
    diagnostics: all,
    data: { status: isChanged ? 'changed' : 'unchanged', changes, memory: memory.map(one => ({ ...one })) },
    report: ({ paint }) => paintChanges(showControls(told), paint),
  };
}

/** The ids with what the file that they go to is; where they go to no file, with what the one before was. */
function identify(
  { assignments }: IdPlan,
  previous: IdsFile,
  output: LockedOutput | undefined,
  write: () => string,
): IdsFile {
  if (output === undefined) return { ...assignments, identity: previous.identity };
  const isChanged = !sayTheSame(assignments, previous);
  return { ...assignments, identity: nextIdentity(output.path, previous, isChanged, write) };
}

function writePlan(
  previous: IdsFile,
  plan: IdPlan,
  given: AssignmentGiven,
  world: CommandWorld,
  output: LockedOutput | undefined,
  findings: Findings,
): Outcome {
  let written: string | undefined;
  const write = (): string => {
    written ??= writeIds(plan.assignments);
    return written;
  };
  const ids = identify(plan, previous, output, write);
  const text = given.outputXml ? writeIdsXml(ids) : identifyText(write(), ids.identity);
  output?.lock.requireHeld();
  if (output !== undefined) {
    world.outputs.write([{ path: output.path, bytes: text }], resultOf('ids file', given), [], path => {
      if (!replaceIds(path, text)) findings.warning('previous-not-kept', notKept(path));
    });
  }
  const changes = given.dryRun ? describeDryRun(previous, plan) : summariseIdChanges(plan.proof);
  const told = changes + describeForeign(plan.foreign) + describeHeld(plan.held);
  return {
    exitCode: 0,
    diagnostics: findings.all,
    report: ({ paint }) => paintChanges(showControls(told), paint),
    ...(given.json ? { data: idPlanToJson(previous, plan, ids) } : output === undefined ? { stdout: text } : {}),
  };
}

function notKept(path: string): string {
  return `"${path}" is written, but what it said before could not be kept as "${path}.previous"`;
}

/** Nobody looks at a picture of more edges than this, and Graphviz does not end with them. */
const mostEdges = 200_000;

/** @throws InputError where there is too much to draw */
function draw(
  graph: IdGraph,
  services: ServicesModel,
  title: string,
  given: AssignmentGiven,
  world: CommandWorld,
): Outcome {
  if (graph.edgeCount() > mostEdges) {
    const message = 'the services want too many ids for a picture: 200,000 edges at most';
    throw new InputError([{ severity: 'error', code: 'usage', message }]);
  }
  return writeServicesPicture(drawIds(graph, title), services, given, world);
}
