import { readActivatesAfter } from '../model/read-activates-after.ts';
import type { Service, ServicesModel } from '../model/service.ts';
import { readGroup, readProvidedContainers, splitGroup } from '../model/service-details.ts';
import { createDrawing, type Drawing } from './drawing.ts';
import { groupId, serviceId } from './node-id.ts';

/** What is drawn of the services, and how. */
export interface ServicesGraphOptions {
  /** The group whose inside is drawn: boxes and folds start below it. */
  readonly group?: string | undefined;
  /** Draws each group as one node instead of a box with its services. */
  readonly foldGroups?: boolean | undefined;
  /** The service that stands out. */
  readonly focus?: string | undefined;
}

/**
 * The services of a model: an oval with name and type for each, a solid arrow for each `dependsOn`, a dashed one for
 * each `connectsTo`, a dotted one to what it is activated after, a bold one to what provides the container of its type,
 * a double outline where a service provides containers. Services of a group stand in its box, or, folded, the group
 * stands for them and has their dependencies, each once.
 */
export function buildServicesGraph(model: ServicesModel, options: ServicesGraphOptions = {}): Drawing {
  const drawing = createDrawing(options.group === undefined ? 'services' : `services of ${options.group}`, {
    directed: true,
  });
  const depth = splitGroup(options.group ?? '').length;
  const nodes = new Map<string, string>();
  for (const service of model.services.values()) {
    const path = readGroup(service);
    const inner = path.slice(depth);
    if (options.foldGroups && inner.length > 0) {
      nodes.set(service.key, addFold(drawing, path.slice(0, depth + 1)));
    } else {
      const id = serviceId(service.key);
      drawing.setNode(id, describe(service, options.focus));
      const box = addBoxes(drawing, path, depth);
      if (box !== undefined) drawing.setParent(id, box);
      nodes.set(service.key, id);
    }
  }
  for (const { key, dependsOn, connectsTo } of model.services.values()) {
    for (const other of dependsOn) addEdge(drawing, nodes, key, other, false);
    for (const other of connectsTo) addEdge(drawing, nodes, key, other, true);
  }
  addOrder(drawing, model, nodes);
  return drawing;
}

/** Dotted arrows to what services are activated after, and from guests of containers to those that provide them. */
function addOrder(drawing: Drawing, model: ServicesModel, nodes: ReadonlyMap<string, string>): void {
  const keyOfName = new Map([...model.services.values()].map(({ key, name }) => [name, key]));
  const providers = new Map<string, string[]>();
  for (const service of model.services.values()) {
    for (const container of readProvidedContainers(service)) {
      providers.set(container, [...(providers.get(container) ?? []), service.key]);
    }
  }
  const add = (key: string, other: string, kind: 'after' | 'inside', name: string): void => {
    const [from, to] = [nodes.get(key), nodes.get(other)];
    if (from === undefined || to === undefined || from === to) return;
    drawing.setEdge(from, to, { kind }, name);
  };
  for (const service of model.services.values()) {
    for (const { key } of readActivatesAfter(service, model, keyOfName)) {
      if (key !== undefined) add(service.key, key, 'after', 'activatesAfter');
    }
    for (const provider of providers.get(service.type ?? '') ?? []) add(service.key, provider, 'inside', 'container');
  }
}

function describe(service: Service, focus: string | undefined) {
  const lines = [service.key];
  if (service.name !== service.key) lines.push(`name: ${service.name}`);
  if (service.type !== undefined) lines.push(`(${service.type})`);
  const provided = readProvidedContainers(service);
  for (const container of provided) lines.push(`provides ${container}`);
  const { key } = service;
  return { kind: 'service' as const, lines, service: key, marked: provided.length > 0, focused: key === focus };
}

function addFold(drawing: Drawing, path: readonly string[]): string {
  const id = groupId(path.join('/'));
  drawing.setNode(id, { kind: 'group', lines: [path[path.length - 1] ?? ''] });
  return id;
}

/** Makes the boxes of a group's path below `depth`, each inside the one before; the innermost box. */
function addBoxes(drawing: Drawing, path: readonly string[], depth: number): string | undefined {
  let parent: string | undefined;
  for (let length = depth + 1; length <= path.length; length++) {
    const id = groupId(path.slice(0, length).join('/'));
    if (!drawing.hasNode(id)) {
      drawing.setNode(id, { kind: 'group', lines: [path[length - 1] ?? ''] });
      if (parent !== undefined) drawing.setParent(id, parent);
    }
    parent = id;
  }
  return parent;
}

function addEdge(
  drawing: Drawing,
  nodes: ReadonlyMap<string, string>,
  key: string,
  other: string,
  loose: boolean,
): void {
  const from = nodes.get(key);
  const to = nodes.get(other);
  if (from === undefined || to === undefined) return;
  // What happens inside a folded group stays there; a service that depends on itself is shown.
  if (from === to && from !== serviceId(key)) return;
  drawing.setEdge(from, to, { kind: 'depends', loose }, loose ? 'connectsTo' : 'dependsOn');
}
