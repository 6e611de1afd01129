import { sortNames } from '../base/order.ts';
import { showControls } from '../base/show-controls.ts';
import type { Outcome } from '../cli/command.ts';
import type { jsonOption, outputFileOption } from '../cli/model-options.ts';
import type { ArgumentsOf } from '../cli/option-table.ts';
import { pairResources, type ResourceNames, type resourceOptions } from '../cli/resource-options.ts';
import { usageError } from '../cli/usage.ts';
import { writeResult } from '../cli/write-result.ts';
import type { ColouringGraph } from '../graph/problem-graph.ts';
import type { LoadedModels } from '../load/load-models.ts';
import { readCapacities } from '../load/read-capacities.ts';
import type { World } from '../load/world.ts';
import type { Distribution } from '../model/distribution.ts';
import { findColouringConflict } from '../plan/find-colouring-conflict.ts';
import { findConflict } from '../plan/find-conflict.ts';
import { findDivisionConflict } from '../plan/find-division-conflict.ts';
import { poseGraphCol } from '../plan/graphcol.ts';
import { prepareRequest } from '../plan/prepare-request.ts';
import { runHighs } from '../ports/highs/run-highs.ts';
import { Budget } from '../solve/index.ts';
import { writeJson } from '../write/json.ts';
import { type ConflictDetails, conflictsToJson, writeConflicts } from '../write/reasons/conflict.ts';

/** The planners whose lack of a plan can be explained. */
export const planners = ['graphcol', 'multiwaycut', 'divide'] as const;
/** One of them. */
export type Planner = (typeof planners)[number];

type Given = ArgumentsOf<typeof resourceOptions & typeof jsonOption & typeof outputFileOption> & {
  readonly timeLimit: number;
};

/**
 * Why a planner has no plan: the outcome of `dydisnix explain --impossible`. Exit code 1 when neither a plan nor a proof was found in time.
 * @throws InputError when `divide` is not told what services need and targets have
 */
export function explainImpossible(
  planner: Planner,
  given: Distribution | undefined,
  models: LoadedModels,
  { json, timeLimit, ...asked }: Given,
  world: World,
): Outcome {
  const { services, infrastructure, findings } = models;
  const request = prepareRequest({ services, infrastructure, candidates: given }, findings);
  const { candidates } = request;
  const resources = pairResources(asked);
  const capacities = readCapacities(resources, models);
  findings.throwIfErrors();
  const budget = new Budget(timeLimit);
  const secondsLeft = (): number => budget.secondsLeft();
  world.progress('looking for the smallest conflict');
  const answer = {
    graphcol: () => findColouringConflict(request, secondsLeft, runHighs),
    multiwaycut: () => findConflict(candidates, () => 'possible'),
    divide: () => findDivisionConflict(request, requireResources(resources), secondsLeft, findings, runHighs),
  }[planner]();
  const linksOf = planner === 'graphcol' ? groupLinks(poseGraphCol(request, {}, findings)) : new Map();
  const details: ConflictDetails = { planner, candidates, capacities, linksOf };
  const text = json ? writeJson(conflictsToJson(answer, details)) : showControls(writeConflicts(answer, details));
  const outcome = writeResult(text, asked, world);
  return { ...outcome, exitCode: answer.kind === 'unknown' ? 1 : 0, diagnostics: findings.all };
}

/** @throws InputError unless there is a resource to divide by */
function requireResources(resources: readonly ResourceNames[]): readonly ResourceNames[] {
  if (resources.length > 0) return resources;
  const message = '--impossible divide needs --service-property NAME and --target-property NAME';
  const hint = 'the properties that say what a service needs and what a target has of it';
  throw usageError(message, hint, 'missing-option');
}

/** The links of each service; a service that depends on itself is among its own. */
function groupLinks(problem: ColouringGraph): ReadonlyMap<string, readonly string[]> {
  const links = new Map(problem.nodes().map(id => [problem.node(id).name, new Set<string>()]));
  for (const edge of problem.edges()) {
    const [a, b] = [problem.node(edge.v).name, problem.node(edge.w).name];
    links.get(a)?.add(b);
    links.get(b)?.add(a);
  }
  return new Map([...links].map(([name, others]) => [name, sortNames(others)]));
}
