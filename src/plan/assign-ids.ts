import type { Findings } from '../base/findings.ts';
import type { Position } from '../base/source.ts';
import {
  buildIdGraph,
  createIdGraph,
  type IdGraph,
  readIdsOff,
  readWishes,
  resolveIdGraph,
} from '../graph/id-graph.ts';
import type { Distribution } from '../model/distribution.ts';
import type { IdResources, Pool } from '../model/id-resources.ts';
import type { IdAssignments } from '../model/ids.ts';
import type { ServicesModel } from '../model/service.ts';
import { assignNumbers, type IdRequest, type PinConflict } from '../solve/index.ts';
import { verifyIdAssignment } from '../verify/verify-id-assignment.ts';
import { compareIds, type IdChanges } from './compare-ids.ts';
import { readIdRequests } from './read-id-requests.ts';

/** What ids are assigned from. */
export interface IdPlanInput {
  readonly services: ServicesModel;
  /** Undefined: every service gets its ids, and only pools of global scope will do. */
  readonly distribution: Distribution | undefined;
  readonly resources: IdResources;
  readonly previous: IdAssignments;
  /** The property that names the pools a service wants an id of. */
  readonly serviceProperty: string;
}

/** The ids that were assigned, and what that changed. */
export interface IdPlan {
  /** Who wants what and, resolved, who got which; undefined where there are too many edges for a picture. */
  readonly graphs: { readonly problem: IdGraph; readonly resolved: IdGraph } | undefined;
  readonly assignments: IdAssignments;
  readonly changes: IdChanges;
  /** The pools that ran dry, and who got nothing; where there are any, the assignments are no plan. */
  readonly dry: readonly { readonly pool: Pool; readonly services: readonly string[] }[];
}

/**
 * Gives every service an id of each pool that it asks for: models → requests → numbers → ids file. Wrong input is told
 * to `findings`.
 */
export function assignIds(input: IdPlanInput, findings: Findings): IdPlan {
  const { services, distribution, resources, previous } = input;
  if (distribution === undefined) refuseMachineScope(resources, findings);
  const requests = readIdRequests(services, distribution, resources, input.serviceProperty, findings);
  const asked = findings.all.some(({ code }) => code === 'unknown-pool');
  if (requests.length === 0 && services.services.size > 0 && !asked && !findings.hasErrors) {
    const kind = distribution === undefined ? 'service' : 'distributed service';
    findings.warning(
      'no-requests',
      `no ${kind} has the property "${input.serviceProperty}", so there are no ids to assign`,
    );
  }
  const graph = poseIds(requests, resources);
  const problem = { pools: resources.pools, requests: graph === undefined ? requests : readWishes(graph), previous };
  const solution = assignNumbers(problem);
  // Where the input is wrong there is no plan, and nothing that it could hold.
  const faults = findings.hasErrors ? [] : verifyIdAssignment(problem, solution);
  if (faults.length > 0) throw new Error(`the ids do not hold what they promise: ${faults.join('; ')}`);
  for (const conflict of solution.pinConflicts) reportPinConflict(conflict, resources, services, findings);
  const resolved = graph && resolveIds(graph, solution.assignments);
  const assignments =
    resolved === undefined ? solution.assignments : { ...solution.assignments, ids: readIdsOff(resolved) };
  return {
    graphs: graph && resolved && { problem: graph, resolved },
    assignments,
    changes: compareIds(previous, assignments),
    dry: solution.dry.flatMap(({ pool: name, services: unserved }) => {
      const pool = resources.pools.get(name);
      return pool === undefined ? [] : [{ pool, services: unserved }];
    }),
  };
}

/**
 * Graphs with more edges than this take graphlib long, and nobody looks at them: then requests go to the solver as they
 * are.
 */
const mostEdges = 200_000;

/** The graph of what is asked; undefined where it would be too large. */
function poseIds(requests: readonly IdRequest[], { pools }: IdResources): IdGraph | undefined {
  let edges = 0;
  for (const request of requests) edges += request.pools.length + request.targets.length;
  if (edges > mostEdges) return undefined;
  const graph = createIdGraph();
  buildIdGraph(requests, pools, graph);
  return graph;
}

function resolveIds(graph: IdGraph, { ids }: IdAssignments): IdGraph {
  const resolved = createIdGraph();
  resolveIdGraph(graph, (service, pool) => ids.get(pool)?.get(service), resolved);
  return resolved;
}

function refuseMachineScope({ pools }: IdResources, findings: Findings): void {
  for (const { name, scope, position } of pools.values()) {
    if (scope !== 'machine') continue;
    findings.error(
      'machine-scope',
      `pool "${name}" has the scope "machine", but without a distribution it is not known which service runs on which machine`,
      { position, hint: 'give the infrastructure model with -i and the distribution with -d' },
    );
  }
}

/** Tells a pin that cannot be, at its place. */
export function reportPinConflict(
  { service, pool: name, id, other }: PinConflict,
  { pools }: IdResources,
  services: ServicesModel,
  findings: Findings,
): void {
  const position = pinPosition(service, services);
  const pool = pools.get(name);
  if (pool === undefined) return;
  if (other === undefined) {
    findings.error(
      'pin-range',
      `service "${service}" pins ${id}, which is not an id of the pool "${name}" (${describeRange(pool)})`,
      { position, hint: 'pin an id of the pool, which may be a reserved one, or change the pool' },
    );
    return;
  }
  findings.error(
    'pin-collision',
    `service "${service}" pins ${id} of the pool "${name}", which collides with ${other.id} of the pool "${other.pool}", pinned by service "${other.service}"`,
    { position, hint: 'let one of them pin another id, or none' },
  );
}

function pinPosition(service: string, { services }: ServicesModel): Position | undefined {
  const found = services.get(service);
  return found?.attributes.positionOf('pinnedIds') ?? found?.attributes.positionOf('ids') ?? found?.position;
}

/** A pool's ids in words: `8086 to 8096 in steps of 3`. */
export function describeRange({ min, max, step, block }: Pick<Pool, 'min' | 'max' | 'step' | 'block'>): string {
  const steps = step === 1 ? '' : ` in steps of ${step}`;
  const blocks = block === 1 ? '' : `, blocks of ${block}`;
  return `${min} to ${max}${steps}${blocks}`;
}
