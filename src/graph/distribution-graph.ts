import { sortNames } from '../base/order.ts';
import type { LinkWeight } from '../model/decode-link-weights.ts';
import { type Distribution, targetsOf } from '../model/distribution.ts';
import type { InfrastructureModel } from '../model/infrastructure.ts';
import { readActivatesAfter } from '../model/read-activates-after.ts';
import type { Service, ServicesModel } from '../model/service.ts';
import { readProvidedContainers } from '../model/service-details.ts';
import { createDrawing, type Drawing } from './drawing.ts';
import { placementId, serviceId, targetId } from './node-id.ts';

/**
 * A plan as a picture: every target a box, in it the services that it runs, and an edge for each dependency: `local`
 * where the service finds what it needs on its own target, else `network`, with its weight, to every target that has
 * it. Dotted arrows lead to what a service is activated after, bold ones to
 * what provides its container there. A service that the plan leaves out stands outside all boxes, and says
 * so; its dependencies are no links.
 * @param loadsOf what is said of a target below its name
 */
export function buildDistributionGraph(
  services: ServicesModel,
  infrastructure: InfrastructureModel,
  plan: Distribution,
  weightOf: LinkWeight = () => 1,
  loadsOf: (target: string) => readonly string[] = () => [],
): Drawing {
  const drawing = createDrawing('distribution', { directed: true });
  const numbers = new Map([...infrastructure.targets.keys()].map((name, number) => [name, number]));
  for (const [name, paint] of numbers) {
    drawing.setNode(targetId(name), { kind: 'target', lines: [name, ...loadsOf(name)], paint });
  }
  const places = new Map<string, readonly Place[]>();
  for (const service of services.services.values()) {
    const its = placesOf(service.key, plan, numbers);
    places.set(service.key, its);
    for (const place of its) addPlace(drawing, service, place, numbers);
  }
  for (const service of services.services.values()) {
    addDependencies(drawing, service, service.dependsOn, false, places, weightOf);
    addDependencies(drawing, service, service.connectsTo, true, places, weightOf);
  }
  addOrder(drawing, services, plan, places);
  return drawing;
}

/**
 * What gives an order beside dependencies: an arrow to each service that one is activated after, on the same target
 * where it is there, and from what goes into a container to what provides it there.
 */
function addOrder(
  drawing: Drawing,
  model: ServicesModel,
  plan: Distribution,
  places: ReadonlyMap<string, readonly Place[]>,
): void {
  const keyOfName = new Map([...model.services.values()].map(({ key, name }) => [name, key]));
  const provided = new Map([...model.services.values()].map(one => [one.key, readProvidedContainers(one)]));
  const providers = [...provided].flatMap(([key, containers]) => (containers.length === 0 ? [] : [key]));
  for (const service of model.services.values()) {
    for (const from of places.get(service.key) ?? []) {
      for (const { key } of readActivatesAfter(service, model, keyOfName)) {
        const ends = key === undefined ? [] : (places.get(key) ?? []);
        const near = ends.filter(({ target }) => target === from.target);
        for (const to of near.length > 0 ? near : ends) {
          drawing.setEdge(from.id, to.id, { kind: 'after' }, 'activatesAfter');
        }
      }
      if (from.target === undefined) continue;
      const mapping = plan.mappings.get(service.key)?.find(({ target }) => target === from.target);
      const container = mapping?.container ?? service.type;
      if (container === undefined) continue;
      for (const provider of providers) {
        const to = places.get(provider)?.find(({ target }) => target === from.target);
        if (provider === service.key || to === undefined || provided.get(provider)?.includes(container) !== true) {
          continue;
        }
        drawing.setEdge(from.id, to.id, { kind: 'inside' }, 'container');
      }
    }
  }
}

/** Where a service stands: on a target, or on none. */
interface Place {
  readonly id: string;
  readonly target: string | undefined;
}

function placesOf(service: string, plan: Distribution, numbers: ReadonlyMap<string, number>): readonly Place[] {
  const known = sortNames(targetsOf(plan, service)).filter(target => numbers.has(target));
  if (known.length === 0) return [{ id: serviceId(service), target: undefined }];
  return known.map(target => ({ id: placementId(target, service), target }));
}

function addPlace(drawing: Drawing, service: Service, place: Place, numbers: ReadonlyMap<string, number>): void {
  const { target } = place;
  const paint = target === undefined ? undefined : numbers.get(target);
  const node = { kind: 'service', lines: [service.key], paint, service: service.key } as const;
  if (target === undefined)
    drawing.setNode(place.id, { ...node, lines: [service.key, 'on no target'], unplaced: true });
  else {
    drawing.setNode(place.id, node);
    drawing.setParent(place.id, targetId(target));
  }
}

function addDependencies(
  drawing: Drawing,
  service: Service,
  others: readonly string[],
  loose: boolean,
  places: ReadonlyMap<string, readonly Place[]>,
  weightOf: LinkWeight,
): void {
  const name = loose ? 'connectsTo' : 'dependsOn';
  for (const other of others) {
    const ends = places.get(other) ?? [];
    for (const from of places.get(service.key) ?? []) {
      // Of what is placed nowhere nobody knows whether it would be a network link.
      const open = from.target === undefined ? ends : ends.filter(({ target }) => target === undefined);
      for (const to of open) if (to.id !== from.id) drawing.setEdge(from.id, to.id, { kind: 'depends', loose }, name);
      if (open.length > 0) continue;
      const near = ends.find(({ target }) => target === from.target);
      if (near) {
        if (near !== from) drawing.setEdge(from.id, near.id, { kind: 'local', loose }, name);
        continue;
      }
      const label = String(weightOf(service.key, other));
      for (const to of ends) drawing.setEdge(from.id, to.id, { kind: 'network', label, loose }, name);
    }
  }
}
