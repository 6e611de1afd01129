import { buildApplicationHostGraph, type PlacementModels } from '../../src/graph/application-host-graph.ts';
import { buildColouringGraph } from '../../src/graph/colouring-graph.ts';
import {
  type ColouringGraph,
  type ColouringSink,
  createProblemGraph,
  type PlacementGraph,
  type PlacementSink,
} from '../../src/graph/problem-graph.ts';
import { type Distribution, targetsOf } from '../../src/model/distribution.ts';
import type { ServicesModel } from '../../src/model/service.ts';
import { freezeColouring, resolveColouring } from '../../src/solve/colouring/freeze-colouring.ts';
import { freezePlacement, resolvePlacement } from '../../src/solve/placement/freeze-placement.ts';
import { distribution } from './models.ts';

type Models = Omit<PlacementModels, 'weightOf'> & Partial<Pick<PlacementModels, 'weightOf'>>;

/** The application-host graph of models, links of weight 1 unless they say more. */
export function placementGraph(models: Models): PlacementGraph {
  const graph: PlacementGraph & PlacementSink = createProblemGraph();
  buildApplicationHostGraph({ weightOf: () => 1, ...models }, graph);
  return graph;
}

/** What a plan leaves of it. */
export function cutGraph(models: Models, plan: Distribution): PlacementGraph {
  const frozen = freezePlacement(placementGraph(models));
  const labels = Array.from(frozen.labels, node => frozen.graph.nodeAt(node).name);
  const targets = Array.from(frozen.nodes, node => targetsOf(plan, frozen.graph.nodeAt(node).name)[0] ?? '');
  const resolved: PlacementGraph & PlacementSink = createProblemGraph();
  resolvePlacement(
    frozen,
    Int32Array.from(targets, target => labels.indexOf(target)),
    resolved,
  );
  return resolved;
}

/** The colouring graph of services that may go everywhere. */
export function colouringGraph(services: ServicesModel, targets: readonly string[]): ColouringGraph {
  const graph: ColouringGraph & ColouringSink = createProblemGraph();
  const candidates = distribution([...services.services.keys()].map(key => [key, targets]));
  buildColouringGraph({ services, candidates, targets }, graph);
  return graph;
}

/** The same, coloured. */
export function colouredGraph(
  services: ServicesModel,
  { colours, targets }: { readonly colours: ReadonlyMap<string, number>; readonly targets: readonly string[] },
): ColouringGraph {
  const frozen = freezeColouring(colouringGraph(services, targets));
  const numbers = frozen.graph.nodes().map(id => colours.get(frozen.graph.node(id).name) ?? -1);
  const resolved: ColouringGraph & ColouringSink = createProblemGraph();
  resolveColouring(frozen, Int32Array.from(numbers), resolved);
  return resolved;
}
