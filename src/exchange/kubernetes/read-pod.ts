import type { Amount } from '../../model/amount.ts';
import { addAmounts, largerAmount } from '../add-amounts.ts';
import type { FieldReader } from '../document/field-reader.ts';
import type { ImportedPort } from '../imported-models.ts';
import { readQuantity } from './read-quantity.ts';

type Needs = ReadonlyMap<string, Amount>;

/** Keys of a container that say nothing about where it can go. */
const containerKeys: readonly string[] = [
  ...['args', 'command', 'env', 'envFrom', 'image', 'imagePullPolicy', 'lifecycle', 'livenessProbe', 'name'],
  ...['readinessProbe', 'resizePolicy', 'restartPolicy', 'securityContext', 'startupProbe', 'stdin', 'stdinOnce'],
  ...['terminationMessagePath', 'terminationMessagePolicy', 'tty', 'volumeDevices', 'volumeMounts', 'workingDir'],
];

/** What to do where an object is not whole. */
export const patchAlone = 'if this is a patch (of an overlay, or a plan), give the file of the whole object before it';

/** What the containers of a pod need and which ports they have. */
export interface PodContent {
  readonly needs: Needs;
  readonly ports: readonly ImportedPort[];
  /** What the containers that run all the time are called. */
  readonly containers: readonly string[];
}

/**
 * The needs of a pod as its scheduler counts them: the sum of its containers, with those that start first and stay, or
 * the largest of those that start first and end, whichever is more; and its overhead.
 */
export function readPodContent(pod: FieldReader, service: string): PodContent {
  const isOnHost = pod.flag('hostNetwork') ?? false;
  const ports: ImportedPort[] = [];
  const read = (container: FieldReader): Needs => {
    ports.push(...readPorts(container, isOnHost));
    const needs = readRequests(container);
    container.ignore('name');
    container.dropRest(containerKeys);
    return needs;
  };
  const containers = pod.maps('containers', 'container');
  const names = containers.flatMap(container => container.text('name') ?? []);
  const said = pod.node('containers');
  if (said === undefined || (said.kind === 'list' && said.items.length === 0)) {
    pod.fail(`${service} has no containers`, pod.position, patchAlone);
  }
  let running = containers.map(read).reduce(add, new Map());
  let beside: Needs = new Map();
  let starting: Needs = new Map();
  for (const container of pod.maps('initContainers', 'init container')) {
    const stays = container.text('restartPolicy') === 'Always';
    const needs = read(container);
    // One that stays runs beside all that start after it, those that end included.
    starting = larger(starting, add(beside, needs));
    if (!stays) continue;
    beside = add(beside, needs);
    running = add(running, needs);
  }
  const overhead = readQuantities(pod.map('overhead'));
  return { needs: add(larger(running, starting), overhead), ports, containers: names };
}

function readPorts(container: FieldReader, isOnHost: boolean): readonly ImportedPort[] {
  return container.maps('ports', 'port').flatMap(port => {
    const name = port.text('name');
    const inside = port.whole('containerPort', 1, 65_535);
    const said = port.whole('hostPort', 0, 65_535);
    const protocol = (port.text('protocol') ?? 'TCP').toLowerCase();
    const address = port.text('hostIP');
    port.dropRest([]);
    if (inside === undefined) {
      if (!port.keys.includes('containerPort')) port.fail(`${port.what} has no containerPort`, port.position);
      return [];
    }
    const host = said === undefined || said === 0 ? (isOnHost ? inside : undefined) : said;
    const isBound = address !== undefined && address !== '' && address !== '0.0.0.0';
    return [{ name, container: inside, host, ...(isBound ? { address } : {}), protocol }];
  });
}

/** Requests, and where a resource has a limit alone, that. */
function readRequests(container: FieldReader): Needs {
  const resources = container.map('resources');
  if (resources === undefined) return new Map();
  const requests = readQuantities(resources.map('requests'));
  const limits = readQuantities(resources.map('limits'));
  const isLimited = [...limits.keys()].some(name => requests.has(name));
  if (isLimited) resources.drop('limits', 'what is requested is what is needed');
  resources.dropRest(['claims']);
  return new Map([...limits, ...requests]);
}

function readQuantities(reader: FieldReader | undefined): Needs {
  const quantities = new Map<string, Amount>();
  for (const name of reader?.keys ?? []) {
    const text = reader?.text(name);
    if (text === undefined || reader === undefined) continue;
    const quantity = readQuantity(text);
    if (quantity !== undefined) quantities.set(name, quantity);
    else {
      const hint = 'write 250m, 0.5, 128Mi or 2Gi';
      reader.fail(`${name} of ${reader.what} is "${text}", which is no quantity`, reader.placeOf(name), hint);
    }
  }
  return quantities;
}

function add(a: Needs, b: Needs): Needs {
  return merge(a, b, addAmounts);
}

function larger(a: Needs, b: Needs): Needs {
  return merge(a, b, largerAmount);
}

function merge(a: Needs, b: Needs, combine: (a: Amount, b: Amount) => Amount): Needs {
  const all = new Map(a);
  for (const [name, amount] of b) {
    const before = all.get(name);
    all.set(name, before === undefined ? amount : combine(before, amount));
  }
  return all;
}
