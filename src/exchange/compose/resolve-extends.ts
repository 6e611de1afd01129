import { nameCircle } from '../../base/name-circle.ts';
import { sortNames } from '../../base/order.ts';
import type { Position } from '../../base/source.ts';
import { didYouMean } from '../../base/suggest.ts';
import { type DataNode, describeNode, type MapEntry, type MapNode, textIn, valueIn } from '../document/data-node.ts';
import type { ImportLog } from '../import-log.ts';
import { mergeNodes } from './merge-documents.ts';

/** The services of each file that was given, by the file's name. */
export type ServicesOfFiles = ReadonlyMap<string, MapNode>;

/**
 * Services with what they extend laid under them, dependencies included, as Compose has it today. No file is read for
 * it: one that was not given is told, and the service stays as it is written. O(services · length of the longest
 * chain).
 */
export function resolveExtends(services: MapNode, files: ServicesOfFiles, log: ImportLog): MapNode {
  const entries = new Map<string, MapEntry>();
  for (const [name, entry] of services.entries) {
    entries.set(name, { ...entry, value: resolve(name, entry.value, services, files, log, [name]) });
  }
  return { ...services, entries };
}

function resolve(
  name: string,
  service: DataNode,
  services: MapNode,
  files: ServicesOfFiles,
  log: ImportLog,
  chain: readonly string[],
): DataNode {
  if (service.kind !== 'map') return service;
  const from = valueIn(service, 'extends');
  if (from === undefined) return service;
  const position = service.entries.get('extends')?.key ?? service.position;
  const base = findBase(name, from, position, services, files, log);
  if (base === undefined) return without(service, ['extends']);
  if (chain.includes(base.id)) {
    // Told once, by the first of those that are in it.
    const isFirst = base.id === chain[0] && sortNames(chain)[0] === base.id;
    if (isFirst) log.error('compose-circle', `services extend each other in a circle: ${nameCircle(chain)}`, position);
    return without(service, ['extends']);
  }
  const under = resolve(base.name, base.service, base.services, files, log, [...chain, base.id]);
  return mergeNodes(under, without(service, ['extends']));
}

interface Base {
  readonly name: string;
  /** Tells services of different files apart. */
  readonly id: string;
  readonly service: DataNode;
  readonly services: MapNode;
}

function findBase(
  name: string,
  from: DataNode,
  position: Position,
  services: MapNode,
  files: ServicesOfFiles,
  log: ImportLog,
): Base | undefined {
  const wanted = from.kind === 'text' ? from.text : from.kind === 'map' ? textIn(from, 'service') : undefined;
  if (wanted === undefined) {
    const message = `extends of service ${name} is ${describeNode(from)}, but must name a service`;
    log.error('import-value', message, from.position, 'write extends: { service: base }');
    return undefined;
  }
  const file = from.kind === 'map' ? textIn(from, 'file') : undefined;
  const there = file === undefined ? services : findFile(file, files);
  if (there === undefined) {
    const why = `the file "${file}" was not given, and no other file is read: give it, too`;
    log.drop(`extends ${wanted}`, `service ${name}`, position, why);
    return undefined;
  }
  const found = there.entries.get(wanted);
  if (found === undefined) {
    const where = file === undefined ? '' : ` of ${file}`;
    const message = `service ${name} extends "${wanted}", which is no service${where}`;
    log.error('unknown-service', message, position, didYouMean(wanted, there.entries.keys()));
    return undefined;
  }
  return { name: wanted, id: file === undefined ? wanted : `${file}:${wanted}`, service: found.value, services: there };
}

/** The given file that a path in another one means: the one with the same end. */
export function findFile<T>(path: string, files: ReadonlyMap<string, T>): T | undefined {
  const wanted = path.replace(/^(?:\.\.?\/)+/, '');
  for (const [name, file] of files) if (name === wanted || name.endsWith(`/${wanted}`)) return file;
  return undefined;
}

function without(map: MapNode, keys: readonly string[]): MapNode {
  return { ...map, entries: new Map([...map.entries].filter(([key]) => !keys.includes(key))) };
}
