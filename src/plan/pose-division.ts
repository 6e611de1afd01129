import type { Findings } from '../base/findings.ts';
import { buildApplicationHostGraph, type PlacementBuilder } from '../graph/application-host-graph.ts';
import type { PlacementGraph } from '../graph/problem-graph.ts';
import { countEdges, createGraph, type GraphOf } from './create-graph.ts';
import type { Request } from './planner.ts';
import { prepareRequest } from './prepare-request.ts';
import { type Amounts, readAmounts } from './read-amounts.ts';

/** What a service needs of something, and what a target has of it. */
export interface Resource {
  readonly serviceProperty: string;
  readonly targetProperty: string;
}

/**
 * The problem of division: the application-host graph of a request, with needs and capacities on its nodes. A service
 * without the property needs nothing of it, a target without it has nothing; both are reported as warnings.
 * @throws InputError with all findings when the request or a property is wrong
 */
export function poseDivision(
  request: Request,
  resources: readonly Resource[],
  findings: Findings,
  build: PlacementBuilder = buildApplicationHostGraph,
): PlacementGraph {
  const prepared = prepareRequest(request, findings);
  const { services, infrastructure, candidates } = prepared;
  const needs = new Map<string, bigint[]>([...candidates.mappings.keys()].map(name => [name, []]));
  const capacities = new Map<string, bigint[]>([...infrastructure.targets.keys()].map(name => [name, []]));
  const serviceSets = new Map(
    [...needs.keys()].flatMap(name => {
      const service = services.services.get(name);
      return service === undefined ? [] : [[name, service.attributes] as const];
    }),
  );
  const targetSets = new Map([...infrastructure.targets].map(([name, { properties }]) => [name, properties]));
  const measures = resources.map(({ serviceProperty, targetProperty }) => {
    const read = readAmounts(serviceSets, serviceProperty, targetSets, targetProperty, findings);
    const collect = (
      lists: ReadonlyMap<string, bigint[]>,
      amounts: Amounts,
      kind: 'service' | 'target',
      property: string,
      then: string,
    ): void => {
      for (const [name, list] of lists) {
        const amount = amounts.units.get(name);
        if (amount === undefined && !findings.hasErrors) {
          const message = `${kind} "${name}" has no property "${property}": it is taken to ${then} of it`;
          findings.warning('missing-property', message, { subject: { kind, name } });
        }
        list.push(amount ?? 0n);
      }
    };
    collect(needs, read.needs, 'service', serviceProperty, 'need nothing');
    collect(capacities, read.capacities, 'target', targetProperty, 'have nothing');
    return { name: targetProperty, scale: read.needs.scale };
  });
  findings.throwIfErrors();
  const graph: GraphOf<PlacementGraph> = createGraph(countEdges(services, candidates));
  const needsOf = (service: string): readonly bigint[] => needs.get(service) ?? [];
  const capacitiesOf = (target: string): readonly bigint[] => capacities.get(target) ?? [];
  build({ ...prepared, needsOf, capacitiesOf, resources: measures }, graph);
  return graph;
}
