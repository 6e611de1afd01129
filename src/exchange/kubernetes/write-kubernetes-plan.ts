import { nameSome } from '../../base/name-some.ts';
import type { AttributeSetValue } from '../../nix/index.ts';
import { type PlacedModels, type PlacedService, placedServices, setIn, textIn } from '../placed-services.ts';
import { quoteYaml } from '../quote-yaml.ts';
import type { ToolObject } from '../tool-object.ts';
import { writeContainerPorts } from './write-container-ports.ts';

/**
 * A plan as patches of the objects that it places (`kubectl patch --patch-file`, kustomize): required node affinity, by
 * the names of nodes themselves, since a label may differ; terms are alternatives. Services with several replicas are
 * also kept on different nodes. Ports that services have as ids are ports of the node. Which object a service is, and
 * which of its containers has the ports, its property `kubernetes` says; else a Deployment, and a container, of its
 * name.
 */
export function writeKubernetesPlan(models: PlacedModels): string {
  return head + placedServices(models).map(writePatch).join('');
}

const head = '# Patches of a plan: each is laid over the object of the same kind and name.\n';

/** The same for objects in a cluster, where some can be changed no more; undefined where there is no other. */
export function writeChanges(models: PlacedModels): string | undefined {
  const changed = placedServices(models).filter(({ service }) => !isFixed(service));
  return changed.length === 0 ? undefined : head + changed.map(writePatch).join('');
}

/**
 * What nobody can change in a cluster: where a pod goes that there is, and the pods of a job; and what is changed only
 * for pods that somebody deletes. A sentence each.
 */
export function listFixedObjects(models: PlacedModels): readonly string[] {
  return placedServices(models).flatMap(({ key, service, targets }) => {
    const what = `service "${key}" is a ${kindOf(service)}`;
    const isElsewhere = `where it is not on ${nameSome(targets, 4)}`;
    if (isFixed(service)) {
      const fixed = `${what}, which Kubernetes moves no more once it is there`;
      return targets.length === 0
        ? `${fixed}: delete it where it is`
        : `${fixed}: ${isElsewhere}, delete it and create it anew`;
    }
    if (!isReplacedByHand(service) || targets.length === 0) return [];
    const byHand = 'whose pods move only when somebody deletes them (updateStrategy OnDelete)';
    return `${what} ${byHand}: ${isElsewhere}, delete its pods`;
  });
}

function isReplacedByHand(service: PlacedService['service']): boolean {
  return textIn(setIn(service?.attributes, 'kubernetes'), 'updateStrategy') === 'OnDelete';
}

function isFixed(service: PlacedService['service']): boolean {
  return /^(?:Pod|Job)$/.test(kindOf(service));
}

/** The objects of a plan whose rollout can be waited for, by their names alone; undefined where there is none. */
export function writeRollouts(models: PlacedModels): string | undefined {
  const objects = placedServices(models).filter(
    ({ service, targets }) =>
      targets.length > 0 &&
      /^(?:Deployment|StatefulSet|DaemonSet)$/.test(kindOf(service)) &&
      // `kubectl rollout status` fails for these.
      !isReplacedByHand(service),
  );
  return objects.length === 0 ? undefined : writeObjects(objects.map(objectOf));
}

/** The objects that the services of a plan are, whether they run anywhere or not. */
export function listKubernetesObjects(models: PlacedModels): readonly ToolObject[] {
  return placedServices(models).map(objectOf);
}

/** Objects by their names alone, as `kubectl` takes them for what it does with a whole object. */
export function writeObjects(objects: readonly ToolObject[]): string {
  return objects.map(one => `${writeHead(one).join('\n')}\n`).join('');
}

function kindOf(service: PlacedService['service']): string {
  return textIn(setIn(service?.attributes, 'kubernetes'), 'kind') ?? 'Deployment';
}

/** Which object a service is. */
function objectOf({ key, service }: PlacedService): ToolObject {
  const object = setIn(service?.attributes, 'kubernetes');
  const namespace = textIn(object, 'namespace');
  return {
    service: key,
    names: new Map([
      ['apiVersion', textIn(object, 'apiVersion') ?? 'apps/v1'],
      ['kind', kindOf(service)],
      ['name', textIn(object, 'name') ?? key],
      ...(namespace === undefined ? [] : [['namespace', namespace] as const]),
    ]),
  };
}

function writeHead({ names }: ToolObject): readonly string[] {
  const named = (name: string, indent = ''): readonly string[] => {
    const text = names.get(name);
    return text === undefined ? [] : [`${indent}${name}: ${quoteYaml(text)}`];
  };
  return [
    '---',
    ...named('apiVersion'),
    ...named('kind'),
    'metadata:',
    ...named('name', '  '),
    ...named('namespace', '  '),
  ];
}

/** Where the specification of pods stands in an object of a kind. */
function pathToPods(kind: string): readonly string[] {
  if (kind === 'Pod') return ['spec'];
  return kind === 'CronJob' ? ['spec', 'jobTemplate', 'spec', 'template', 'spec'] : ['spec', 'template', 'spec'];
}

function writePatch(placed: PlacedService): string {
  const { service, targets } = placed;
  const object = setIn(service?.attributes, 'kubernetes');
  const kind = kindOf(service);
  const replicas = /^(?:Deployment|ReplicaSet|ReplicationController|StatefulSet)$/.test(kind)
    ? targets.length
    : undefined;
  const lines = [...writeHead(objectOf(placed))];
  // No pods are begun any more, whatever its schedule says.
  if (kind === 'CronJob' && targets.length === 0) return `${[...lines, 'spec:', '  suspend: true'].join('\n')}\n`;
  pathToPods(kind).forEach((name, depth) => {
    lines.push(`${'  '.repeat(depth)}${name}:`);
    if (depth === 0 && replicas !== undefined) lines.push(`  replicas: ${replicas}`);
  });
  const indent = '  '.repeat(pathToPods(kind).length);
  // A service that goes nowhere has no replicas; what runs once on every node has no number of them, and no node.
  const whereElse = kind === 'DaemonSet' ? nowhere : [];
  const affinity = targets.length === 0 ? whereElse : writeAffinity(targets, labelsOf(object));
  const container = textIn(object, 'container') ?? textIn(object, 'name') ?? placed.key;
  const pod = [...affinity, ...writeContainerPorts(container, placed.ports)];
  const body = pod.length === 0 ? [`${indent}{}`] : pod.map(line => indent + line);
  return `${[...lines, ...body].join('\n')}\n`;
}

function labelsOf(object: AttributeSetValue | undefined): readonly (readonly [string, string])[] {
  const labels = setIn(object, 'labels');
  return [...(labels?.shape.names ?? [])].flatMap(name => {
    const text = textIn(labels, name);
    return text === undefined ? [] : [[name, text] as const];
  });
}

/** No node has that label. */
const nowhere: readonly string[] = [
  'affinity:',
  '  nodeAffinity:',
  '    requiredDuringSchedulingIgnoredDuringExecution:',
  '      nodeSelectorTerms:',
  '        - matchExpressions: [{ key: dydisnix/nowhere, operator: Exists }]',
];

function writeAffinity(targets: readonly string[], labels: readonly (readonly [string, string])[]): readonly string[] {
  const terms = targets.map(
    target => `        - matchFields: [{ key: metadata.name, operator: In, values: [${quoteYaml(target)}] }]`,
  );
  const apart = labels.map(([name, value]) => `            ${quoteYaml(name)}: ${quoteYaml(value)}`);
  return [
    'affinity:',
    '  nodeAffinity:',
    '    requiredDuringSchedulingIgnoredDuringExecution:',
    '      nodeSelectorTerms:',
    ...terms,
    ...(targets.length < 2 || apart.length === 0
      ? []
      : [
          '  podAntiAffinity:',
          '    requiredDuringSchedulingIgnoredDuringExecution:',
          '      - topologyKey: kubernetes.io/hostname',
          '        labelSelector:',
          '          matchLabels:',
          ...apart,
        ]),
  ];
}
