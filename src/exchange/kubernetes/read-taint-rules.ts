import type { FieldReader } from '../document/field-reader.ts';
import type { DraftModels } from '../draft-models.ts';
import { type Taint, writeTaint } from './read-nodes.ts';
import type { Workload } from './workload.ts';

/** What pods of a DaemonSet tolerate without saying so. */
const ofDaemons = ['not-ready', 'unreachable', 'disk-pressure', 'memory-pressure', 'pid-pressure', 'unschedulable'];

/**
 * A service avoids the machines whose taints its pods do not tolerate; where the cluster only prefers that, as a
 * wish.
 */
export function readTaintRules({ key, kind, pod }: Workload, taints: readonly Taint[], draft: DraftModels): void {
  const tolerations = pod.maps('tolerations', 'toleration').map(readToleration);
  if (draft.targets.size === 0 && tolerations.length > 0) {
    pod.drop('tolerations', 'no machine is known, and so no taint: give the nodes, too');
  }
  for (const taint of taints) {
    const isDaemons = kind === 'DaemonSet' && ofDaemons.some(name => taint.key === `node.kubernetes.io/${name}`);
    if (isDaemons || tolerations.some(tolerates => tolerates(taint))) continue;
    const soft = taint.effect === 'PreferNoSchedule' ? 1 : undefined;
    draft.rules.target('avoid', key, new Map([['taints', writeTaint(taint)]]), { soft });
  }
}

function readToleration(toleration: FieldReader): (taint: Taint) => boolean {
  const key = toleration.text('key') ?? '';
  const operator = toleration.text('operator') ?? 'Equal';
  const value = toleration.text('value') ?? '';
  const effect = toleration.text('effect') ?? '';
  toleration.drop('tolerationSeconds', 'how long it is tolerated has no place here');
  toleration.dropRest([]);
  if (operator !== 'Equal' && operator !== 'Exists') {
    toleration.fail(
      `operator of ${toleration.what} is "${operator}", but must be Equal or Exists`,
      toleration.placeOf('operator'),
    );
  }
  return taint =>
    (effect === '' || effect === taint.effect) &&
    (key === '' ? operator === 'Exists' : key === taint.key) &&
    (operator === 'Exists' || value === taint.value);
}
