import { amountData } from '../amount-data.ts';
import { FieldReader, type FieldRules } from '../document/field-reader.ts';
import type { DraftModels } from '../draft-models.ts';
import type { ImportedData } from '../imported-models.ts';
import { nixSystem } from '../nix-system.ts';
import type { KubernetesObject } from './collect-objects.ts';
import { readQuantity } from './read-quantity.ts';

/** Something that keeps pods away from a node, unless they tolerate it. */
export interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: string;
}

/** A taint as the property `taints` of a machine has it: `dedicated=gpu:NoSchedule`. */
export function writeTaint({ key, value, effect }: Taint): string {
  return `${key}${value === '' ? '' : `=${value}`}:${effect}`;
}

/**
 * A node as a machine: labels are properties of the same names, and so is what can be allocated. Returns its taints,
 * those included that follow from what the node says of itself.
 */
export function readNode({ name, map }: KubernetesObject, draft: DraftModels): readonly Taint[] {
  const rules: FieldRules = { log: draft.log };
  const node = new FieldReader(`node ${name}`, map, rules);
  const properties = new Map<string, ImportedData>([['hostname', name]]);
  for (const [label, { text }] of node.map('metadata')?.textMap('labels') ?? []) properties.set(label, text);
  const spec = node.map('spec');
  const status = node.map('status');
  const resources = status?.map('allocatable') ?? status?.map('capacity');
  for (const resource of resources?.keys ?? []) {
    const quantity = readResource(resource, resources);
    if (quantity !== undefined) properties.set(resource, quantity);
  }
  const taints = [...readTaints(spec), ...impliedTaints(spec, status)];
  const texts = [...new Set(taints.map(writeTaint))];
  if (texts.length > 0) properties.set('taints', texts);
  draft.targets.set(name, { system: systemOf(properties), properties });
  return taints;
}

function readResource(resource: string, resources: FieldReader | undefined): ImportedData | undefined {
  const text = resources?.text(resource);
  if (text === undefined || resources === undefined) return undefined;
  const quantity = readQuantity(text);
  if (quantity !== undefined) return amountData(quantity);
  resources.fail(`${resource} of ${resources.what} is "${text}", which is no quantity`, resources.placeOf(resource));
  return undefined;
}

function readTaints(spec: FieldReader | undefined): readonly Taint[] {
  return (spec?.maps('taints', 'taint') ?? []).flatMap(taint => {
    const key = taint.text('key');
    const effect = taint.text('effect');
    const value = taint.text('value') ?? '';
    taint.ignore('timeAdded');
    if (key !== undefined && /^(?:NoSchedule|NoExecute|PreferNoSchedule)$/.test(effect ?? '')) {
      return [{ key, value, effect: effect ?? '' }];
    }
    taint.fail(`${taint.what} has no key, or no effect that is known`, taint.position);
    return [];
  });
}

/** What the cluster itself does with nodes that are cordoned, or not ready. */
function impliedTaints(spec: FieldReader | undefined, status: FieldReader | undefined): readonly Taint[] {
  const isCordoned = spec?.flag('unschedulable') ?? false;
  const ready = (status?.maps('conditions', 'condition') ?? []).find(condition => condition.text('type') === 'Ready');
  const state = ready?.text('status') ?? 'True';
  const taint = (key: string, effect: string): Taint => ({ key: `node.kubernetes.io/${key}`, value: '', effect });
  return [
    ...(isCordoned ? [taint('unschedulable', 'NoSchedule')] : []),
    ...(state === 'False' ? [taint('not-ready', 'NoExecute')] : []),
    ...(state === 'Unknown' ? [taint('unreachable', 'NoExecute')] : []),
  ];
}

function systemOf(labels: ReadonlyMap<string, ImportedData>): string | undefined {
  const processor = labels.get('kubernetes.io/arch');
  return nixSystem(labels.get('kubernetes.io/os'), processor === 'arm' ? 'armv7l' : processor);
}
