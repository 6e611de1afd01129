import type { AssignedPort } from '../../plan/index.ts';
import { writeNixName, writeNixText } from '../../write/nix-text.ts';
import { type PlacedModels, type PlacedService, placedServices } from '../placed-services.ts';
import { refuseNames } from '../refuse-names.ts';

/** Names that mean something else in a hive. */
const reserved: readonly string[] = ['defaults', 'meta', 'network'];

/**
 * A plan as tags of the machines of a Colmena hive: a module for each machine, whose tags are the services that go
 * there, so that `colmena apply --on @web` deploys those that host `web`. Where ids are known, modules can ask for the
 * ports of the services on their machine (`plannedPorts`): what they do with them, and whether a firewall lets anybody
 * in, they decide.
 * @throws InputError for machines with names that a hive keeps for itself
 */
export function writeColmenaPlan(models: PlacedModels): string {
  const names = [...models.infrastructure.targets.keys()];
  refuseNames('a machine of a hive', names, name => !reserved.includes(name), 'a hive keeps this name for itself');
  const placed = placedServices(models);
  const lines = names.map(name => {
    const tags = placed.filter(({ targets }) => targets.includes(name)).map(({ key }) => `${writeNixText(key)} `);
    const there = models.ports === undefined ? [] : placed.filter(({ targets }) => targets.includes(name));
    const ports = models.ports === undefined ? '' : ` _module.args.plannedPorts = ${writePorts(there)};`;
    return `  ${writeNixName(name)} = { deployment.tags = [ ${tags.join('')}];${ports} };\n`;
  });
  const head = '# Tags of a plan, for the machines of a hive: node = { imports = [ (import ./THIS).node ]; ... };\n';
  return `${head}{\n${lines.join('')}}\n`;
}

/** Service → label → port. */
function writePorts(services: readonly PlacedService[]): string {
  return writeSet(
    services.filter(({ ports }) => ports.length > 0),
    ({ key, ports }) => [key, writeSet(ports, port => [port.label, writePort(port)])],
  );
}

function writePort({ number, uses }: AssignedPort): string {
  const list = (texts: readonly string[]): string =>
    `[ ${[...new Set(texts)].map(text => `${writeNixText(text)} `).join('')}]`;
  const addresses = uses.flatMap(({ address }) => (address === undefined ? [] : [address]));
  const bound = addresses.length === uses.length ? ` addresses = ${list(addresses)};` : '';
  return `{ port = ${number}; protocols = ${list(uses.map(({ protocol }) => protocol))};${bound} }`;
}

function writeSet<Item>(items: readonly Item[], entry: (item: Item) => readonly [name: string, text: string]): string {
  const entries = items.map(entry).map(([name, text]) => `${writeNixName(name)} = ${text}; `);
  return `{ ${entries.join('')}}`;
}
