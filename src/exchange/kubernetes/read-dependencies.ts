import type { Position } from '../../base/source.ts';
import { didYouMean } from '../../base/suggest.ts';
import { FieldReader, type FieldRules } from '../document/field-reader.ts';
import type { ImportLog } from '../import-log.ts';
import type { KubernetesObject } from './collect-objects.ts';
import { passesAll, readSelector } from './match-labels.ts';
import type { Workload } from './workload.ts';

/** What a workload depends on, as keys of services. */
export interface Dependencies {
  readonly dependsOn: ReadonlySet<string>;
  readonly connectsTo: ReadonlySet<string>;
}

const dependsOnAnnotation = 'dydisnix/depends-on';
const connectsToAnnotation = 'app.openshift.io/connects-to';

/**
 * Kubernetes itself knows no dependencies. They are told by annotations (`dydisnix/depends-on: db, cache`;
 * `app.openshift.io/connects-to`) and, where that is asked for, guessed: an environment variable, argument or config
 * map that names a Service like a host of the network.
 */
export class DependencyReader {
  readonly #workloads: readonly Workload[];
  readonly #log: ImportLog;
  /** Namespace and name of a Service → the workloads behind it. */
  readonly #services = new Map<string, readonly Workload[]>();
  readonly #configMaps = new Map<string, string>();

  constructor(objects: readonly KubernetesObject[], workloads: readonly Workload[], guesses: boolean, log: ImportLog) {
    this.#workloads = workloads;
    this.#log = log;
    if (!guesses) return;
    const rules: FieldRules = { log };
    for (const { kind, namespace, name, map } of objects) {
      const object = new FieldReader(`${kind} ${name}`, map, rules);
      if (kind === 'Service') this.#services.set(`${namespace}/${name}`, this.#behind(object, namespace));
      else if (kind === 'ConfigMap') {
        const texts = [...object.textMap('data').values()].map(({ text }) => text);
        this.#configMaps.set(`${namespace}/${name}`, texts.join('\n'));
      }
    }
  }

  read(workload: Workload): Dependencies {
    const dependsOn = new Set<string>();
    const connectsTo = new Set<string>();
    const template = workload.object.map('spec')?.map('template')?.map('metadata');
    for (const metadata of [workload.object.map('metadata'), template]) {
      const annotations = metadata?.textMap('annotations') ?? new Map();
      for (const [name, { text, position }] of annotations) {
        if (name === dependsOnAnnotation) this.#addNamed(text.split(/[\s,]+/), workload, position, dependsOn);
        if (name === connectsToAnnotation) this.#addNamed(connectedNames(text), workload, position, connectsTo);
      }
    }
    if (this.#services.size > 0) this.#guess(workload, connectsTo);
    for (const key of dependsOn) connectsTo.delete(key);
    return { dependsOn, connectsTo };
  }

  #behind(service: FieldReader, namespace: string): readonly Workload[] {
    const selector = service.map('spec')?.textMap('selector') ?? new Map();
    if (selector.size === 0) return [];
    return this.#workloads.filter(
      workload =>
        workload.namespace === namespace && [...selector].every(([key, { text }]) => workload.labels.get(key) === text),
    );
  }

  #addNamed(names: readonly string[], workload: Workload, position: Position, found: Set<string>): void {
    for (const name of names.filter(text => text !== '')) {
      const [namespace, own] = name.includes('/') ? name.split('/') : [workload.namespace, name];
      const others = this.#workloads.filter(
        other => other.key === name || (other.name === own && other.namespace === namespace),
      );
      for (const other of others) if (other !== workload) found.add(other.key);
      if (others.length > 0) continue;
      const hint = didYouMean(
        name,
        this.#workloads.map(other => other.name),
      );
      const message = `${workload.object.what} depends on "${name}", which is no workload of the files`;
      this.#log.error('unknown-service', message, position, hint);
    }
  }

  #guess(workload: Workload, found: Set<string>): void {
    for (const kind of ['containers', 'initContainers']) {
      for (const container of workload.pod.maps(kind, 'container')) {
        for (const text of this.#textsOf(container, workload.namespace)) this.#guessFrom(text, workload, found);
      }
    }
  }

  #textsOf(container: FieldReader, namespace: string): readonly string[] {
    const words = [...container.texts('command'), ...container.texts('args')].map(({ text }) => text);
    const variables = container.maps('env', 'variable').map(variable => {
      const reference = variable.map('valueFrom')?.map('configMapKeyRef')?.text('name');
      const value = variable.text('value') ?? this.#configMaps.get(`${namespace}/${reference}`) ?? '';
      // A variable that is called after a host holds the name of one, perhaps bare.
      return /HOST|ADDR|UR[LI]|ENDPOINT|SERVER|BROKER|DSN/i.test(variable.text('name') ?? '') ? `//${value}` : value;
    });
    const maps = container.maps('envFrom', 'source').map(source => {
      const name = source.map('configMapRef')?.text('name');
      return this.#configMaps.get(`${namespace}/${name}`) ?? '';
    });
    return [...words, ...variables, ...maps];
  }

  #guessFrom(text: string, workload: Workload, found: Set<string>): void {
    const hosts = /(^|[/@,=\s"'])([a-z](?:[a-z0-9-]{0,62}))((?:\.[a-z0-9-]{1,63}){0,4})(:\d|(?![\w.-]))/g;
    for (const [, before = '', name = '', domain = '', port = ''] of text.matchAll(hosts)) {
      const [, namespace] = domain.split('.');
      const isHost = /[/@]/.test(before) || port.startsWith(':') || /^\.[a-z0-9-]+\.svc\b/.test(domain);
      if (!isHost) continue;
      for (const other of this.#services.get(`${namespace ?? workload.namespace}/${name}`) ?? []) {
        if (other !== workload) found.add(other.key);
      }
    }
  }
}

/** The annotation of OpenShift: names, or a JSON list of names and of `{ "kind", "name" }`. */
function connectedNames(text: string): readonly string[] {
  if (!text.trim().startsWith('[')) return text.split(/[\s,]+/);
  try {
    const items: unknown = JSON.parse(text);
    if (!Array.isArray(items)) return [];
    return items.flatMap((item: unknown) => {
      if (typeof item === 'string') return [item];
      const name = typeof item === 'object' && item !== null && 'name' in item ? item.name : undefined;
      return typeof name === 'string' ? [name] : [];
    });
  } catch {
    return [text];
  }
}

/** Whether a pod is one of a workload's, by the workload's selector. */
export function selectsPod(workload: Workload, labels: ReadonlyMap<string, string>): boolean {
  const spec = workload.object.map('spec');
  const tests = spec === undefined ? undefined : readSelector(spec, 'selector');
  return tests !== undefined && tests.length > 0 && passesAll(tests, label => labels.get(label));
}
