import type { Drawing } from '../../graph/drawing.ts';
import type { Json, JsonObject } from '../json.ts';

/**
 * A drawing as data: its nodes (with the box that each stands in) and its edges, in the order of the picture. O(nodes +
 * edges).
 */
export function drawingToJson(drawing: Drawing): JsonObject {
  return {
    title: drawing.graph().title,
    directed: drawing.isDirected(),
    nodes: drawing.nodes().map((id): Json => {
      const { kind, lines = [] } = drawing.node(id) ?? {};
      const parent = drawing.parent(id);
      return { id, kind, label: lines.join('\n'), parent: parent ?? undefined };
    }),
    edges: drawing.edges().map((edge): Json => {
      const { kind, label, loose } = drawing.edge(edge) ?? {};
      return { from: edge.v, to: edge.w, kind, label, loose };
    }),
  };
}
