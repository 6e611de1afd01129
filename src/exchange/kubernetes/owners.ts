import { FieldReader, type FieldRules } from '../document/field-reader.ts';
import type { KubernetesObject } from './collect-objects.ts';

export const workloadKinds: ReadonlySet<string> = new Set([
  ...['CronJob', 'DaemonSet', 'Deployment', 'Job', 'Pod', 'ReplicaSet', 'ReplicationController', 'StatefulSet'],
]);

/** An object that another one names as its owner. */
export interface Owner {
  readonly kind: string;
  readonly name: string;
  /** Whether it makes the object, and does not only take it along when it is deleted. */
  readonly isController: boolean;
}

/**
 * Who made whom: a Deployment its ReplicaSets, a CronJob its Jobs, a Job its pods. What a workload made is no workload
 * of its own. What something else made (an operator's PostgresCluster, say) is one, but for pods: nothing else stands
 * for it in the files.
 */
export class Owners {
  readonly #objects: ReadonlyMap<string, KubernetesObject>;
  readonly #rules: FieldRules;

  constructor(objects: readonly KubernetesObject[], rules: FieldRules) {
    this.#objects = new Map(objects.map(object => [idOf(object), object]));
    this.#rules = rules;
  }

  /** Whether the workload that made this one stands for it, whether it is in the files or not. O(owners). */
  isMade(object: KubernetesObject): boolean {
    return this.#makerOf(object) !== undefined;
  }

  /** Who else made a workload: what a plan changes in it may be undone. O(owners). */
  strangerOf(object: KubernetesObject): Owner | undefined {
    return this.isMade(object) ? undefined : this.#ownersOf(object).find(({ isController }) => isController);
  }

  /** Whether it is a version before the one that runs, which whoever made it keeps to go back to. O(owners). */
  isOldVersion(object: KubernetesObject): boolean {
    if (object.kind !== 'ReplicaSet' || this.strangerOf(object) === undefined) return false;
    const { kind, name, map } = object;
    return new FieldReader(`${kind} ${name}`, map, this.#rules).map('spec')?.whole('replicas', 0) === 0;
  }

  /** The objects of the files that made an object, the nearest first. O(length of the chain). */
  makersOf(object: KubernetesObject): readonly KubernetesObject[] {
    const makers = new Set<KubernetesObject>();
    for (let here = this.#objectThatMade(object); here !== undefined; here = this.#objectThatMade(here)) {
      if (here === object || makers.has(here)) break;
      makers.add(here);
    }
    return [...makers];
  }

  #objectThatMade(object: KubernetesObject): KubernetesObject | undefined {
    const maker = this.#makerOf(object);
    return maker && this.#objects.get(idOf({ ...maker, namespace: object.namespace }));
  }

  #makerOf(object: KubernetesObject): Owner | undefined {
    return this.#ownersOf(object).find(
      ({ kind, isController }) => workloadKinds.has(kind) || (object.kind === 'Pod' && isController),
    );
  }

  #ownersOf({ kind, name, map }: KubernetesObject): readonly Owner[] {
    const metadata = new FieldReader(`${kind} ${name}`, map, this.#rules).map('metadata');
    return (metadata?.maps('ownerReferences', 'owner') ?? []).map(owner => ({
      kind: owner.text('kind') ?? '',
      name: owner.text('name') ?? '',
      isController: owner.flag('controller') ?? false,
    }));
  }
}

function idOf({ kind, namespace, name }: Pick<KubernetesObject, 'kind' | 'namespace' | 'name'>): string {
  return JSON.stringify([kind, namespace, name]);
}
