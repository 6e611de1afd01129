import { InputError } from '../base/diagnostic.ts';
import type { Findings } from '../base/findings.ts';
import { resolvePath } from '../base/path.ts';
import { showControls } from '../base/show-controls.ts';
import { assignmentOptions } from '../cli/assignment-options.ts';
import { type CommandWorld, defineCommand, type Outcome } from '../cli/command.ts';
import { evaluationOptions, modelOptions, toRequest } from '../cli/model-options.ts';
import { type ArgumentsOf, required } from '../cli/option-table.ts';
import { isStandardOutput } from '../cli/outputs.ts';
import { resultOf } from '../cli/result.ts';
import { writePicture } from '../cli/write-picture.ts';
import { drawIds } from '../graph/draw-ids.ts';
import type { IdGraph } from '../graph/id-graph.ts';
import type { Evaluator } from '../load/evaluator.ts';
import { readModels } from '../load/load-models.ts';
import { readIdResources, readIds } from '../load/read-ids.ts';
import type { World } from '../load/world.ts';
import type { Distribution } from '../model/distribution.ts';
import { noIdAssignments } from '../model/ids.ts';
import type { ServicesModel } from '../model/service.ts';
import { assignIds } from '../plan/index.ts';
import { withLockedFile } from '../ports/disk/lock-file.ts';
import { writeIds } from '../write/ids.ts';
import { describeDryRun, idPlanToJson, summariseIdChanges } from '../write/ids-report.ts';
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
  const { outputFile: file, dryRun, lockTimeout } = given;
  const isPicture = given.outputGraph || given.outputResolvedGraph;
  if (isPicture || dryRun || file === undefined || isStandardOutput(file)) return run(given, world, load, undefined);
  const path = resolvePath(world.folder, file);
  return withLockedFile(path, lockTimeout, () => run(given, world, load, path));
}

function run(
  given: AssignmentGiven,
  world: CommandWorld,
  load: () => ServicesToServe,
  output: string | undefined,
): Outcome {
  const { idResources, ids, outputFile, serviceProperty, dryRun, json, outputXml } = given;
  const { services, distribution, evaluator, findings, hintForTargets } = load();
  const resources = readIdResources(idResources, evaluator, findings);
  const previous = ids === undefined ? noIdAssignments : readIds(ids, outputFile, world, evaluator, findings);
  findings.throwIfErrors();
  const request = { services, distribution, resources, previous };
  world.progress('assigning ids');
  const plan = assignIds(request, { serviceProperty, hintForTargets }, findings);
  refusePinConflicts(plan, findings);
  if (given.outputGraph) return draw(plan.problem, 'id assignment problem', given, world);
  if (plan.kind !== 'planned') {
    const diagnostics = plan.reason.kind === 'no-numbers' ? describeNoIds(plan.reason) : [];
    const data = { status: plan.kind, reason: reasonToJson(plan.reason) };
    return { exitCode: 1, data, diagnostics: [...findings.all, ...diagnostics] };
  }
  if (given.outputResolvedGraph) return draw(plan.resolved, 'id assignment, resolved', given, world);
  const text = outputXml ? writeIdsXml(plan.assignments) : writeIds(plan.assignments);
  if (output !== undefined) world.outputs.write([{ path: output, bytes: text }], resultOf('ids file', given));
  return {
    exitCode: 0,
    diagnostics: findings.all,
    ...(dryRun
      ? { report: ({ paint }) => paintChanges(showControls(describeDryRun(previous, plan)), paint) }
      : { stderr: summariseIdChanges(plan.proof) }),
    ...(json ? { data: idPlanToJson(previous, plan) } : output === undefined ? { stdout: text } : {}),
  };
}

/** Nobody looks at a picture of more edges than this, and Graphviz does not end with them. */
const mostEdges = 200_000;

/** @throws InputError where there is too much to draw */
function draw(graph: IdGraph, title: string, given: AssignmentGiven, world: World): Outcome {
  if (graph.edgeCount() > mostEdges) {
    const message = 'the services want too many ids for a picture: 200,000 edges at most';
    throw new InputError([{ severity: 'error', code: 'usage', message }]);
  }
  return writePicture(drawIds(graph, title), given, world);
}
