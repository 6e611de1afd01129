import type { InfrastructureModel } from '../model/infrastructure.ts';
import { createDrawing, type Drawing } from './drawing.ts';
import { containerId, targetId } from './node-id.ts';

/** The machines of an infrastructure model as boxes, the containers of each inside its box. */
export function buildInfrastructureGraph(model: InfrastructureModel): Drawing {
  const drawing = createDrawing('infrastructure', { directed: true });
  let number = 0;
  for (const target of model.targets.values()) {
    const box = targetId(target.name);
    drawing.setNode(box, { kind: 'target', lines: [target.name], paint: number++ });
    for (const container of target.containers.keys()) {
      const id = containerId(target.name, container);
      drawing.setNode(id, { kind: 'container', lines: [container] });
      drawing.setParent(id, box);
    }
  }
  return drawing;
}
