import { toBytes } from '../base/bytes.ts';
import { sortNames } from '../base/order.ts';
import { formatAmount } from '../model/amount.ts';
import type { InfrastructureModel } from '../model/infrastructure.ts';
import { createDrawing, type Drawing } from './drawing.ts';
import type { NodeId } from './node-id.ts';
import type { ColouringGraph, PlacementGraph, PlacementLabel, ServiceNode, TargetNode } from './problem-graph.ts';

/** An application-host graph as a picture: targets in their colours, links with their weights. */
export function drawPlacementProblem(graph: PlacementGraph, infrastructure: InfrastructureModel): Drawing {
  return drawPlacement(`${nameProblem(graph)} problem`, graph, infrastructure, new Map());
}

/** What the cut left of one: every service in the colour of the target that it is still connected to. */
export function drawResolvedPlacement(graph: PlacementGraph, infrastructure: InfrastructureModel): Drawing {
  const placeOf = new Map<NodeId, string>();
  for (const edge of graph.edges()) {
    if (graph.edge(edge).kind !== 'candidate') continue;
    const [v, w] = [graph.node(edge.v), graph.node(edge.w)];
    if (v.kind === 'target') placeOf.set(edge.w, v.name);
    else placeOf.set(edge.v, w.name);
  }
  return drawPlacement(`${nameProblem(graph)}, resolved`, graph, infrastructure, placeOf);
}

function drawPlacement(
  title: string,
  graph: PlacementGraph,
  { targets }: InfrastructureModel,
  placeOf: ReadonlyMap<NodeId, string>,
): Drawing {
  const drawing = createDrawing(title, { directed: false });
  const { caption } = graph.graph();
  const paints = new Map([...targets.keys()].map((name, number) => [name, number]));
  for (const id of graph.nodes()) {
    const node = graph.node(id);
    const { kind } = node;
    const name = labelOf(node);
    const amounts = caption?.linesOf(id) ?? listAmounts(node, graph.graph());
    if (kind === 'target') {
      drawing.setNode(id, { kind: 'host', lines: [`host:${name}`, ...amounts], paint: paints.get(name) });
    } else {
      const paint = paints.get(placeOf.get(id) ?? '');
      drawing.setNode(id, { kind: 'app', lines: [`app:${name}`, ...amounts], paint, service: node.name });
    }
  }
  for (const edge of graph.edges()) {
    const { kind, weight } = graph.edge(edge);
    drawing.setEdge(edge.v, edge.w, { kind, label: kind === 'candidate' ? heavy : String(weight) }, kind);
  }
  return drawing;
}

/** The name of a service or target; of replicas with their numbers. */
function labelOf(node: ServiceNode | TargetNode): string {
  return node.kind === 'service' && node.replica !== undefined ? `${node.name}#${node.replica}` : node.name;
}

const heavy = toBytes('n²');

/** The problem by what its graph says of costs and resources. */
function nameProblem(graph: PlacementGraph): string {
  const { resources, cost, caption } = graph.graph();
  if (caption !== undefined) return caption.name;
  return cost !== undefined ? 'set cover' : resources !== undefined ? 'division' : 'multiway cut';
}

/** What a service needs, or a target has and costs: `memory 100`. */
function listAmounts(node: ServiceNode | TargetNode, { resources = [], cost }: PlacementLabel): readonly string[] {
  const amounts = (node.kind === 'target' ? node.capacities : node.needs) ?? [];
  const lines = resources.map(({ name, scale }, i) => `${name} ${formatAmount(amounts[i] ?? 0n, scale)}`);
  if (cost === undefined || node.kind !== 'target' || node.cost === undefined) return lines;
  return [...lines, `${cost.name} ${formatAmount(node.cost, cost.scale)}`];
}

/** A colouring graph as a picture: services, and the links between them. */
export function drawColouringProblem(graph: ColouringGraph): Drawing {
  const drawing = createDrawing('graph colouring problem', { directed: false });
  for (const id of graph.nodes()) {
    const node = graph.node(id);
    drawing.setNode(id, { kind: 'service', lines: [labelOf(node)], service: node.name });
  }
  addLinks(drawing, graph);
  return drawing;
}

/**
 * A coloured graph as a picture: each node carries its colour number and the target's name, and is painted in the
 * target's colour.
 */
export function drawResolvedColouring(graph: ColouringGraph): Drawing {
  const drawing = createDrawing('graph colouring, resolved', { directed: false });
  const targets = graph.graph().colours;
  // A target has the same paint in all pictures, whichever colour number it got.
  const paints = new Map(sortNames(targets).map((name, number) => [name, number]));
  for (const id of graph.nodes()) {
    const node = graph.node(id);
    const target = targets[node.colour ?? -1];
    const name = labelOf(node);
    const lines = target === undefined ? [name] : [name, `${node.colour}: ${target}`];
    const paint = target === undefined ? undefined : paints.get(target);
    drawing.setNode(id, { kind: 'service', lines, paint, service: node.name });
  }
  addLinks(drawing, graph);
  return drawing;
}

function addLinks(drawing: Drawing, graph: ColouringGraph): void {
  for (const { v, w } of graph.edges()) drawing.setEdge(v, w, { kind: 'link' }, 'link');
}
