import type { Findings } from '../base/findings.ts';
import {
  buildIdGraph,
  type IdGraph,
  type IdGraphBuilder,
  type IdModels,
  type ResolvedIdGraph,
  readIdsOff,
} from '../graph/id-graph.ts';
import type { Distribution } from '../model/distribution.ts';
import type { IdResources } from '../model/id-resources.ts';
import type { IdAssignments } from '../model/ids.ts';
import type { InfrastructureModel } from '../model/infrastructure.ts';
import type { ServicesModel } from '../model/service.ts';
import { assignNumbers, freezeIds, type IdSolution, resolveIds } from '../solve/index.ts';
import { verifyIdAssignment } from '../verify/verify-id-assignment.ts';
import { verifyIdChanges } from '../verify/verify-id-changes.ts';
import { compareIds, type Holding, type IdChanges, listForeign } from './compare-ids.ts';
import { createGraph, type GraphOf } from './create-graph.ts';
import { type HeldByPool, type HeldOfPool, listHeldPorts, selectHeldPorts } from './list-held-ports.ts';
import { locatePinConflicts } from './locate-pin-conflicts.ts';
import type { Outcome } from './planner.ts';
import { readIdRequests } from './read-id-requests.ts';
import type { Reason } from './reason.ts';
import { solveAndVerify } from './solve-and-verify.ts';

/** What ids are assigned from. */
export interface IdPlanRequest {
  readonly services: ServicesModel;
  /** Undefined: every service gets its ids, and only pools of global scope will do. */
  readonly distribution: Distribution | undefined;
  readonly resources: IdResources;
  readonly previous: IdAssignments;
  /** No new id is a port that it says; undefined: nothing is known of what machines have. */
  readonly infrastructure?: InfrastructureModel | undefined;
}

/** How wishes are read. */
export interface IdPlanOptions {
  /** The property that names the pools a service wants an id of. */
  readonly serviceProperty: string;
  /** What to do where it has to be known which service runs on which machine; only the caller can tell. */
  readonly hintForTargets?: string | undefined;
}

/** The ids that were assigned: no plan of places, but else as every plan is. */
export interface IdPlan {
  readonly assignments: IdAssignments;
  /** What that changed: as little as the rules allow. */
  readonly proof: IdChanges;
  /** Numbers of pools that are asked for which services, machines or containers have by themselves. */
  readonly held: readonly HeldOfPool[];
  /** The ids that are none of their pools, which adopt them. */
  readonly foreign: readonly Holding[];
  /** Who wants ids of what. */
  readonly problem: IdGraph;
  /** Who got which: the assignments are read off it. */
  readonly resolved: ResolvedIdGraph;
}

/**
 * Gives every service an id of each pool that it asks for: models → graph → numbers → resolved graph → ids file. It is
 * impossible where a pool has too few ids, or where pins collide.
 * @throws InputError with all findings when the request is wrong; where pins collide, too, the outcome says so, and the
 * findings hold the rest
 */
export function assignIds(
  request: IdPlanRequest,
  options: IdPlanOptions,
  findings: Findings,
  build: IdGraphBuilder = buildIdGraph,
): Outcome<IdPlan> {
  const { services, resources } = request;
  const { models, problem, solution, resolve } = solveIds(request, options, findings, build);
  if (solution.pinConflicts.length > 0) {
    const conflicts = locatePinConflicts(solution.pinConflicts, resources, services, models.wishes);
    return { kind: 'impossible', reason: { kind: 'pin-conflict', conflicts }, problem };
  }
  findings.throwIfErrors();
  const held = selectHeldPorts(models.held, resources, models.wishes);
  if (solution.dry.length > 0) return { kind: 'impossible', reason: findShortage(solution, resources, held), problem };
  const resolved = resolve();
  const assignments = readIdsOff(resolved);
  const foreign = listForeign(assignments, resources.pools);
  const proof = compareVerified(request.previous, assignments);
  return { kind: 'planned', assignments, proof, held, foreign, problem, resolved };
}

/** What changed, counted twice: people read by it whether somebody loses an id. */
function compareVerified(previous: IdAssignments, next: IdAssignments): IdChanges {
  return solveAndVerify(
    'list of changed ids',
    () => compareIds(previous, next),
    changes => verifyIdChanges(previous.ids, next.ids, changes),
  );
}

/** What the services ask for, and what the assigner answers, which is checked. */
export interface SolvedIds {
  readonly models: IdModels & { readonly held: HeldByPool | undefined };
  readonly problem: IdGraph;
  readonly solution: IdSolution;
  /** The graph with the numbers that the services got. */
  readonly resolve: () => ResolvedIdGraph;
}

/** The same as far as it goes: with pools that are dry and pins that cannot be. Wrong input is told to `findings`. */
export function solveIds(
  request: IdPlanRequest,
  options: IdPlanOptions,
  findings: Findings,
  build: IdGraphBuilder = buildIdGraph,
): SolvedIds {
  const models = readModels(request, options, findings);
  const problem = poseIds(models, build);
  const frozen = freezeIds(problem);
  // The ids of before are not those of the graph, which may have lost them.
  const asked = { ...frozen.problem, previous: request.previous };
  const solution = solveAndVerify(
    'id assignment',
    () => assignNumbers(frozen.problem),
    // Where the input is wrong there is no plan, and nothing that it could hold.
    found => (findings.hasErrors ? [] : verifyIdAssignment(asked, found)),
  );
  return { models, problem, solution, resolve: () => resolveIds(frozen, solution.assignments) };
}

/** The problem of id assignment as a graph. */
function poseIds(models: IdModels, build: IdGraphBuilder): IdGraph {
  let edges = 0;
  for (const { pools, targets } of models.wishes) edges += pools.length + targets.length;
  const graph: GraphOf<IdGraph> = createGraph(edges, { directed: true });
  build(models, graph);
  return graph;
}

/** What the services ask for. Wrong input is told to `findings`, and that nobody asks for anything. */
function readModels(
  { services, distribution, resources, previous, infrastructure }: IdPlanRequest,
  { serviceProperty, hintForTargets }: IdPlanOptions,
  findings: Findings,
): SolvedIds['models'] {
  if (distribution === undefined) refuseMachineScope(resources, hintForTargets, findings);
  const wishes = readIdRequests(services, distribution, resources, serviceProperty, findings);
  const asked = findings.all.some(({ code }) => code === 'unknown-pool');
  if (wishes.length === 0 && services.services.size > 0 && !asked && !findings.hasErrors) {
    const kind = distribution === undefined ? 'service' : 'distributed service';
    findings.warning('no-requests', `no ${kind} has the property "${serviceProperty}", so there are no ids to assign`);
  }
  const held = listHeldPorts({ services, distribution, resources, previous, infrastructure }, wishes);
  return { wishes, pools: resources.pools, previous, held };
}

function refuseMachineScope({ pools }: IdResources, hint: string | undefined, findings: Findings): void {
  for (const { name, scope, position } of pools.values()) {
    if (scope !== 'machine') continue;
    findings.error(
      'machine-scope',
      `pool "${name}" has the scope "machine", but without a distribution it is not known which service runs on which machine`,
      { position, hint, subject: { kind: 'pool', name } },
    );
  }
}

function findShortage({ dry }: IdSolution, resources: IdResources, held: readonly HeldOfPool[]): Reason {
  const pools = dry.flatMap(({ pool: name, services }) => {
    const pool = resources.pools.get(name);
    return pool === undefined ? [] : [{ pool, services, held: held.filter(one => one.pool === name) }];
  });
  return { kind: 'no-numbers', pools };
}
