import { linkedSystem } from './linked-system.ts';

/**
 * A picture in DOT has every service once, in the box of its target, and an edge for each dependency; those between
 * targets are network links with their weight.
 */
export function checkPicture(dot: string, where?: Readonly<Record<string, string>>): readonly string[] {
  const faults: string[] = [];
  const boxOf = new Map<string, string | undefined>();
  const serviceOf = new Map<string, string>();
  const edges = new Map<string, string>();
  let box: string | undefined;
  for (const line of dot.split('\n')) {
    const opened = /subgraph "cluster_target:([^"]*)"/.exec(line);
    if (opened) box = opened[1];
    else if (line.trim() === '}') box = undefined;
    const node = /^\s*"([^"]*)" \[label="([^"\\]*)/.exec(line);
    if (node) {
      const [, id = '', label = ''] = node;
      if (boxOf.has(label)) faults.push(`${label} is there twice`);
      boxOf.set(label, box);
      serviceOf.set(id, label);
    }
    const edge = /^\s*"([^"]*)" -> "([^"]*)" \[(.*)\]/.exec(line);
    if (edge) edges.set(`${edge[1]} -> ${edge[2]}`, edge[3] ?? '');
  }
  const named = new Map(
    [...edges].map(([ends, style]) => {
      const [from = '', to = ''] = ends.split(' -> ');
      return [`${serviceOf.get(from)} -> ${serviceOf.get(to)}`, style] as const;
    }),
  );
  let count = 0;
  for (const [service, { awaits, connects }] of Object.entries(linkedSystem)) {
    if (!boxOf.has(service)) faults.push(`${service} is not there`);
    if (where && boxOf.get(service) !== where[service]) faults.push(`${service} is in ${boxOf.get(service)}`);
    for (const other of [...awaits, ...connects]) {
      count++;
      const style = named.get(`${service} -> ${other}`);
      if (style === undefined) faults.push(`there is no edge from ${service} to ${other}`);
      if (where === undefined || style === undefined) continue;
      const isLink = where[service] !== where[other];
      if (isLink !== style.includes('class="network"')) faults.push(`${service} to ${other}: ${style}`);
      const weight = service === 'web' && other === 'api' ? 3 : 1;
      if (isLink && !style.includes(`label="${weight}"`)) faults.push(`${service} to ${other}: ${style}`);
    }
  }
  if (edges.size !== count) faults.push(`${edges.size} edges for ${count} dependencies`);
  return faults;
}
