import type { ServicesModel } from '../model/service.ts';
import { createDrawing, type Drawing } from './drawing.ts';
import { serviceId } from './node-id.ts';

/** The services of a model with their types, an edge `depends` for each `dependsOn` and `connects` for each `connectsTo`. */
export function buildServicesGraph(model: ServicesModel): Drawing {
  const drawing = createDrawing('services', { directed: true });
  for (const { key, type } of model.services.values()) {
    drawing.setNode(serviceId(key), { kind: 'service', lines: type === undefined ? [key] : [key, `(${type})`] });
  }
  for (const { key, dependsOn, connectsTo } of model.services.values()) {
    for (const other of dependsOn) drawing.setEdge(serviceId(key), serviceId(other), { kind: 'depends' }, 'depends');
    for (const other of connectsTo)
      drawing.setEdge(serviceId(key), serviceId(other), { kind: 'depends', loose: true }, 'connects');
  }
  return drawing;
}
