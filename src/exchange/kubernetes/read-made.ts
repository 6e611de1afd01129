import { FieldReader, type FieldRules } from '../document/field-reader.ts';
import type { DraftModels } from '../draft-models.ts';
import type { KubernetesObject } from './collect-objects.ts';
import { type Owners, workloadKinds } from './owners.ts';
import { selectsPod } from './read-dependencies.ts';
import type { Workload } from './workload.ts';

/**
 * What workloads of the files made: pods that run say where. What workloads made that are in no file is dropped, and
 * what something else made told. O(objects · workloads).
 */
export function readMade(
  objects: readonly KubernetesObject[],
  workloads: readonly Workload[],
  owners: Owners,
  draft: DraftModels,
): void {
  const rules: FieldRules = { log: draft.log };
  const running = new Map<string, Set<string>>();
  for (const object of objects) {
    if (!workloadKinds.has(object.kind)) continue;
    if (!owners.isMade(object)) {
      tellOfStranger(object, owners, rules);
      continue;
    }
    const workload = findWorkload(object, workloads, owners, rules);
    const { kind, name, map } = object;
    if (workload === undefined) rules.log.drop(kind, name, map.position, 'the workload that made it is in no file');
    else if (kind === 'Pod') {
      const node = nodeOf(object, rules);
      if (node !== undefined) running.set(workload.key, (running.get(workload.key) ?? new Set<string>()).add(node));
    }
  }
  for (const [key, nodes] of running) draft.running.set(key, [...nodes].sort());
}

function tellOfStranger(object: KubernetesObject, owners: Owners, { log }: FieldRules): void {
  const stranger = owners.strangerOf(object);
  if (stranger === undefined) return;
  const { kind, name, map } = object;
  if (owners.isOldVersion(object)) {
    log.drop(kind, name, map.position, `an old version, which ${stranger.kind} ${stranger.name} keeps`);
    return;
  }
  const why = `${stranger.kind} ${stranger.name} made it, and may undo what a plan changes there`;
  log.drop('ownerReferences', `${kind} ${name}`, map.position, why);
}

/** The workload at the end of who made whom; where the files leave out who is between, a pod's labels tell. */
function findWorkload(
  object: KubernetesObject,
  workloads: readonly Workload[],
  owners: Owners,
  rules: FieldRules,
): Workload | undefined {
  const top = owners.makersOf(object).at(-1);
  const found = top && workloads.find(({ kind, namespace, name }) => isSame(top, { kind, namespace, name }));
  if (found !== undefined || object.kind !== 'Pod') return found;
  const metadata = new FieldReader(`Pod ${object.name}`, object.map, rules).map('metadata');
  const labels = new Map([...(metadata?.textMap('labels') ?? [])].map(([label, { text }]) => [label, text]));
  return workloads.find(workload => workload.namespace === object.namespace && selectsPod(workload, labels));
}

function isSame(one: KubernetesObject, other: Omit<KubernetesObject, 'map'>): boolean {
  return one.kind === other.kind && one.namespace === other.namespace && one.name === other.name;
}

/** Where a pod runs; undefined once it has ended, or before it was placed. */
function nodeOf({ name, map }: KubernetesObject, rules: FieldRules): string | undefined {
  const pod = new FieldReader(`Pod ${name}`, map, rules);
  if (/^(?:Succeeded|Failed)$/.test(pod.map('status')?.text('phase') ?? '')) return undefined;
  return pod.map('spec')?.text('nodeName');
}
