import type { Amount } from '../../model/amount.ts';
import { amountData } from '../amount-data.ts';
import { type MapNode, valueIn } from '../document/data-node.ts';
import { FieldReader, type FieldRules } from '../document/field-reader.ts';
import type { DraftModels } from '../draft-models.ts';
import type { ImportedData } from '../imported-models.ts';
import { nixSystem } from '../nix-system.ts';

/** Whether a document is a node, as `nomad node status -json` prints it, in full or as an entry of its list. */
export function isClient(document: MapNode): boolean {
  return valueIn(document, 'SchedulingEligibility') !== undefined;
}

/**
 * A Nomad client as a machine: its attributes are properties, called as constraints call them (`attr.kernel.name`,
 * `meta.rack`, `node.datacenter`), and what is left beside its reserve is what it has: MHz, MB.
 */
export function readClient(map: MapNode, rules: FieldRules, draft: DraftModels): void {
  const id = new FieldReader('a node', map, rules).text('ID') ?? '';
  const node = new FieldReader(`node ${id.slice(0, 8)}`, map, rules);
  const name = node.text('Name');
  if (name === undefined || draft.targets.has(name)) {
    const said = name === undefined ? `${node.what} has no Name` : `two nodes have the name "${name}"`;
    node.fail(said, name === undefined ? node.position : node.placeOf('Name'));
    return;
  }
  const properties = new Map<string, ImportedData>([['hostname', name]]);
  const add = (property: string, value: string | undefined): void => {
    if (value !== undefined && value !== '') properties.set(property, value);
  };
  add('node.unique.id', id);
  add('node.unique.name', name);
  add('node.datacenter', node.text('Datacenter'));
  add('node.class', node.text('NodeClass'));
  add('node.pool', node.text('NodePool'));
  add('node.status', node.text('Status'));
  add('node.eligibility', node.text('SchedulingEligibility'));
  for (const [key, { text }] of node.textMap('Attributes')) add(`attr.${key}`, text);
  for (const [key, { text }] of node.textMap('Meta')) add(`meta.${key}`, text);
  addNames(properties, 'drivers', healthyDrivers(node));
  addNames(properties, 'hostVolumes', node.map('HostVolumes')?.keys ?? []);
  for (const [resource, amount] of readResources(node)) properties.set(resource, amountData(amount));
  draft.targets.set(name, { system: systemOf(properties), properties });
}

function addNames(properties: Map<string, ImportedData>, property: string, names: readonly string[]): void {
  if (names.length > 0) properties.set(property, [...names].sort());
}

function healthyDrivers(node: FieldReader): readonly string[] {
  const drivers = node.map('Drivers');
  return (drivers?.keys ?? []).filter(name => {
    const driver = drivers?.map(name);
    return driver?.flag('Detected') === true && driver.flag('Healthy') === true;
  });
}

function readResources(node: FieldReader): ReadonlyMap<string, Amount> {
  const all = node.map('NodeResources');
  const reserved = node.map('ReservedResources');
  const left = new Map<string, Amount>();
  const add = (resource: string, group: string, key: string): void => {
    const there = all?.map(group)?.amount(key);
    const kept = reserved?.map(group)?.amount(key) ?? { units: 0n, scale: 0 };
    if (there === undefined) return;
    const scale = Math.max(there.scale, kept.scale);
    const units = there.units * 10n ** BigInt(scale - there.scale) - kept.units * 10n ** BigInt(scale - kept.scale);
    left.set(resource, { units: units < 0n ? 0n : units, scale });
  };
  add('cpu', 'Cpu', 'CpuShares');
  add('cores', 'Cpu', 'TotalCpuCores');
  add('memory', 'Memory', 'MemoryMB');
  add('disk', 'Disk', 'DiskMB');
  for (const device of all?.maps('Devices', 'device') ?? []) {
    const [type, vendor, name] = [device.text('Type'), device.text('Vendor'), device.text('Name')];
    const units = BigInt(device.list('Instances').length);
    // A job asks by the type alone, with the vendor, or with all three.
    for (const key of [type, `${vendor}/${type}`, `${vendor}/${type}/${name}`]) {
      left.set(`device ${key}`, { units: (left.get(`device ${key}`)?.units ?? 0n) + units, scale: 0 });
    }
  }
  return left;
}

function systemOf(properties: ReadonlyMap<string, ImportedData>): string | undefined {
  return nixSystem(properties.get('attr.kernel.name'), properties.get('attr.cpu.arch'));
}
