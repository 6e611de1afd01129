import { sortNaturally } from '../base/natural-order.ts';
import { createDrawing, type Drawing } from './drawing.ts';
import { groupId, serviceId } from './node-id.ts';

/** A service in its wave, and what it waits for. */
interface DrawnService {
  readonly service: string;
  readonly targets: readonly string[];
  readonly waitsFor: readonly { readonly service: string; readonly because: readonly string[] }[];
}

/**
 * The order of activation as a picture: a box for each wave, in it the services, with the targets where they are, and
 * an arrow from each to what it waits for.
 */
export function buildOrderGraph(waves: readonly (readonly DrawnService[])[]): Drawing {
  const drawing = createDrawing('order of activation', { directed: true });
  waves.forEach((wave, i) => {
    const box = groupId(`wave ${i + 1}`);
    drawing.setNode(box, { kind: 'group', lines: [`wave ${i + 1}`] });
    for (const { service, targets } of wave) {
      const lines = targets.length === 0 ? [service] : [service, sortNaturally(targets).join(', ')];
      drawing.setNode(serviceId(service), { kind: 'service', lines, service });
      drawing.setParent(serviceId(service), box);
    }
  });
  for (const { service, waitsFor } of waves.flat()) {
    for (const { service: other, because } of waitsFor) {
      const [first] = because;
      const kind = first === 'container' ? 'inside' : first === 'activatesAfter' ? 'after' : 'depends';
      drawing.setEdge(serviceId(service), serviceId(other), { kind }, first);
    }
  }
  return drawing;
}
