import type { Yaml } from '../../model/yaml-text.ts';
import { type MapNode, textIn, valueIn } from '../document/data-node.ts';
import { FieldReader, type FieldRules } from '../document/field-reader.ts';
import type { SourceFile } from '../document/read-documents.ts';
import { DraftModels } from '../draft-models.ts';
import type { ImportLog } from '../import-log.ts';
import type { ImportedData, ImportedModels } from '../imported-models.ts';
import { nameServices } from '../name-services.ts';
import { collectObjects, type KubernetesObject } from './collect-objects.ts';
import { readNodeRules } from './node-rules.ts';
import { Owners, workloadKinds } from './owners.ts';
import { readPodRules } from './pod-rules.ts';
import { DependencyReader } from './read-dependencies.ts';
import { readMade } from './read-made.ts';
import { readNode, type Taint, writeTaint } from './read-nodes.ts';
import { patchAlone, readPodContent } from './read-pod.ts';
import { readTaintRules } from './read-taint-rules.ts';
import type { Workload } from './workload.ts';

/** What an import of Kubernetes objects may be told. */
export interface KubernetesOptions {
  /** Whether names of Services in variables and arguments are dependencies. */
  readonly guesses: boolean;
  readonly loadYaml: () => Yaml;
}

/** Why objects of other kinds are dropped; of those that are not here there is nothing to say. */
const reasons: Readonly<Record<string, string>> = {
  HorizontalPodAutoscaler: 'replicas are as many as the workload says',
  PersistentVolume: 'which machines reach it must be said by a rule',
  PersistentVolumeClaim: 'whether its data can move is not known: say stateful = true where it cannot',
  PodDisruptionBudget: 'how many may be down at once is no matter of a plan',
};

/**
 * Models of Kubernetes objects: workloads are services, nodes machines, and pods that run say where their workloads are
 * now. What is wrong is told to the log; the models are then of what is left.
 */
export function importKubernetes(
  files: readonly SourceFile[],
  options: KubernetesOptions,
  log: ImportLog,
): ImportedModels {
  const draft = new DraftModels(log);
  const rules: FieldRules = { log };
  const objects = collectObjects(files, options.loadYaml, log);
  const taints = new Map<string, Taint>();
  for (const object of objects) {
    if (object.kind !== 'Node') continue;
    for (const taint of readNode(object, draft)) taints.set(writeTaint(taint), taint);
  }
  const owners = new Owners(objects, rules);
  const workloads = findWorkloads(objects, owners, rules);
  const priorities = readPriorityClasses(objects, rules);
  const dependencies = new DependencyReader(objects, workloads, options.guesses, log);
  for (const workload of workloads) {
    readNodeRules(workload.key, workload.pod, draft);
    readPodRules(workload, workloads, draft);
    readTaintRules(workload, [...taints.values()], draft);
    addService(workload, dependencies, priorities, draft);
  }
  readMade(objects, workloads, owners, draft);
  dropOthers(objects, options.guesses, log);
  if (draft.services.size > 0) draft.capacities.set('pods', { need: 1, have: 'pods' });
  return draft.finish(
    'Kubernetes',
    files.map(({ name }) => name.slice(name.lastIndexOf('/') + 1)),
  );
}

function findWorkloads(objects: readonly KubernetesObject[], owners: Owners, rules: FieldRules): readonly Workload[] {
  const found = objects.filter(
    object => workloadKinds.has(object.kind) && !owners.isMade(object) && !owners.isOldVersion(object),
  );
  const keys = nameServices(
    found.map(({ kind, namespace, name }) => [
      name,
      `${namespace}.${name}`,
      `${namespace}.${kind.toLowerCase()}.${name}`,
    ]),
  );
  return found.flatMap((object, i) => readWorkload(object, keys[i] ?? object.name, rules) ?? []);
}

function readWorkload(object: KubernetesObject, key: string, rules: FieldRules): Workload | undefined {
  const { kind, namespace, name, map } = object;
  const reader = new FieldReader(`${kind} ${name}`, map, rules);
  reader.ignore('apiVersion', 'kind', 'metadata', 'status');
  const spec = reader.map('spec', `the spec of ${kind} ${name}`);
  const job = kind === 'CronJob' ? spec?.map('jobTemplate')?.map('spec', `the job of ${kind} ${name}`) : spec;
  const template = kind === 'Pod' ? reader : job?.map('template');
  const pod = template?.map('spec', kind === 'Pod' ? `Pod ${name}` : `the pods of ${kind} ${name}`);
  if (spec === undefined || job === undefined || template === undefined || pod === undefined) {
    reader.fail(`${kind} ${name} has no ${kind === 'Pod' ? 'spec' : 'pod template'}`, reader.position, patchAlone);
    return undefined;
  }
  const labels = new Map(
    [...(template.map('metadata')?.textMap('labels') ?? [])].map(([label, { text }]) => [label, text]),
  );
  const count = job.whole(kind === 'Job' || kind === 'CronJob' ? 'parallelism' : 'replicas', 0);
  if (count === 0) {
    const message = `${kind} ${name} is told to run 0 times; it is imported as if it ran once`;
    rules.log.findings.warning('no-replicas', message, { position: job.placeOf('replicas') });
  }
  const replicas = kind === 'DaemonSet' ? 'all' : count === undefined || count <= 1 ? undefined : count;
  reader.dropRest([]);
  const isReplacedByHand = areReplacedByHand(map);
  if (kind !== 'Pod') {
    template.ignore('metadata');
    template.dropRest([]);
    job.ignore('selector', 'template');
    spec.ignore('jobTemplate');
    spec.drop('schedule', 'when it runs has no place here');
    if (isReplacedByHand) spec.ignore('updateStrategy');
    spec.dropRest(specKeys);
    job.dropRest(specKeys);
  }
  return { key, kind, namespace, name, object: reader, labels, pod, replicas, isReplacedByHand };
}

/** Whether pods of an object stay as they are until somebody deletes them. */
function areReplacedByHand(object: MapNode): boolean {
  const spec = valueIn(object, 'spec');
  const updates = spec?.kind === 'map' ? valueIn(spec, 'updateStrategy') : undefined;
  return updates?.kind === 'map' && textIn(updates, 'type') === 'OnDelete';
}

/** Keys of workloads about how they are rolled out and kept. */
const specKeys: readonly string[] = [
  ...['activeDeadlineSeconds', 'backoffLimit', 'completionMode', 'completions', 'concurrencyPolicy'],
  ...['failedJobsHistoryLimit', 'manualSelector', 'minReadySeconds', 'ordinals', 'paused'],
  ...['persistentVolumeClaimRetentionPolicy', 'podFailurePolicy', 'podManagementPolicy', 'progressDeadlineSeconds'],
  ...['revisionHistoryLimit', 'serviceName', 'startingDeadlineSeconds', 'strategy', 'successfulJobsHistoryLimit'],
  ...['suspend', 'timeZone', 'ttlSecondsAfterFinished', 'updateStrategy', 'volumeClaimTemplates'],
];

/** Keys of pods that say nothing about where they can go. */
const podKeys: readonly string[] = [
  ...['automountServiceAccountToken', 'dnsConfig', 'dnsPolicy', 'enableServiceLinks', 'hostAliases', 'hostIPC'],
  ...['hostPID', 'hostUsers', 'hostname', 'imagePullSecrets', 'preemptionPolicy', 'readinessGates', 'restartPolicy'],
  ...['securityContext', 'serviceAccount', 'serviceAccountName', 'setHostnameAsFQDN', 'shareProcessNamespace'],
  ...['subdomain', 'terminationGracePeriodSeconds', 'volumes'],
];

function readPriorityClasses(objects: readonly KubernetesObject[], rules: FieldRules): ReadonlyMap<string, number> {
  const values = new Map<string, number>();
  for (const { kind, name, map } of objects) {
    if (kind !== 'PriorityClass') continue;
    const value = new FieldReader(`PriorityClass ${name}`, map, rules).whole('value', -2_147_483_648, 2_000_001_000);
    if (value !== undefined) values.set(name, value);
  }
  return values;
}

function addService(
  workload: Workload,
  dependencies: DependencyReader,
  priorities: ReadonlyMap<string, number>,
  draft: DraftModels,
): void {
  const { key, kind, namespace, name, object, labels, pod, replicas, isReplacedByHand } = workload;
  const { needs, ports, containers } = readPodContent(pod, object.what);
  // Which container a plan gives ports to: that of the workload's name, where there is one.
  const [container = name] = containers.includes(name) ? [] : containers;
  const { dependsOn, connectsTo } = dependencies.read(workload);
  const className = pod.text('priorityClassName');
  const priority = pod.whole('priority', -2_147_483_648, 2_000_001_000) ?? priorities.get(className ?? '');
  if (priority !== undefined && priority !== 0) draft.priority.set(key, priority);
  else if (className !== undefined) pod.drop('priorityClassName', 'the class is in no file');
  const pinnedTo = pod.text('nodeName');
  readVolumes(pod);
  pod.drop('runtimeClassName', 'which machines have it must be said by a rule');
  if ((pod.text('schedulerName') ?? 'default-scheduler') !== 'default-scheduler') {
    pod.drop('schedulerName', 'how another scheduler decides is not known');
  }
  pod.drop('resourceClaims', 'which machines have such devices must be said by a rule');
  pod.dropRest(podKeys);
  const properties = new Map<string, ImportedData>([
    [
      'kubernetes',
      new Map<string, ImportedData>([
        ['apiVersion', object.text('apiVersion') ?? 'v1'],
        ['kind', kind],
        ['namespace', namespace],
        ['name', name],
        ...(isReplacedByHand ? ([['updateStrategy', 'OnDelete']] as const) : []),
        ...(container === name ? [] : ([['container', container]] as const)),
        ...(labels.size === 0 ? [] : ([['labels', labels]] as const)),
      ]),
    ],
  ]);
  draft.services.set(key, {
    type: `kubernetes-${kind.toLowerCase()}`,
    dependsOn: [...dependsOn].sort(),
    connectsTo: [...connectsTo].sort(),
    replicas,
    stateful: kind === 'StatefulSet',
    ports,
    pinnedTo,
    needs,
    properties,
  });
}

/** Volumes that may tie a pod to a machine are told one by one. */
function readVolumes(pod: FieldReader): void {
  for (const volume of pod.maps('volumes', 'volume')) {
    volume.drop('hostPath', 'a folder of the machine: it must be wherever the service goes');
    volume.drop('persistentVolumeClaim', 'whether its data can move is not known: say stateful = true where it cannot');
  }
}

function dropOthers(objects: readonly KubernetesObject[], guesses: boolean, log: ImportLog): void {
  const read = new Set([...workloadKinds, 'Node', 'PriorityClass', ...(guesses ? ['Service'] : [])]);
  for (const { kind, name, map } of objects) {
    if (!read.has(kind)) log.drop(kind, name, map.position, Object.hasOwn(reasons, kind) ? reasons[kind] : undefined);
  }
}
