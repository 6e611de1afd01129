import { sortNames } from '../base/order.ts';
import type { Service, ServicesModel } from './service.ts';
import { readGroup, splitGroup } from './service-details.ts';

/** A part of a services model: the neighbourhood of one service. */
export interface Focus {
  readonly service: string;
  /** How many dependencies away the neighbourhood reaches. */
  readonly depth: number;
  /** `out`: what it needs; `in`: who needs it. */
  readonly direction: 'in' | 'out' | 'both';
}

/** The services of a group and of the groups inside it; dependencies on others are left out. */
export function selectGroup(model: ServicesModel, group: string): ServicesModel {
  const path = splitGroup(group);
  return keep(model, service => {
    const its = readGroup(service);
    return path.every((name, i) => its[i] === name);
  });
}

/**
 * The services near one service, found breadth first. O(services + dependencies). The service has to be in the model.
 */
export function selectNeighbourhood(model: ServicesModel, focus: Focus): ServicesModel {
  const users = new Map<string, string[]>();
  for (const service of model.services.values()) {
    for (const other of [...service.dependsOn, ...service.connectsTo]) {
      const known = users.get(other);
      if (known) known.push(service.key);
      else users.set(other, [service.key]);
    }
  }
  const near = new Set([focus.service]);
  let edge = [focus.service];
  for (let depth = 0; depth < focus.depth && edge.length > 0; depth++) {
    const next = new Set<string>();
    for (const key of edge) {
      const service = model.services.get(key);
      const needs = service ? [...service.dependsOn, ...service.connectsTo] : [];
      if (focus.direction !== 'in') for (const other of needs) next.add(other);
      if (focus.direction !== 'out') for (const other of users.get(key) ?? []) next.add(other);
    }
    edge = [...next].filter(key => !near.has(key));
    for (const key of edge) near.add(key);
  }
  return keep(model, ({ key }) => near.has(key));
}

/** Every group of a model and every group around one, as paths in byte order. */
export function listGroups(model: ServicesModel): string[] {
  const groups = new Set<string>();
  for (const service of model.services.values()) {
    const path = readGroup(service);
    path.forEach((_, i) => {
      groups.add(path.slice(0, i + 1).join('/'));
    });
  }
  return sortNames(groups);
}

function keep(model: ServicesModel, wanted: (service: Service) => boolean): ServicesModel {
  const kept = new Map([...model.services].filter(([, service]) => wanted(service)));
  for (const [key, service] of kept) {
    const dependsOn = service.dependsOn.filter(other => kept.has(other));
    const connectsTo = service.connectsTo.filter(other => kept.has(other));
    kept.set(key, { ...service, dependsOn, connectsTo });
  }
  return { services: kept };
}
