import type { AssignedPort } from '../../plan/index.ts';
import { isObject, type Job } from './job-json.ts';

/** A port of a group that has the same number on each node, of all protocols: Nomad knows none. */
export interface StaticPort {
  readonly label: string;
  readonly number: number;
  /** The port in a container that it leads to; undefined for the same one. */
  readonly to: number | undefined;
}

/** Ports that services have as ids, each number once, with labels as Nomad takes them. */
export function listStaticPorts(ports: readonly AssignedPort[]): readonly StaticPort[] {
  const byNumber = new Map<number, StaticPort>();
  const labels = new Set<string>();
  for (const { label, number, uses } of ports) {
    if (byNumber.has(number)) continue;
    const fit = label.replace(/[^A-Za-z0-9_]/g, '_');
    let own = fit;
    for (let i = 2; labels.has(own); i++) own = `${fit}_${i}`;
    labels.add(own);
    const [first] = uses;
    const to = first === undefined || first.container === number ? undefined : first.container;
    byNumber.set(number, { label: own, number, to });
  }
  return [...byNumber.values()];
}

/**
 * A group as its job has it, with static ports in its first network: in the place of those with their labels, which an
 * earlier plan has put there, perhaps. A number that the group has by itself under another label stays that.
 */
export function withStaticPorts(group: Job, ports: readonly StaticPort[]): Job {
  if (ports.length === 0) return group;
  const networks: readonly unknown[] = Array.isArray(group['Networks']) ? group['Networks'] : [];
  const [first, ...others] = networks;
  const network = isObject(first) ? first : {};
  const labels = new Set(ports.map(({ label }) => label));
  const keep = (key: string): readonly unknown[] => {
    const listed: unknown = network[key];
    return (Array.isArray(listed) ? listed : []).filter(
      (port: unknown) => !(isObject(port) && typeof port['Label'] === 'string' && labels.has(port['Label'])),
    );
  };
  const [reserved, dynamic] = [keep('ReservedPorts'), keep('DynamicPorts')];
  const own = new Set(reserved.map(port => (isObject(port) ? port['Value'] : undefined)));
  const added = ports
    .filter(({ number }) => !own.has(number))
    .map(({ label, number, to }) => ({ Label: label, Value: number, ...(to === undefined ? {} : { To: to }) }));
  const isDynamic = network['DynamicPorts'] !== undefined;
  const changed = {
    ...network,
    ReservedPorts: [...reserved, ...added],
    ...(isDynamic ? { DynamicPorts: dynamic } : {}),
  };
  return { ...group, Networks: [changed, ...others] };
}
