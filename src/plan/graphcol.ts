import type { Findings } from '../base/findings.ts';
import { buildColouringGraph, type ColouringBuilder } from '../graph/colouring-graph.ts';
import type { ColouringGraph } from '../graph/problem-graph.ts';
import { readColouring } from '../graph/read-distribution.ts';
import { type Distribution, targetsOf } from '../model/distribution.ts';
import {
  type ColouringOptions,
  type FrozenColouring,
  freezeColouring,
  resolveColouring,
  solveColouring,
} from '../solve/index.ts';
import { certifyColouring } from '../verify/certify-colouring.ts';
import { verifyColouring } from '../verify/verify-colouring.ts';
import { planAsPlace, policyOfColouring } from './as-place.ts';
import { type CertifiedColours, isCertified } from './certified.ts';
import { countEdges, createGraph, type GraphOf } from './create-graph.ts';
import { findColouringReason } from './find-colouring-reason.ts';
import { orderTargets } from './order-targets.ts';
import type { PlacePlan } from './place/place-plan.ts';
import type { Outcome, Plan, Request } from './planner.ts';
import { type PreparedRequest, prepareRequest } from './prepare-request.ts';
import type { Reason } from './reason.ts';
import { requireOrder } from './require-order.ts';
import { requireCertified, solveAndVerify } from './solve-and-verify.ts';
import { tellingOfClock } from './tell-of-clock.ts';

/** How a colouring is looked for. */
export interface GraphColOptions extends Omit<ColouringOptions, 'available' | 'candidates'> {
  /** Targets with the least of this property are used first, those without it last; by name where left out. */
  readonly targetProperty?: string | undefined;
}

/** What is known of a fragile plan. */
export interface ColouringProof {
  readonly solution: CertifiedColours;
  /** The services of the largest clique found: all on different targets in every plan. */
  readonly clique: readonly string[];
}

/** The fragile plan, and how many targets there must be at least. */
export type GraphColPlan = Plan<ColouringGraph, ColouringProof>;

/**
 * The fragile plan: every dependency a network link, on the fewest targets.
 * @throws InputError with all findings when the request is wrong
 */
export function planGraphCol(
  request: Request,
  options: GraphColOptions,
  findings: Findings,
  build: ColouringBuilder = buildColouringGraph,
): Outcome<GraphColPlan> {
  const prepared = prepareRequest(request, findings);
  const problem = poseGraphCol(prepared, options, findings, build);
  const frozen = freezeColouring(problem);
  const hopeless = findHopeless(frozen, prepared);
  if (hopeless !== undefined) return { kind: 'impossible', reason: hopeless, problem };
  const { adjacency, available, candidates } = frozen;
  const search = tellingOfClock(options, findings);
  const found = solveAndVerify(
    'colouring',
    () => solveColouring(adjacency, { ...search, available, candidates }),
    claim => verifyColouring(adjacency, claim, available, candidates),
  );
  const certified = requireCertified('colouring', certifyColouring(adjacency, found, available, candidates));
  const solution = { ...found, certified };
  const namesOf = (vertices: Int32Array) => [...new Set(Array.from(vertices, v => frozen.graph.nodeAt(v).name))];
  if (solution.kind !== 'coloured') {
    const reason = findColouringReason(solution, available, namesOf, prepared);
    return { kind: solution.kind, reason, problem };
  }
  const resolve = (one: CertifiedColours): Outcome<GraphColPlan> => {
    const resolved: GraphOf<ColouringGraph> = createGraph(frozen.graph.edgeCount());
    resolveColouring(frozen, one.colours, resolved);
    const distribution = readColouring(resolved, prepared.candidates);
    const proof = { solution: one, clique: namesOf(one.clique) };
    return { kind: 'planned', distribution, proof, problem, resolved };
  };
  const plan = resolve(solution);
  if (plan.kind !== 'planned') return plan;
  if (keepsTogetherAndApart(plan.distribution, prepared)) {
    requireOrder(prepared, plan.distribution);
    return plan;
  }
  // Where what is there does not suffice, containers are brought along, equal ports kept apart, and circles open: that
  // is more than the colours of dependencies can say.
  const { algorithm: _, ...placing } = search;
  const placed = planAsPlace(prepared, policyOfColouring(prepared), placing, findings);
  if (placed.kind !== 'planned') return { ...placed, problem };
  return resolve(
    solveAndVerify(
      'colouring',
      () => asColouring(placed, problem.graph().colours, solution),
      claim => verifyColouring(adjacency, claim, available, candidates),
    ),
  );
}

/**
 * Whether each service of a plan finds its container wherever it is, no two on a target listen on the same port, and
 * none waits for itself to be activated. O((containers + services with ports) · targets), and looking for circles.
 */
function keepsTogetherAndApart(plan: Distribution, { containers, ports, activation }: PreparedRequest): boolean {
  const areApart = ports.every(({ services }) => {
    const taken = services.flatMap(service => targetsOf(plan, service));
    return new Set(taken).size === taken.length;
  });
  return (
    areApart &&
    activation.findCircle(plan) === undefined &&
    containers.every(({ service, providers, has }) => {
      const there = new Set(providers.flatMap(provider => targetsOf(plan, provider)));
      return targetsOf(plan, service).every(target => has.has(target) || there.has(target));
    })
  );
}

/** A plan of `place` as colours: its replicas come in the order of the vertices. `without` asks for less. */
function asColouring(
  { proof, posed }: PlacePlan,
  targets: readonly string[],
  without: CertifiedColours,
): CertifiedColours {
  const numbers = new Map(targets.map((name, number) => [name, number]));
  const bound = Math.max(without.lowerBound, proof.bounds[0] ?? 0);
  const { mycielskian, listProof, ...others } = without;
  const by = bound === without.lowerBound ? without : { boundBy: 'search' as const };
  return {
    ...others,
    ...by,
    colours: proof.label.map(label => numbers.get(posed.labels[label]?.name ?? '') ?? -1),
    count: proof.measures.labels,
    lowerBound: bound,
    certified: bound === without.lowerBound ? without.certified : isCertified(proof, 0),
    optimal: bound === proof.measures.labels,
    method: 'annealing',
    seconds: without.seconds + proof.seconds,
  };
}

/**
 * The problem of the fragile plan: the colouring graph of the request.
 * @throws InputError with all findings when the request is wrong
 */
export function poseGraphCol(
  request: Request,
  { targetProperty }: Pick<GraphColOptions, 'targetProperty'>,
  findings: Findings,
  build: ColouringBuilder = buildColouringGraph,
): ColouringGraph {
  const prepared = prepareRequest(request, findings);
  const targets = orderTargets(prepared.infrastructure, targetProperty, findings);
  findings.throwIfErrors();
  const graph: GraphOf<ColouringGraph> = createGraph(countEdges(prepared.services));
  const { services, candidates } = prepared;
  build({ services, candidates, targets, replicasOf: name => prepared.replicasOf(name) }, graph);
  return graph;
}

/** What no colouring can serve, whatever the others do. */
function findHopeless(
  { graph, available, loops, withoutCandidates }: FrozenColouring<unknown, { readonly name: string }, unknown>,
  prepared: PreparedRequest,
): Reason | undefined {
  const namesOf = (nodes: readonly number[]) => [...new Set(nodes.map(node => graph.nodeAt(node).name))];
  if (loops.length > 0) return { kind: 'self-dependency', services: namesOf(loops) };
  if (withoutCandidates.length > 0 && available > 0) {
    const services = namesOf(withoutCandidates);
    return { kind: 'no-candidates', services, removals: prepared.removalsOf(services) };
  }
  return undefined;
}
