import type { HeldNumbers, Pool } from '../model/id-resources.ts';
import { createDrawing, type Drawing } from './drawing.ts';
import type { IdGraph } from './id-graph.ts';

/** A graph of ids as a picture: who wants an id of which pool and stands where or, resolved, who holds which number. */
export function drawIds(graph: IdGraph, title: string): Drawing {
  const drawing = createDrawing(title, { directed: true });
  const { held } = graph.graph();
  const paints = new Map(
    graph
      .nodes()
      .filter(id => graph.node(id).kind === 'target')
      .map((id, number) => [id, number]),
  );
  for (const id of graph.nodes()) {
    const node = graph.node(id);
    if (node.kind === 'pool') {
      const { min, max, scope } = node.pool;
      const lines = [node.name, `${min} to ${max}`, scope, ...listHeld(node.pool, held?.get(node.name) ?? [])];
      drawing.setNode(id, { kind: 'container', lines });
    } else if (node.kind === 'target') {
      drawing.setNode(id, { kind: 'host', lines: [node.name], paint: paints.get(id) });
    } else drawing.setNode(id, { kind: 'service', lines: [node.name], service: node.name });
  }
  for (const edge of graph.edges()) {
    const label = graph.edge(edge);
    if (label.kind === 'stands on') drawing.setEdge(edge.v, edge.w, { kind: 'candidate' }, label.kind);
    else {
      const number = label.id ?? label.pin;
      const words = number === undefined ? undefined : String(number);
      drawing.setEdge(edge.v, edge.w, { kind: 'depends', label: words }, label.kind);
    }
  }
  return drawing;
}

/** Lines for so many; a picture is no list. */
const mostHeld = 5;

/** What is held of a pool's numbers: `8081: proxy`, or `3306: mysqlPort of t1` where no service has it. */
function listHeld({ min, max }: Pool, held: readonly HeldNumbers[]): readonly string[] {
  const inside = held.filter(({ from, to }) => from <= max && to >= min).sort((a, b) => a.from - b.from);
  const lines = inside.map(({ from, to, service, by, targets }) => {
    const who = service ?? `${by} of ${targets.length === 1 ? targets[0] : `${targets.length} targets`}`;
    return `${from === to ? from : `${from}-${to}`}: ${who}`;
  });
  const rest = lines.length - mostHeld;
  return rest > 1 ? [...lines.slice(0, mostHeld), `and ${rest} more`] : lines;
}
