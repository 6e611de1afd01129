import type { ServicesModel } from '../model/service.ts';
import { createDrawing, type Drawing } from './drawing.ts';
import { serviceId } from './node-id.ts';
import { listServiceLinks } from './service-links.ts';

/** The graph that `graphcol` colours: a node for each service, an edge for each pair of services that talk to each other. */
export function buildColouringGraph(model: ServicesModel): Drawing {
  const drawing = createDrawing('graph colouring problem', { directed: false });
  for (const key of model.services.keys()) drawing.setNode(serviceId(key), { kind: 'service', lines: [key] });
  addLinks(drawing, model);
  return drawing;
}

/** A colouring that was found: service key → colour number, and the target's name for each colour. */
export interface ResolvedColouring {
  readonly colours: ReadonlyMap<string, number>;
  readonly targets: readonly string[];
}

/** The coloured graph: each node carries its colour number and the target's name, and is painted in the target's colour. */
export function buildResolvedColouringGraph(model: ServicesModel, colouring: ResolvedColouring): Drawing {
  const drawing = createDrawing('graph colouring, resolved', { directed: false });
  for (const key of model.services.keys()) {
    const colour = colouring.colours.get(key);
    const target = colour === undefined ? undefined : colouring.targets[colour];
    const lines = [key];
    if (colour !== undefined) lines.push(target === undefined ? `${colour}` : `${colour}: ${target}`);
    drawing.setNode(serviceId(key), { kind: 'service', lines, paint: colour });
  }
  addLinks(drawing, model);
  return drawing;
}

function addLinks(drawing: Drawing, model: ServicesModel): void {
  for (const [a, b] of listServiceLinks(model)) drawing.setEdge(serviceId(a), serviceId(b), { kind: 'link' }, 'link');
}
