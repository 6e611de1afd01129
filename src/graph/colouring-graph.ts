import { sortNames } from '../base/order.ts';
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

/** A colouring that was found: service key → colour number, and for each colour a target: all targets that there are. */
export interface ResolvedColouring {
  readonly colours: ReadonlyMap<string, number>;
  readonly targets: readonly string[];
}

/** The coloured graph: each node carries its colour number and the target's name, and is painted in the target's colour. */
export function buildResolvedColouringGraph(model: ServicesModel, colouring: ResolvedColouring): Drawing {
  const drawing = createDrawing('graph colouring, resolved', { directed: false });
  // A target has the same paint in all pictures, whichever colour number it got.
  const paints = new Map(sortNames(colouring.targets).map((name, number) => [name, number]));
  for (const key of model.services.keys()) {
    const colour = colouring.colours.get(key);
    const target = colour === undefined ? undefined : colouring.targets[colour];
    const lines = [key];
    if (colour !== undefined) lines.push(target === undefined ? `${colour}` : `${colour}: ${target}`);
    const paint = target === undefined ? colour : paints.get(target);
    drawing.setNode(serviceId(key), { kind: 'service', lines, paint });
  }
  addLinks(drawing, model);
  return drawing;
}

function addLinks(drawing: Drawing, model: ServicesModel): void {
  for (const [a, b] of listServiceLinks(model)) drawing.setEdge(serviceId(a), serviceId(b), { kind: 'link' }, 'link');
}
