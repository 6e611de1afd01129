import { aboutService } from '../../base/diagnostic.ts';
import { nameCircle } from '../../base/name-circle.ts';
import { resolvePath } from '../../base/path.ts';
import type { Position } from '../../base/source.ts';
import { didYouMean } from '../../base/suggest.ts';
import type { Yaml } from '../../model/yaml-text.ts';
import { avoidUnavailable } from '../avoid-unavailable.ts';
import { type DataNode, describeNode, type MapNode, valueIn } from '../document/data-node.ts';
import { FieldReader, type FieldRules } from '../document/field-reader.ts';
import { readDocuments, type SourceFile } from '../document/read-documents.ts';
import { DraftModels } from '../draft-models.ts';
import { findCircles } from '../find-circles.ts';
import type { ImportLog } from '../import-log.ts';
import type { ImportedModels } from '../imported-models.ts';
import { fileKeys, readServiceKeys, serviceKeys } from './compose-keys.ts';
import { expandVariables } from './expand-variables.ts';
import { mergeNodes } from './merge-documents.ts';
import { readDeployment } from './read-deploy.ts';
import { readPorts } from './read-ports.ts';
import { isNodeList, readSwarmNodes } from './read-swarm-nodes.ts';
import { readLocalVolumes, readVolumes } from './read-volumes.ts';
import { findFile, resolveExtends, type ServicesOfFiles } from './resolve-extends.ts';

/** What an import of Compose files may be told. */
export interface ComposeOptions {
  /** The profiles that are on; `*` is all. */
  readonly profiles: readonly string[];
  /** Values of variables. */
  readonly variables: ReadonlyMap<string, string>;
  readonly loadYaml: () => Yaml;
}

/**
 * Models of Compose files, later ones over earlier ones, and of what `docker node inspect` prints. What is wrong is
 * told to the log; the models are then of what is left. O(size of the files), and merging.
 */
export function importCompose(files: readonly SourceFile[], options: ComposeOptions, log: ImportLog): ImportedModels {
  const draft = new DraftModels(log);
  const documents = files.flatMap(file => {
    const read = log.findings.attempt(() => readDocuments(file, options.loadYaml, ['!reset', '!override']));
    return (read ?? []).map(document => ({ file: file.name, document }));
  });
  const maps: { readonly file: string; readonly map: MapNode }[] = [];
  for (const { file, document } of documents) {
    if (document.kind === 'list' && isNodeList(document)) readSwarmNodes(document.items, draft);
    else if (document.kind === 'map') maps.push({ file, map: document });
    else {
      const expected = 'a Compose file or what docker node inspect prints';
      const message = `this is ${describeNode(document)}, but must be ${expected}`;
      log.error('compose', message, document.position);
    }
  }
  const project = mergeFiles(maps, log);
  if (project !== undefined) new ComposeReader(project, maps, options, draft).read();
  // Nothing new goes to nodes that are drained, paused or down.
  avoidUnavailable(draft, 'node.availability', 'active');
  avoidUnavailable(draft, 'node.state', 'ready');
  return draft.finish(
    'docker compose',
    files.map(({ name }) => name.slice(name.lastIndexOf('/') + 1)),
  );
}

interface ComposeFile {
  readonly file: string;
  readonly map: MapNode;
}

/** All files as one; those that another one takes services from do not count by themselves. */
function mergeFiles(files: readonly ComposeFile[], log: ImportLog): MapNode | undefined {
  const byName = new Map(files.map(({ file, map }) => [file, map]));
  const bases = new Set(files.flatMap(({ map }) => extendedFiles(map).flatMap(path => findFile(path, byName) ?? [])));
  const included = files.flatMap(({ map }) => readIncludes(map, byName, log));
  const ordered = [...new Set([...included, ...files.map(({ map }) => map)])].filter(map => !bases.has(map));
  return ordered.reduce<MapNode | undefined>((whole, map) => {
    const merged = whole === undefined ? map : mergeNodes(whole, map);
    return merged.kind === 'map' ? merged : whole;
  }, undefined);
}

function extendedFiles(map: MapNode): readonly string[] {
  const services = valueIn(map, 'services');
  if (services?.kind !== 'map') return [];
  return [...services.entries.values()].flatMap(({ value }) => {
    const from = value.kind === 'map' ? valueIn(value, 'extends') : undefined;
    const file = from?.kind === 'map' ? valueIn(from, 'file') : undefined;
    return file?.kind === 'text' ? [file.text] : [];
  });
}

function readIncludes(map: MapNode, files: ReadonlyMap<string, MapNode>, log: ImportLog): readonly MapNode[] {
  const include = valueIn(map, 'include');
  const items = include === undefined ? [] : include.kind === 'list' ? include.items : [include];
  return items.flatMap(item => {
    const path = item.kind === 'map' ? valueIn(item, 'path') : item;
    const paths = path?.kind === 'list' ? path.items : path === undefined ? [] : [path];
    return paths.flatMap(node => {
      if (node.kind !== 'text') {
        log.error('import-value', `include has ${describeNode(node)}, but must have names of files`, node.position);
        return [];
      }
      const found = findFile(node.text, files);
      const why = 'the file was not given, and no other file is read: give it, too';
      if (found === undefined) log.drop(`include ${node.text}`, '', node.position, why);
      return found ?? [];
    });
  });
}

/** A service that may be read: its key, its fields, and what they are written in. */
interface ComposeService {
  readonly key: string;
  readonly fields: FieldReader;
}

class ComposeReader {
  readonly #file: FieldReader;
  readonly #files: readonly ComposeFile[];
  readonly #options: ComposeOptions;
  readonly #draft: DraftModels;
  readonly #log: ImportLog;
  readonly #services = new Map<string, ComposeService>();
  /** Services whose profiles are off. */
  readonly #off = new Set<string>();
  /** Services that are wrong, which is told already. */
  readonly #wrong = new Set<string>();
  readonly #dependencies = new Map<string, Map<string, Position>>();
  /** Services that must share a machine, by why. */
  readonly #together = new Map<string, Set<string>>();

  constructor(project: MapNode, files: readonly ComposeFile[], options: ComposeOptions, draft: DraftModels) {
    const { log } = draft;
    const variables = { known: options.variables, log };
    const rules: FieldRules = {
      log,
      takesQuotedNumbers: true,
      expand: scalar => expandVariables(scalar, variables),
    };
    this.#file = new FieldReader('the file', project, rules);
    this.#files = files;
    this.#options = options;
    this.#draft = draft;
    this.#log = log;
  }

  read(): void {
    this.#findServices();
    const local = readLocalVolumes(this.#file);
    for (const service of this.#services.values()) this.#dependencies.set(service.key, this.#readDependencies(service));
    this.#refuseCircles();
    for (const service of this.#services.values()) this.#readService(service, local);
    for (const [name, services] of this.#together) {
      if (services.size > 1) this.#draft.rules.group('together', [...services], undefined, { name });
    }
    this.#file.ignore('include', 'version', 'name');
    this.#file.dropRest(fileKeys, ['services', 'volumes', 'include']);
  }

  #findServices(): void {
    const services = this.#file.node('services');
    if (services?.kind !== 'map') {
      const said = services === undefined ? 'there are no services' : `services is ${describeNode(services)}`;
      const hint =
        'a Compose file has services: { web: { image: nginx } }; files of version 1 have no such key and are not read';
      this.#log.error('compose', said, services?.position ?? this.#file.position, hint);
      return;
    }
    const resolved = resolveExtends(services, this.#servicesOfFiles(), this.#log);
    for (const [key, { key: position, value }] of resolved.entries) this.#addService(key, position, value);
  }

  #addService(key: string, position: Position, value: DataNode): void {
    const what = `service ${key}`;
    if (!/^[A-Za-z0-9._-]+$/.test(key)) {
      const hint = 'names of services have letters, digits, dots, hyphens and underscores';
      this.#log.error('import-value', `"${key}" is no name of a service`, position, hint);
      return;
    }
    if (value.kind !== 'map') {
      this.#log.error('import-value', `${what} is ${describeNode(value)}, but must be a mapping`, value.position);
      this.#wrong.add(key);
      return;
    }
    const fields = new FieldReader(what, value, this.#file.rules);
    const profiles = fields.texts('profiles').map(({ text }) => text);
    const { profiles: on } = this.#options;
    if (profiles.length === 0 || on.includes('*') || profiles.some(profile => on.includes(profile))) {
      this.#services.set(key, { key, fields });
    } else {
      this.#off.add(key);
      const why = `its profiles are off (${profiles.join(', ')})`;
      this.#log.drop(what, '', position, why, { kind: 'profile' });
    }
  }

  #servicesOfFiles(): ServicesOfFiles {
    return new Map(
      this.#files.flatMap(({ file, map }) => {
        const services = valueIn(map, 'services');
        return services?.kind === 'map' ? [[resolvePath('/', file), services] as const] : [];
      }),
    );
  }

  #readDependencies(service: ComposeService): Map<string, Position> {
    const { fields, key } = service;
    const found = new Map<string, Position>();
    const add = (name: string, how: string, position: Position, isNeeded = true): void => {
      if (this.#isService(name, how, fields, position, isNeeded)) found.set(name, position);
    };
    const dependsOn = fields.node('depends_on');
    if (dependsOn?.kind === 'map') {
      const all = fields.map('depends_on');
      for (const name of all?.keys ?? []) {
        const how = all?.map(name, `the dependency ${name} of ${fields.what}`);
        const isNeeded = how?.flag('required') ?? true;
        const condition = how?.text('condition');
        if (condition !== undefined && condition !== 'service_started') {
          how?.drop('condition', `${condition} is not known here: only the order is kept`);
        }
        how?.dropRest(['restart']);
        add(name, 'depends on', all?.placeOf(name) ?? fields.position, isNeeded);
      }
    } else for (const { text, position } of fields.texts('depends_on')) add(text, 'depends on', position);
    for (const { text, position } of fields.texts('links')) add(text.split(':')[0] ?? '', 'links to', position);
    for (const { text, position } of fields.texts('volumes_from')) {
      const [name = ''] = text.split(':');
      if (name === 'container')
        this.#log.drop(`volumes_from ${text}`, fields.what, position, 'it is no service of the file');
      else if (this.#isService(name, 'takes volumes from', fields, position)) {
        found.set(name, position);
        this.#share(`volumes of ${name}`, [key, name]);
      }
    }
    for (const kind of ['network_mode', 'pid', 'ipc']) this.#readShared(kind, service, found);
    if (found.has(key)) {
      this.#log.error('compose-circle', `${fields.what} depends on itself`, found.get(key));
      found.delete(key);
    }
    return found;
  }

  /** `network_mode: service:db` and the like: two containers that are in one place. */
  #readShared(kind: string, { key, fields }: ComposeService, found: Map<string, Position>): void {
    const text = fields.text(kind);
    if (text === undefined) return;
    const [, of, name = ''] = /^(service|container):(.*)$/s.exec(text) ?? [];
    const position = fields.placeOf(kind);
    if (of === 'container') this.#log.drop(`${kind} ${text}`, fields.what, position, 'it is no service of the file');
    else if (of === undefined) {
      const isNetwork = kind === 'network_mode' && text === 'host';
      this.#log.drop(
        `${kind} ${text}`,
        fields.what,
        position,
        isNetwork ? 'which ports it takes is not known' : undefined,
      );
    } else if (this.#isService(name, `has its ${kind} from`, fields, position)) {
      found.set(name, position);
      this.#share(`${kind} of ${name}`, [key, name]);
    }
  }

  #share(why: string, services: readonly string[]): void {
    const all = this.#together.get(why) ?? new Set<string>();
    for (const service of services) all.add(service);
    this.#together.set(why, all);
  }

  #isService(name: string, how: string, { what }: FieldReader, position: Position, isNeeded = true): boolean {
    if (this.#services.has(name)) return true;
    if (this.#wrong.has(name)) return false;
    if (this.#off.has(name)) {
      this.#log.drop(`the dependency on ${name}`, what, position, 'its profiles are off');
    } else if (isNeeded) {
      const hint = didYouMean(name, this.#services.keys());
      this.#log.error('unknown-service', `${what} ${how} "${name}", which is no service`, position, hint);
    } else this.#log.drop(`the dependency on ${name}`, what, position, 'it is not required, and no service');
    return false;
  }

  #refuseCircles(): void {
    const edges = new Map([...this.#dependencies].map(([key, found]) => [key, [...found.keys()]]));
    for (const circle of findCircles(edges)) {
      const [first = ''] = circle;
      const last = circle.at(-1) ?? '';
      const message = `services depend on each other in a circle: ${nameCircle(circle)}`;
      this.#log.error('compose-circle', message, this.#dependencies.get(last)?.get(first));
    }
  }

  #readService({ key, fields }: ComposeService, local: ReadonlyMap<string, boolean>): void {
    const { replicas, needs } = readDeployment(key, fields, this.#draft.rules);
    const ports = readPorts(fields);
    const volumes = readVolumes(fields);
    for (const volume of volumes) {
      if (local.get(volume) !== false) this.#share(`volume ${volume}`, [key]);
      else this.#log.drop(`the volume ${volume}`, fields.what, fields.placeOf('volumes'), 'it is on no single machine');
    }
    fields.drop('platform', 'which machines can run it must be said by a rule');
    for (const device of ['devices', 'gpus']) fields.drop(device, 'which machines have it must be said by a rule');
    fields.drop('external_links', 'what they lead to is in no file');
    fields.ignore('extends');
    fields.dropRest(serviceKeys, readServiceKeys);
    if (replicas === 0) {
      this.#log.findings.warning(
        'no-replicas',
        `service ${key} is told to run 0 times; it is imported as if it ran once`,
        {
          position: fields.position,
          subject: aboutService(key),
        },
      );
    }
    this.#draft.services.set(key, {
      type: 'compose-service',
      dependsOn: [...(this.#dependencies.get(key)?.keys() ?? [])].sort(),
      connectsTo: [],
      replicas: replicas === 0 ? undefined : replicas,
      stateful: [...volumes].some(volume => local.get(volume) !== false),
      ports,
      needs,
      properties: new Map(),
    });
  }
}
