import type { AssignedPort } from '../../plan/index.ts';
import { quoteYaml } from '../quote-yaml.ts';

/** The lines of a pod that give a container ports of the node; none where there are no ports. */
export function writeContainerPorts(container: string, ports: readonly AssignedPort[]): readonly string[] {
  if (ports.length === 0) return [];
  const names = new Set<string>();
  const lines = ports.flatMap(({ label, number, uses }) =>
    uses.map(use => {
      const name = nameOf(label, use.protocol, names);
      const entries = [
        ...(name === undefined ? [] : [`name: ${quoteYaml(name)}`]),
        `containerPort: ${use.container}`,
        `hostPort: ${number}`,
        ...(use.address === undefined ? [] : [`hostIP: ${quoteYaml(use.address)}`]),
        `protocol: ${use.protocol.toUpperCase()}`,
      ];
      return `      - { ${entries.join(', ')} }`;
    }),
  );
  return ['containers:', `  - name: ${quoteYaml(container)}`, '    ports:', ...lines];
}

/** A name that no other port of the pod has; undefined where it would be none of a port (RFC 6335): none is needed. */
function nameOf(label: string, protocol: string, taken: Set<string>): string | undefined {
  const isFree = (name: string): boolean => isServiceName(name) && !taken.has(name);
  const name = [label, `${label}-${protocol}`].map(one => one.toLowerCase()).find(isFree);
  if (name !== undefined) taken.add(name);
  return name;
}

/** Letters, digits and single hyphens inside of them, one letter at least, and no more than 15 of all. */
function isServiceName(name: string): boolean {
  return name.length <= 15 && /^(?=.*[a-z])(?!.*--)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(name);
}
