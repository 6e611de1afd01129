import type { Amount } from '../../model/amount.ts';
import { addAmounts, largerAmount } from '../add-amounts.ts';
import type { FieldReader } from '../document/field-reader.ts';
import type { ImportedPort } from '../imported-models.ts';

/** What a group of a job needs and has. */
export interface GroupContent {
  readonly needs: ReadonlyMap<string, Amount>;
  readonly ports: readonly ImportedPort[];
  readonly drivers: ReadonlySet<string>;
  /** Names under which it is found by others, and those that it looks for. */
  readonly provides: readonly string[];
  readonly upstreams: readonly string[];
}

/** Keys of a task that say nothing about where it can go, in the words of HCL and of the API. */
const taskKeys: readonly string[] = [
  ...[
    'Actions',
    'Artifacts',
    'CSIPluginConfig',
    'Config',
    'Consul',
    'DispatchPayload',
    'Env',
    'Identities',
    'Identity',
  ],
  ...['KillSignal', 'KillTimeout', 'Kind', 'Leader', 'LogConfig', 'Meta', 'RestartPolicy', 'ScalingPolicies'],
  ...['Schedule', 'Secrets', 'ShutdownDelay', 'Templates', 'User', 'Vault', 'VolumeMounts'],
  ...['action', 'artifact', 'config', 'consul', 'csi_plugin', 'dispatch_payload', 'env', 'identity', 'kill_signal'],
  ...['kill_timeout', 'kind', 'leader', 'logs', 'meta', 'restart', 'scaling', 'secret', 'shutdown_delay', 'template'],
  ...['user', 'vault', 'volume_mount'],
];

/** What a task has where it says nothing, as the scheduler counts it. */
const usual = { cpu: { units: 100n, scale: 0 }, memory: { units: 300n, scale: 0 } } as const;

/**
 * The needs of a group: the sum of its tasks, or of those that come before or after them and end, the largest,
 * whichever is more. MHz and MB, as Nomad counts.
 */
export function readGroupContent(group: FieldReader): GroupContent {
  const drivers = new Set<string>();
  const provides: string[] = [];
  const upstreams: string[] = [];
  const ports = readNetworks(group);
  let main: ReadonlyMap<string, Amount> = new Map();
  let brief: ReadonlyMap<string, Amount> = new Map();
  const readServices = (reader: FieldReader): void => {
    for (const service of reader.maps('Services', 'service')) {
      const name = service.text('Name');
      if (name !== undefined) provides.push(name);
      const proxy = service.map('Connect')?.map('SidecarService')?.map('Proxy');
      for (const upstream of proxy?.maps('Upstreams', 'upstream') ?? []) {
        const wanted = upstream.text('DestinationName');
        if (wanted !== undefined) upstreams.push(wanted);
      }
    }
  };
  readServices(group);
  for (const task of group.maps('Tasks', 'task')) {
    const driver = task.text('Driver');
    if (driver !== undefined) drivers.add(driver);
    readServices(task);
    const lifecycle = task.map('Lifecycle');
    const isBrief =
      lifecycle?.text('Hook') !== undefined &&
      lifecycle.flag('Sidecar') !== true &&
      lifecycle.text('Hook') !== 'poststart';
    const { needs, networks } = readResources(task);
    ports.push(...networks);
    if (isBrief) brief = merge(brief, needs, largerAmount);
    else main = merge(main, needs, addAmounts);
    // The conditions of tasks are read with those of their group.
    task.ignore('Name', 'Constraints', 'Affinities');
    task.dropRest(taskKeys);
  }
  const disk = group.map('EphemeralDisk');
  const size = disk?.amount('SizeMB');
  disk?.dropRest(['Migrate', 'Sticky']);
  const needs = new Map(merge(main, brief, largerAmount));
  if (size !== undefined) needs.set('disk', size);
  return { needs, ports, drivers, provides, upstreams };
}

interface TaskResources {
  readonly needs: ReadonlyMap<string, Amount>;
  readonly networks: readonly ImportedPort[];
}

function readResources(task: FieldReader): TaskResources {
  const resources = task.map('Resources');
  const needs = new Map<string, Amount>();
  const cores = resources?.amount('Cores');
  const cpu = resources?.amount('CPU');
  if (cores !== undefined && cores.units > 0n) needs.set('cores', cores);
  else needs.set('cpu', cpu ?? usual.cpu);
  needs.set('memory', resources?.amount('MemoryMB') ?? usual.memory);
  if (resources === undefined) return { needs, networks: [] };
  if ((resources.amount('MemoryMaxMB')?.units ?? 0n) > 0n)
    resources.drop('MemoryMaxMB', 'a limit is not what a task needs');
  for (const device of resources.maps('Devices', 'device')) {
    const name = device.text('Name');
    const count = device.amount('Count') ?? { units: 1n, scale: 0 };
    if (name !== undefined) needs.set(`device ${name}`, count);
    for (const key of ['Constraints', 'Affinities', 'constraint', 'affinity'])
      device.drop(key, 'of devices no more than their number is known');
    device.dropRest([]);
  }
  const networks = readNetworks(resources);
  resources.dropRest(['DiskMB', 'IOPS', 'NUMA', 'SecretsMB', 'numa', 'secrets']);
  return { needs, networks };
}

/** Ports with a number of their own, and those that get one when the group is placed. */
function readNetworks(reader: FieldReader): ImportedPort[] {
  return reader.maps('Networks', 'network').flatMap(network => {
    const isOnHost = (network.text('Mode') ?? 'host') === 'host';
    const ports = ['ReservedPorts', 'DynamicPorts', 'Ports'].flatMap(key =>
      network.maps(key, 'port').map(port => {
        const host = port.whole('Value', 0, 65_535);
        const to = port.whole('To', -1, 65_535);
        const name = port.text('Label');
        port.dropRest(['HostNetwork', 'IgnoreCollision', 'ignore_collision']);
        const container =
          to !== undefined && to > 0 ? to : isOnHost && host !== undefined && host > 0 ? host : undefined;
        return { name, container, host: host === 0 ? undefined : host, protocol: 'tcp' };
      }),
    );
    network.dropRest(['CIDR', 'CNI', 'DNS', 'Device', 'Hostname', 'IP', 'MBits', 'cni', 'dns', 'hostname', 'mbits']);
    return ports;
  });
}

function merge(
  a: ReadonlyMap<string, Amount>,
  b: ReadonlyMap<string, Amount>,
  combine: (a: Amount, b: Amount) => Amount,
): ReadonlyMap<string, Amount> {
  const all = new Map(a);
  for (const [name, amount] of b) {
    const before = all.get(name);
    all.set(name, before === undefined ? amount : combine(before, amount));
  }
  return all;
}
