import type { AssignedPort } from '../../plan/index.ts';
import { nameOfTarget, type PlacedModels, placedServices } from '../placed-services.ts';
import { quoteYaml } from '../quote-yaml.ts';
import { refuseNames } from '../refuse-names.ts';
import { nowhere } from './stop-services.ts';

/**
 * A plan as a Compose file that is laid over the one with the services, for a swarm. Constraints are demanded together,
 * and only equality can be said: a service with one target is told its hostname, one with several is told those where
 * it does not go. A node is called by the property `node.hostname` of its target, else by the target's name. Ports that
 * services have as ids are published on the machine itself: one that a swarm published would be taken on all of them.
 * @throws InputError for names that no constraint can hold
 */
export function writeComposePlan(models: PlacedModels): string {
  const nodes = new Map(
    [...models.infrastructure.targets.keys()].map(target => [target, nameOfTarget(target, 'node.hostname', models)]),
  );
  const placed = placedServices(models);
  const isFit = (name: string): boolean => /^[A-Za-z0-9._-]+$/.test(name);
  const names = [...nodes.values(), ...placed.map(({ key }) => key)];
  refuseNames('Compose', names, isFit, 'there, names have letters, digits, dots, hyphens and underscores');
  const services = placed.map(({ key, service, targets, ports }) => {
    const isEverywhere = service?.replicas === 'all';
    const hosts = targets.map(target => nodes.get(target) ?? target);
    const [only] = hosts;
    const others = [...nodes.values()].filter(node => !hosts.includes(node));
    const constraints =
      hosts.length === 1 ? [`node.hostname == ${only}`] : others.map(node => `node.hostname != ${node}`);
    const demanded = hosts.length > 0 ? constraints : isEverywhere ? [nowhere] : [];
    const isApart = hosts.length > 1 && !isEverywhere;
    const lines = [
      `  ${quoteYaml(key)}:`,
      '    deploy:',
      isEverywhere ? '      mode: global' : `      replicas: ${hosts.length}`,
      ...(demanded.length > 0 || isApart ? ['      placement:'] : []),
      ...(isApart ? ['        max_replicas_per_node: 1'] : []),
      ...(demanded.length > 0 ? ['        constraints:'] : []),
      ...demanded.map(constraint => `          - ${quoteYaml(constraint)}`),
      ...(ports.length > 0 ? ['    ports:'] : []),
      ...ports.flatMap(writePort),
    ];
    return `${lines.join('\n')}\n`;
  });
  const head = '# A plan for docker stack deploy -c COMPOSE -c THIS. Nodes that join later are not kept away.\n';
  return `${head}services:${services.length === 0 ? ' {}' : ''}\n${services.join('')}`;
}

/** Without an address and a name: the format of a stack has no place for them. */
function writePort({ label, number, uses }: AssignedPort): readonly string[] {
  const lines = uses.map(
    ({ protocol, container }) =>
      `      - { target: ${container}, published: ${number}, protocol: ${protocol}, mode: host } # ${quoteYaml(label)}`,
  );
  return [...new Set(lines)];
}
